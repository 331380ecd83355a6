import { classIndexes } from '../classes.js';
import type { Targets } from '../estimator.js';
import { checkLengths } from './weighted-mean.js';

/** The weight of a class's samples. */
export interface ClassCounts {
  /** Of those that are predicted to be of the class, and are. */
  right: number;
  /** Of those that are predicted to be of the class. */
  predicted: number;
  /** Of those that are of the class. */
  actual: number;
}

/** The counts of each class. */
export function confusion(
  y: Targets,
  predicted: Targets,
  classes: Targets,
  sampleWeight?: readonly number[],
): ClassCounts[] {
  checkLengths(y, predicted);
  if (sampleWeight) checkLengths(y, sampleWeight);
  const counts = classes.map((): ClassCounts => ({ right: 0, predicted: 0, actual: 0 }));
  const predictedClass = classIndexes(predicted, classes);
  for (const [sample, actualClass] of classIndexes(y, classes).entries()) {
    const weight = sampleWeight?.[sample] ?? 1;
    const [actual, guess] = [counts[actualClass], counts[predictedClass[sample] as number]];
    if (actual) actual.actual += weight;
    if (guess) guess.predicted += weight;
    if (actual && actual === guess) actual.right += weight;
  }
  return counts;
}
