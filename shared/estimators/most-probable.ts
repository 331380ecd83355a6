import type { Probabilities, Target } from './estimator.js';

/** The class of each row's greatest probability; the first of equal ones. */
export function mostProbable({ classes, rows }: Probabilities): Target[] {
  return rows.map((row) => classes[row.indexOf(Math.max(...row))] as Target);
}
