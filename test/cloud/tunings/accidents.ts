import { setTimeout as sleep } from 'node:timers/promises';
import { defineTuning } from 'stepladder';

/** One trial of each kind of accident, and a sound one. */
export default defineTuning({
  objective: { name: 'score', direction: 'max' },
  oracle: 'grid',
  maxConsecutiveFailures: 20,
  evaluate: async (hp) => {
    const accident = hp.choice('accident', ['none', 'throw', 'hang', 'exit']);
    if (accident === 'throw') throw new RangeError('out of range');
    if (accident === 'hang') await sleep(600_000);
    if (accident === 'exit') process.exit(7);
    return { score: 1 };
  },
});
