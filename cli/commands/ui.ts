import { resolve } from 'node:path';
import type { Hono } from 'hono';
import { messageOf, StepladderError } from '../../shared/errors.js';
import type { UiFlags } from '../options.js';

/** Exit status of a command that Ctrl-C ended. */
const interrupted = 130;

/** The built page lies beside the built command line. */
const folder = new URL('../../ui/', import.meta.url);
const runModule = new URL('../ui/run-child.js', import.meta.url);

/** What is behind the page. */
interface Behind {
  readonly api: Hono;
  /** Stops what runs by it; called again, at once. Settles when all is over. */
  readonly stop: () => Promise<void>;
}

/** `stepladder ui [modules…]`: serves a page that shows the studies of a directory or a deployment, until Ctrl-C. */
export async function uiCommand(modules: readonly string[], { port, ...flags }: UiFlags): Promise<number> {
  const { servePage } = await import('../ui/serve.js');
  const { api, stop } = await (flags.cloud === undefined ? local(modules, flags.store) : cloud(modules, flags.cloud));
  const page = await servePage({ api, folder, port });
  process.stdout.write(`${page.url}\n`);
  await untilToldTo(async () => {
    await page.close();
    await stop();
  }, stop);
  return interrupted;
}

/** Ends at the first signal; what the second one does is done beside it. */
function untilToldTo(end: () => Promise<void>, hurry: () => Promise<void>): Promise<void> {
  return new Promise((settle, reject) => {
    let count = 0;
    const listener = () => {
      count++;
      if (count === 1) end().then(settle, reject);
      else hurry().catch(reject);
    };
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
  });
}

async function cloud(modules: readonly string[], url: string): Promise<Behind> {
  if (modules.length > 0) {
    throw new StepladderError('InvalidRequest', 'A deployment has its own tunings: give modules or --cloud');
  }
  const [{ connect }, { cloudApi }] = await Promise.all([
    import('../../shared/cloud/connect.js'),
    import('../ui/cloud-api.js'),
  ]);
  return { api: cloudApi(connect(url), logError), stop: async () => undefined };
}

async function local(modules: readonly string[], directory: string): Promise<Behind> {
  const [{ DirectoryStore }, { localApi }, { LocalRunner }, { localTunings }] = await Promise.all([
    import('../../shared/store/directory.js'),
    import('../ui/local-api.js'),
    import('../ui/local-runner.js'),
    import('../ui/local-tunings.js'),
  ]);
  const store = new DirectoryStore(resolve(directory));
  const runner = new LocalRunner(store, runModule, logError);
  const tunings = localTunings(modules, store.root);
  return { api: localApi({ store, runner, tunings, logError }), stop: () => runner.stop() };
}

function logError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? messageOf(error)) : messageOf(error)}\n`);
}
