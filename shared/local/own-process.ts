import { inTurn } from './in-turn.js';
import type { Trainer } from './trainer.js';

/** The handler of a trial function. */
type Handler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<object>;

/**
 * Trains in the process that runs the study, for tunings that are objects of a program: no other process can have them. What
 * exits, runs out of memory or hangs takes the program along; a time limit is heeded by models alone, which pause.
 */
export class OwnProcess implements Trainer {
  readonly #handler: Handler;
  #kill: (reason: Error) => void = () => undefined;
  readonly #killed = new Promise<never>((_, reject) => {
    this.#kill = reject;
  });

  constructor(handler: Handler) {
    this.#handler = handler;
    this.#killed.catch(() => undefined);
  }

  call(event: object, limit = Number.POSITIVE_INFINITY): Promise<object> {
    return inTurn(async () => {
      const end = Date.now() + limit * 1000;
      const answer = this.#handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
      return Promise.race([answer, this.#killed]);
    });
  }

  kill(): void {
    this.#kill(Object.assign(new Error('the run was interrupted'), { name: 'Interrupted' }));
  }

  close(): void {}
}
