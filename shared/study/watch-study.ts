import type { Store } from '../store/store.js';
import { StudyLog } from './log.js';
import { readProgress } from './progress.js';
import type { Progress } from './records.js';
import type { Study } from './study.js';

/** What is seen of a study at a moment. */
export interface View {
  readonly study: Study;
  /** How far running legs are, by leg. */
  readonly progress: ReadonlyMap<number, Progress>;
}

export interface Watch {
  readonly store: Store;
  /** Name of the study. */
  readonly study: string;
  /** Whether to read how far running legs are. */
  readonly withProgress: boolean;
  /** Whether no more records will come. It is asked before they are read, so that the last look sees them all. */
  isOver(seen: Study | undefined): boolean | Promise<boolean>;
  /** Waits until it is time for another look. */
  pause(): Promise<unknown>;
  show(view: View): unknown;
}

/** Shows a study's records as they appear, until no more will come and once more after it. */
export async function watchStudy({ store, study: name, withProgress, isOver, pause, show }: Watch): Promise<void> {
  let log: StudyLog | undefined;
  while (true) {
    const last = await isOver(log?.study);
    if (log) await log.refresh();
    else log = await StudyLog.find(store, name);
    if (log) await show({ study: log.study, progress: withProgress ? await readProgress(log) : new Map() });
    if (last) return;
    await pause();
  }
}
