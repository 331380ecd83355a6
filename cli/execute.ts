import { oracleHandler } from '../functions/oracle.js';
import { compileTuning } from '../shared/local/compile-tuning.js';
import { isLocked } from '../shared/local/lock.js';
import { LocalRun, type LocalRunOptions } from '../shared/local/run-study.js';
import type { DirectoryStore } from '../shared/store/directory.js';
import { documentOf, type StudyDocument } from '../shared/study/document.js';
import { StudyLog } from '../shared/study/log.js';
import { truncate } from './format.js';
import { onInterrupt } from './interrupt.js';
import { progressLines } from './progress-lines.js';
import { type LiveProgress, liveProgress } from './progress-live.js';
import { printSummary } from './summary.js';
import { watchStudy } from './watch.js';

/**
 * Runs a study on this machine to its end, shows its progress, and prints how it ended.
 *
 * @param tuning file of the tuning module.
 * @returns the exit status: 0, 1 if the study failed, 130 after Ctrl-C.
 */
export async function execute(
  store: DirectoryStore,
  tuning: string,
  request: LocalRunOptions['request'],
  json: boolean,
): Promise<number> {
  const live = !json && process.stdout.isTTY ? liveProgress(process.stdout) : undefined;
  const say = (line: string) => (live ? live.print(line) : process.stderr.write(`${line}\n`));
  const compiled = await compileTuning(tuning);
  const run = new LocalRun({
    store,
    request,
    oracle: oracleHandler(store),
    trialModule: new URL('../functions/local/trial.js', import.meta.url),
    environment: { STEPLADDER_STORE: store.root, STEPLADDER_TUNING: compiled.file },
    onOutput: say,
  });
  const interruption = onInterrupt(run, say);
  const finished = run.finish();
  try {
    await Promise.all([finished, json ? undefined : show(store, request.study, run, finished, live)]);
  } finally {
    interruption.dispose();
    live?.end();
    await compiled.dispose();
  }
  const { study } = await StudyLog.open(store, request.study);
  const document = documentOf(study, Date.now(), await isLocked(store.root, request.study));
  if (json) printJson(document);
  else printSummary(study, document);
  if (interruption.happened()) return 130;
  return document.status === 'failed' ? 1 : 0;
}

export function printJson(document: StudyDocument | object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

async function show(
  store: DirectoryStore,
  study: string,
  run: LocalRun,
  finished: Promise<void>,
  live: LiveProgress | undefined,
): Promise<void> {
  if (!(await run.opened)) return;
  const lines = progressLines((line) => {
    if (live) live.print(truncate(line, process.stdout.columns));
    else process.stdout.write(`${line}\n`);
  });
  await watchStudy(store, study, finished, live !== undefined, (view) => {
    lines(view);
    live?.show(view);
  });
}
