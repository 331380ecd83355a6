import type { Trainer } from './trainer.js';

/** The handler of a trial function. */
type Handler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<object>;

/**
 * Trains in the process that runs the study, for tunings that are objects of a program: no other process can have them. What
 * exits, runs out of memory or hangs takes the program along.
 */
export class OwnProcess implements Trainer {
  readonly #handler: Handler;
  readonly #killed = new AbortController();

  constructor(handler: Handler) {
    this.#handler = handler;
  }

  async call(event: object, limit = Number.POSITIVE_INFINITY): Promise<object> {
    const end = Date.now() + limit * 1000;
    return Promise.race([
      this.#handler(event, { getRemainingTimeInMillis: () => end - Date.now() }),
      new Promise<never>((_, reject) => {
        this.#killed.signal.addEventListener('abort', () => reject(interrupted()), { once: true });
      }),
    ]);
  }

  kill(): void {
    this.#killed.abort();
  }

  close(): void {}
}

function interrupted(): Error {
  return Object.assign(new Error('the run was interrupted'), { name: 'Interrupted' });
}
