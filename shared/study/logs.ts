import type { Store } from '../store/store.js';
import { StudyLog } from './log.js';

/**
 * The logs that a process has read, kept for its next request: records never change, so a warm reader reads only what is
 * new. Requests for one study come one after another, so that a process never competes with itself for a leg.
 */
export class StudyLogs {
  readonly #store: Store;
  readonly #logs = new Map<string, Promise<StudyLog>>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Works with the log of a study when all earlier work in this process is done.
   *
   * @param run a run that the caller knows to exist.
   * @throws StudyNotFound, and what `work` throws.
   */
  async use<T>(study: string, run: number, work: (log: StudyLog) => Promise<T>): Promise<T> {
    const before = this.#queues.get(study) ?? Promise.resolve();
    const result = before.then(async () => work(await this.#log(study, run)));
    this.#queues.set(
      study,
      result.catch(() => undefined),
    );
    return result;
  }

  async #log(study: string, run: number): Promise<StudyLog> {
    const known = this.#logs.get(study) ?? StudyLog.open(this.#store, study);
    this.#logs.set(study, known);
    try {
      const log = await known;
      if (!log.study.runs.has(run)) await log.refreshRuns();
      return log;
    } catch (error) {
      this.#logs.delete(study);
      throw error;
    }
  }
}
