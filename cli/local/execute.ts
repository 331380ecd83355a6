import { oracleHandler } from '../../functions/oracle.js';
import { compileModule } from '../../shared/local/compile-module.js';
import { onInterrupt } from '../../shared/local/interrupt.js';
import type { LoadedOracle } from '../../shared/local/load-oracle.js';
import { isLocked } from '../../shared/local/lock.js';
import { LocalRun, type LocalRunOptions } from '../../shared/local/run-study.js';
import { watchRun } from '../../shared/local/watch-run.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { moduleTrainers } from '../../tuner/module-trainers.js';
import { screenFor } from '../display/screen.js';
import { printOutcome } from '../display/summary.js';
import { readStudy } from '../read-study.js';
import { interval } from './interval.js';

/**
 * Runs a study on this machine to its end, shows its progress, and prints how it ended.
 *
 * @param tuning file of the tuning module.
 * @param oracle a user's own, if the study has one.
 * @returns the exit status: 0, 1 if the study failed, 130 after Ctrl-C.
 */
export async function execute(
  store: DirectoryStore,
  tuning: string,
  oracle: LoadedOracle | undefined,
  request: LocalRunOptions['request'],
  json: boolean,
): Promise<number> {
  const screen = await screenFor(json);
  const compiled = await compileModule('tuning', tuning);
  const run = new LocalRun({
    store,
    request,
    oracle: oracleHandler(store),
    trainer: moduleTrainers({ store, tuning: compiled.file, oracle: oracle?.file, onOutput: screen.say }),
  });
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
    await compiled.dispose();
  }
  const life = async (name: string) => ({ isAlive: await isLocked(store.root, name) });
  const { study, document } = await readStudy({ store, life }, request.study);
  const status = printOutcome(study, document, json);
  return interruption.happened() ? 130 : status;
}
