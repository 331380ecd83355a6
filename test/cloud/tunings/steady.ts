import { setTimeout as sleep } from 'node:timers/promises';
import { defineTuning } from 'stepladder';

/** Trials that do nothing for some seconds each, in which real ones would train. */
export default defineTuning({
  objective: { name: 'score', direction: 'min' },
  space: (hp) => hp.float('x', { min: 0, max: 1 }),
  evaluate: async (hp) => {
    const x = hp.get<number>('x');
    await sleep(3000 + 6000 * x);
    return x;
  },
});
