import { classesOf } from '../classes.js';
import type { Targets } from '../estimator.js';
import { confusion } from './confusion.js';
import type { WeightOptions } from './metric.js';
import { checkLengths, weightedMean } from './weighted-mean.js';

/**
 * The share of the samples whose class is predicted right, in [0, 1] (scikit-learn's `accuracy_score`); NaN if no sample counts.
 *
 * @throws InvalidTuning if there are not as many predictions, or weights, as targets
 */
export function accuracy(y: Targets, predicted: Targets, { sampleWeight }: WeightOptions = {}): number {
  checkLengths(y, predicted);
  return weightedMean(
    y.map((target, sample) => (target === predicted[sample] ? 1 : 0)),
    sampleWeight,
  );
}

/**
 * The mean, over the classes of `y`, of the share of a class's samples that is predicted right, in [0, 1] (scikit-learn's
 * `balanced_accuracy_score`); NaN if no sample counts.
 *
 * @throws InvalidTuning if there are not as many predictions, or weights, as targets
 */
export function balancedAccuracy(y: Targets, predicted: Targets, { sampleWeight }: WeightOptions = {}): number {
  const recalls = confusion(y, predicted, classesOf(y), sampleWeight)
    .filter(({ actual }) => actual > 0)
    .map(({ right, actual }) => right / actual);
  return weightedMean(recalls);
}
