import { resolve } from 'node:path';
import { errorCodeOf, messageOf } from '../../shared/errors.js';
import { onInterrupt } from '../../shared/local/interrupt.js';
import { findModule } from '../../shared/module-file.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { modulesOfStudy, prepareRun } from '../local/prepare-run.js';
import type { RunFailure, RunOrder } from './run-process.js';

/** The process of one run that was asked for on the page. It stops as after Ctrl-C when the page's server is gone. */
process.once('message', async (order: RunOrder) => {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  try {
    await follow(order);
  } catch (error) {
    const failure: RunFailure = { code: errorCodeOf(error) ?? 'InternalError', message: messageOf(error) };
    if (process.connected) process.send?.(failure);
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
});

async function follow({ root, request }: RunOrder): Promise<void> {
  const store = new DirectoryStore(root);
  const say = (line: string) => process.stderr.write(`${request.study}: ${line}\n`);
  const { start, study } = request;
  const modules = start
    ? { tuning: findModule('tuning', resolve(root, start.trialFunction)), oracle: undefined }
    : await modulesOfStudy(store, study);
  const { run, dispose } = await prepareRun(store, modules, request, say);
  const interruption = onInterrupt(run, say);
  try {
    await run.finish();
  } finally {
    interruption.dispose();
    await dispose();
  }
}
