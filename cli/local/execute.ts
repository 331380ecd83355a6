import { onInterrupt } from '../../shared/local/interrupt.js';
import { isLocked } from '../../shared/local/lock.js';
import type { LocalRunOptions } from '../../shared/local/run-study.js';
import { watchRun } from '../../shared/local/watch-run.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { screenFor } from '../display/screen.js';
import { printOutcome } from '../display/summary.js';
import { readStudy } from '../read-study.js';
import { interval } from './interval.js';
import { prepareRun, type RunModules } from './prepare-run.js';

/**
 * Runs a study on this machine to its end, shows its progress, and prints how it ended.
 *
 * @returns the exit status: 0, 1 if the study failed, 130 after Ctrl-C.
 */
export async function execute(
  store: DirectoryStore,
  modules: RunModules,
  request: LocalRunOptions['request'],
  json: boolean,
): Promise<number> {
  const screen = await screenFor(json);
  const { run, dispose } = await prepareRun(store, modules, request, screen.say);
  const interruption = onInterrupt(run, screen.say);
  try {
    if (json) await run.finish();
    else {
      const { isLive: withProgress, show } = screen;
      await watchRun(run, { store, study: request.study, withProgress, interval, show });
    }
  } finally {
    interruption.dispose();
    screen.end();
    await dispose();
  }
  const life = async (name: string) => ({ isAlive: await isLocked(store.root, name) });
  const { study, document } = await readStudy({ store, life }, request.study);
  const status = printOutcome(study, document, json);
  return interruption.happened() ? 130 : status;
}
