import { defineTuning } from 'stepladder';

/** Trials that take no time: what a study of them takes is Stepladder's own. */
export default defineTuning({
  objective: { name: 'score', direction: 'min' },
  evaluate: (hp) => hp.float('x', { min: 0, max: 1 }),
});
