import { setTimeout as sleep } from 'node:timers/promises';
import { defineTuning } from 'stepladder';

/** Trials that do nothing for about a second each, as long as real ones do something. */
export default defineTuning({
  objective: { name: 'score', direction: 'min' },
  space: (hp) => hp.float('x', { min: 0, max: 1 }),
  evaluate: async (hp) => {
    const x = hp.get<number>('x');
    await sleep(800 + 400 * x);
    return x;
  },
});
