import { setTimeout as sleep } from 'node:timers/promises';
import { oracleHandler } from '../../functions/oracle.js';
import { compileModule } from '../../shared/local/compile-module.js';
import type { LoadedOracle } from '../../shared/local/load-oracle.js';
import { isLocked } from '../../shared/local/lock.js';
import { LocalRun, type LocalRunOptions } from '../../shared/local/run-study.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { watchStudy } from '../../shared/study/watch-study.js';
import { moduleTrainers } from '../../tuner/module-trainers.js';
import { type Screen, screenFor } from '../display/screen.js';
import { printOutcome } from '../display/summary.js';
import { readStudy } from '../read-study.js';
import { onInterrupt } from './interrupt.js';

/** Milliseconds between two looks at the records. */
export const interval = 250;

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
  const screen = screenFor(json);
  const compiled = await compileModule('tuning', tuning);
  const run = new LocalRun({
    store,
    request,
    oracle: oracleHandler(store),
    trainer: moduleTrainers({ store, tuning: compiled.file, oracle: oracle?.file, onOutput: screen.say }),
  });
  const interruption = onInterrupt(run, screen.say);
  const finished = run.finish();
  try {
    await Promise.all([finished, json ? undefined : show(store, request.study, run, finished, screen)]);
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

async function show(
  store: DirectoryStore,
  study: string,
  run: LocalRun,
  finished: Promise<void>,
  { isLive, show }: Screen,
): Promise<void> {
  if (!(await run.opened)) return;
  let over = false;
  const end = finished.then(
    () => undefined,
    () => undefined,
  );
  void end.then(() => {
    over = true;
  });
  await watchStudy({
    store,
    study,
    withProgress: isLive,
    isOver: () => over,
    pause: () => Promise.race([sleep(interval), end]),
    show,
  });
}
