import { setTimeout as sleep } from 'node:timers/promises';
import { defineTuning } from 'stepladder';

/** Seconds that half of the trials take less than. */
const median = 1;

/** Trials whose times are log-normal with sigma 1, as those of networks of all sizes are. */
export default defineTuning({
  objective: { name: 'score', direction: 'min' },
  space: (hp) => hp.float('x', { min: 0, max: 1 }),
  evaluate: async (hp, { seed }) => {
    const radius = Math.sqrt(-2 * Math.log((seed + 0.5) / 2 ** 31));
    const normal = radius * Math.cos(2 * Math.PI * ((seed * 0.6180339887498949) % 1));
    await sleep(1000 * median * Math.exp(normal));
    return hp.get<number>('x');
  },
});
