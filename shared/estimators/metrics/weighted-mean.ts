import { StepladderError } from '../../errors.js';

/**
 * The mean of one value a sample; NaN if no sample counts.
 *
 * @param sampleWeight 1 each if absent.
 */
export function weightedMean(values: readonly number[], sampleWeight?: readonly number[]): number {
  if (sampleWeight) checkLengths(values, sampleWeight);
  let [sum, total] = [0, 0];
  for (const [sample, value] of values.entries()) {
    const weight = sampleWeight?.[sample] ?? 1;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}

/** @throws InvalidTuning if there is not one `other` for each of the targets. */
export function checkLengths(y: readonly unknown[], other: readonly unknown[]): void {
  if (y.length !== other.length)
    throw new StepladderError('InvalidTuning', `A metric compares ${y.length} samples with ${other.length}`);
}
