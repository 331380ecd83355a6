import { setTimeout as sleep } from 'node:timers/promises';
import type { View, Watch } from '../study/watch-study.js';
import { watchStudy } from '../study/watch-study.js';
import type { LocalRun } from './run-study.js';

/** What to show of a run. */
export interface ShownRun extends Pick<Watch, 'store' | 'study' | 'withProgress'> {
  /** Milliseconds between two looks at the records. */
  readonly interval: number;
  readonly show: (view: View) => unknown;
}

/**
 * Runs a study to the end of its run, and shows it as it goes. If showing fails the run is asked to stop, and has ended before
 * the failure is thrown.
 *
 * @throws as `LocalRun.finish`, and what `show` throws.
 */
export async function watchRun(run: LocalRun, { interval, ...shown }: ShownRun): Promise<void> {
  const finished = run.finish();
  let isOver = false;
  const end = finished
    .catch(() => undefined)
    .then(() => {
      isOver = true;
    });
  try {
    if (await run.opened) {
      await watchStudy({ ...shown, isOver: () => isOver, pause: () => Promise.race([sleep(interval), end]) });
    }
  } catch (error) {
    if (!isOver) await run.stop();
    await end;
    throw error;
  }
  await finished;
}
