import { classIndexes } from '../classes.js';
import type { Probabilities, Targets } from '../estimator.js';
import type { WeightOptions } from './metric.js';
import { checkLengths, weightedMean } from './weighted-mean.js';

/**
 * The mean negative logarithm of the probability of the true class, in nats, from 0 (scikit-learn's `log_loss`). As there,
 * probabilities are at least 2^-52, and at most 1 less that; so is that of a class that `probabilities` don't have, which
 * scikit-learn refuses.
 *
 * @throws InvalidTuning if there are not as many predictions, or weights, as targets
 */
export function logLoss(y: Targets, { classes, rows }: Probabilities, { sampleWeight }: WeightOptions = {}): number {
  checkLengths(y, rows);
  const columns = classIndexes(y, classes);
  const losses = rows.map((row, sample) => {
    const probability = row[columns[sample] as number] ?? 0;
    return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
  });
  return weightedMean(losses, sampleWeight);
}
