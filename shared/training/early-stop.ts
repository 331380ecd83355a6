import type { Store } from '../store/store.js';
import { StudyLogs } from '../study/logs.js';
import type { Assigned, Definition, Report } from '../study/records.js';
import { mayStop, shouldStop } from '../study/should-stop.js';

/** Milliseconds between two looks at the log, and the share of a leg's time so far: in the cloud each look is some requests. */
const lookInterval = 2000;
const lookShare = 0.1;

/**
 * Whether a leg should stop between two epochs, since more would not pay. It is decided after each epoch by what the log
 * was when it was last looked at: legs that run elsewhere are unknown until they end.
 */
export class EarlyStop {
  readonly #store: Store;
  readonly #definition: Definition;
  readonly #assigned: Assigned;
  readonly #begun = Date.now();
  #looked = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(store: Store, definition: Definition, assigned: Assigned) {
    this.#store = store;
    this.#definition = definition;
    this.#assigned = assigned;
  }

  /** Whether the leg was told to stop. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Call it after each epoch but the last. @param reports all of this leg */
  async isDue(reports: readonly Report[]): Promise<boolean> {
    if (!mayStop(this.#definition)) return false;
    const { study, created } = this.#definition;
    const { leg, trial } = this.#assigned;
    this.#stopped = await logsOf(this.#store).use(study, created, async (log) => {
      const now = Date.now();
      if (now - this.#looked >= Math.max(lookInterval, lookShare * (now - this.#begun))) {
        await log.refresh();
        this.#looked = now;
      }
      log.study.applyRunning(leg, reports);
      return shouldStop(log.study, trial);
    });
    return this.#stopped;
  }
}

const logs = new WeakMap<Store, StudyLogs>();

/** What a process has read of a study serves its next leg. */
function logsOf(store: Store): StudyLogs {
  const known = logs.get(store) ?? new StudyLogs(store);
  logs.set(store, known);
  return known;
}
