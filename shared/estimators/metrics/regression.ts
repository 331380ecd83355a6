import { numbersOf } from '../data.js';
import type { Targets } from '../estimator.js';
import type { WeightOptions } from './metric.js';
import { checkLengths, weightedMean } from './weighted-mean.js';

/**
 * The mean of the squared differences, from 0, in the square of the targets' units (scikit-learn's `mean_squared_error`).
 *
 * @throws InvalidTuning if a target or a prediction is no number, or there are not as many predictions, or weights, as targets
 */
export function meanSquaredError(y: Targets, predicted: Targets, { sampleWeight }: WeightOptions = {}): number {
  return weightedMean(
    residuals(y, predicted).map((each) => each ** 2),
    sampleWeight,
  );
}

/**
 * The mean of the absolute differences, from 0, in the targets' units (scikit-learn's `mean_absolute_error`).
 *
 * @throws InvalidTuning if a target or a prediction is no number, or there are not as many predictions, or weights, as targets
 */
export function meanAbsoluteError(y: Targets, predicted: Targets, { sampleWeight }: WeightOptions = {}): number {
  return weightedMean(residuals(y, predicted).map(Math.abs), sampleWeight);
}

/**
 * The share of the variance of `y` that is explained, at most 1; below 0 it is worse than their mean. If `y` don't vary, it is
 * 1 where they are predicted exactly, else 0; of fewer than two samples it is NaN (all as scikit-learn's `r2_score`).
 *
 * @throws InvalidTuning if a target or a prediction is no number, or there are not as many predictions, or weights, as targets
 */
export function r2(y: Targets, predicted: Targets, { sampleWeight }: WeightOptions = {}): number {
  if (y.length < 2) return Number.NaN;
  const mean = weightedMean(numbersOf(y, metric), sampleWeight);
  const unexplained = meanSquaredError(y, predicted, { sampleWeight });
  const variance = meanSquaredError(y, new Array<number>(y.length).fill(mean), { sampleWeight });
  if (variance === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / variance;
}

const metric = 'A metric of regression';

function residuals(y: Targets, predicted: Targets): number[] {
  checkLengths(y, predicted);
  const numbers = numbersOf(predicted, metric);
  return numbersOf(y, metric).map((target, sample) => target - (numbers[sample] as number));
}
