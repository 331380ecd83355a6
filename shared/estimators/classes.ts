import type { Target, Targets } from './estimator.js';

/** The different classes: numbers in ascending order, then texts by their code units (NumPy's `unique`). */
export function classesOf(targets: Targets): Target[] {
  return [...new Set(targets)].sort((a, b) => {
    if (typeof a === typeof b) return a < b ? -1 : 1;
    return typeof a === 'number' ? -1 : 1;
  });
}

/** The index of each target in `classes`; -1 if it is none of them. */
export function classIndexes(targets: Targets, classes: Targets): number[] {
  const indexes = new Map(classes.map((each, index) => [each, index]));
  return targets.map((target) => indexes.get(target) ?? -1);
}
