import type { Store } from '../store/store.js';
import { readRecord } from './codec.js';
import { definitionKey } from './keys.js';
import { StudyLog, studyNotFound, studyReplaced } from './log.js';
import { definitionSchema } from './records.js';

/**
 * The logs that a process has read, kept for its next request: records never change, so a warm reader reads only what is
 * new. Requests for one study come one after another, so that a process never competes with itself for a leg.
 */
export class StudyLogs {
  readonly #store: Store;
  readonly #most: number;
  /** In the order of their last use. */
  readonly #logs = new Map<string, StudyLog>();
  readonly #queues = new Map<string, Promise<unknown>>();

  /** @param most studies that are remembered */
  constructor(store: Store, most = 32) {
    this.#store = store;
    this.#most = most;
  }

  /**
   * Works with the log of a study, which it must refresh first, when all earlier work in this process is done.
   *
   * @param created when the study was created, as the caller knows it: one of the same name may have been deleted since
   *   this process read it. Without it, the definition is read to see.
   * @throws StudyNotFound, also if it was created at another time than the caller's; and what `work` throws.
   */
  async use<T>(study: string, created: number | undefined, work: (log: StudyLog) => Promise<T>): Promise<T> {
    const before = this.#queues.get(study) ?? Promise.resolve();
    const result = before.then(async () => work(await this.#log(study, created)));
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(study, settled);
    void settled.then(() => {
      if (this.#queues.get(study) === settled) this.#queues.delete(study);
    });
    return result;
  }

  async #log(study: string, created: number | undefined): Promise<StudyLog> {
    const known = this.#logs.get(study);
    this.#logs.delete(study);
    const isCurrent = known && known.study.definition.created === (created ?? (await this.#created(study)));
    const log = isCurrent ? known : await this.#begin(study);
    this.#logs.set(study, log);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > this.#most && oldest !== undefined) this.#logs.delete(oldest);
    refuseNamesake(log, created);
    return log;
  }

  /** @throws StudyNotFound */
  async #created(study: string): Promise<number> {
    const definition = await readRecord(this.#store, definitionSchema, definitionKey(study));
    if (definition) return definition.created;
    throw studyNotFound(study);
  }

  /** @throws StudyNotFound */
  async #begin(study: string): Promise<StudyLog> {
    const log = await StudyLog.begin(this.#store, study);
    if (log) return log;
    throw studyNotFound(study);
  }
}

/** Who still works for a deleted study must not touch the one that has its name now. */
function refuseNamesake({ name, study }: StudyLog, created: number | undefined): void {
  if (created !== undefined && study.definition.created !== created) throw studyReplaced(name);
}
