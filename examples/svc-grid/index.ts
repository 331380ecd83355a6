import { defineTuning } from 'stepladder';
import { crossValidatedAccuracy } from './accuracy.js';

/** A support vector classifier on the iris data: every pair of C and gamma, scored by five-fold cross-validation. */
export default defineTuning({
  objective: 'accuracy',
  oracle: 'grid',
  evaluate: (hp) => {
    const C = hp.choice('C', [0.001, 0.01, 0.1, 1, 10]);
    const gamma = hp.choice('gamma', [0.001, 0.01, 0.1, 1, 10, 100]);
    return { accuracy: crossValidatedAccuracy(C, gamma) };
  },
});
