import { randomFor } from '../../../shared/math/random.js';
import type { Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import type { Space } from '../../../shared/space/space.js';
import type { Definition, Metrics } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import { assigned, completed, studyOf } from '../study/records.js';

/** What a trial had, and what came of it: its score, or all metrics. */
export interface Tried {
  readonly values: Values;
  readonly score: number | Metrics;
}

/** A study of such trials, numbered in their order. */
export function studyWith(space: Space, trials: readonly Tried[], changes: Partial<Definition> = {}): Study {
  const legs = trials.map(({ values, score }, leg) => {
    const metrics = typeof score === 'number' ? { score } : score;
    return [assigned(leg, { values }), completed(leg, 0, { reports: [{ epoch: 1, metrics }] })] as const;
  });
  return studyOf(legs, { space, ...changes });
}

/** Trials of random points, with what a function says of their values. */
export function randomTrials(space: Space, count: number, score: (values: never) => number, seed = 1): Tried[] {
  const random = randomFor(seed, 'trials');
  return Array.from({ length: count }, () => {
    const values = randomPoint(space, random);
    return { values, score: score(values as never) };
  });
}
