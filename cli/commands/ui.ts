import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Hono } from 'hono';
import { messageOf } from '../../shared/errors.js';
import type { UiFlags } from '../options.js';

/** Exit status of a command that Ctrl-C ended. */
const interrupted = 130;

/** The built page lies beside the built command line. */
const folder = new URL('../../ui/', import.meta.url);

/** `stepladder ui`: serves a page that shows the studies of a directory or a deployment, until Ctrl-C. */
export async function uiCommand({ port, ...flags }: UiFlags): Promise<number> {
  const { servePage } = await import('../ui/serve.js');
  const page = await servePage({ api: await apiOf(flags), folder, port });
  process.stdout.write(`${page.url}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await page.close();
  return interrupted;
}

async function apiOf({ store, cloud }: Omit<UiFlags, 'port'>): Promise<Hono> {
  if (cloud !== undefined) {
    const [{ connect }, { cloudApi }] = await Promise.all([
      import('../../shared/cloud/connect.js'),
      import('../ui/cloud-api.js'),
    ]);
    return cloudApi(connect(cloud), logError);
  }
  const [{ DirectoryStore }, { localApi }] = await Promise.all([
    import('../../shared/store/directory.js'),
    import('../ui/local-api.js'),
  ]);
  return localApi(new DirectoryStore(resolve(store)), logError);
}

function logError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? messageOf(error)) : messageOf(error)}\n`);
}
