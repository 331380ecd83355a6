import type { Store } from '../store/store.js';
import { stopKey } from '../study/keys.js';
import type { Assigned } from '../study/records.js';

/** Milliseconds between two looks at the store: in the cloud each is a request. */
const lookInterval = 2000;

/** Share of the longest epoch so far that the next one may take longer. */
const reserve = 1.5;

/** Whether a leg should pause at the end of an epoch: near its deadline, out of the budget's time, or asked to stop. */
export class Pause {
  readonly #store: Store;
  readonly #key: string;
  readonly #until: number;
  readonly #deadline: number;
  #begun = Date.now();
  #longest = 0;
  #looked = 0;

  /** @param deadline when the process will be killed, in milliseconds since 1970. */
  constructor(store: Store, study: string, { run, until = Number.POSITIVE_INFINITY }: Assigned, deadline: number) {
    this.#store = store;
    this.#key = stopKey(study, run);
    this.#until = until;
    this.#deadline = deadline;
  }

  /** Call it after each epoch but the last. */
  async isDue(): Promise<boolean> {
    const now = Date.now();
    this.#longest = Math.max(this.#longest, now - this.#begun);
    this.#begun = now;
    if (now >= this.#until || now + this.#longest * reserve > this.#deadline) return true;
    if (now - this.#looked < lookInterval) return false;
    this.#looked = now;
    return (await this.#store.get(this.#key)) !== undefined;
  }
}
