import { gridValues } from '../space/domain.js';
import { combinations } from '../space/points.js';
import { pointKey } from '../space/space.js';
import type { Oracle } from './oracle.js';

/**
 * Grid search: every combination once, beginning with the defaults, the last declared hyperparameter changing fastest. It
 * suggests the first combination that no trial has: so slots run in parallel, studies resume anywhere, and combinations
 * of a hyperparameter that a later trial declared are filled in where they belong.
 */
export const grid: Oracle = {
  name: 'grid',
  endsByItself: true,
  next({ space, trials, epochs }) {
    const tried = new Set(trials.map(({ point }) => point));
    for (const values of combinations(space, gridValues)) {
      if (!tried.has(pointKey(values))) return { kind: 'trial', values, toEpoch: epochs };
    }
    return { kind: 'exhausted' };
  },
};
