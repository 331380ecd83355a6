import { describe, expect, it } from 'vitest';
import { type Goal, goalsOf } from '../../../ui/api/objective.js';
import { frontOption, frontPoints } from '../../../ui/plots/front-option.js';
import { theme } from './theme.js';
import { trialWith } from './trials.js';

const named = (direction: 'min' | 'max') =>
  goalsOf({
    pareto: [
      { name: 'a', direction },
      { name: 'b', direction: 'min' },
      { name: 'c', direction: 'max' },
    ],
  }) as [Goal, Goal, Goal];
const trial = (number: number, metrics: Record<string, number | null>) => trialWith({}, { number, metrics });

describe('the points of a front', () => {
  it('are by any two objectives, along the first of them', () => {
    const [a, , c] = named('min');
    const trials = [
      trial(0, { a: 2, c: 1 }),
      trial(1, { a: 1, c: 5 }),
      trial(2, { a: 0, c: null }),
      trial(3, { a: 7, c: 7 }),
    ];
    expect(frontPoints(trials, [a, c], new Set([0, 1, 2]))).toEqual({
      front: [
        [1, 5, 1],
        [2, 1, 0],
      ],
      others: [[7, 7, 3]],
    });
  });

  it('are joined by the edge of what they dominate, where there are two objectives', () => {
    const seriesOf = ([a, b]: readonly [Goal, Goal, Goal], isWhole: boolean) =>
      (frontOption({ front: [], others: [] }, [a, b], isWhole, theme).series as { id: string }[]).find(
        ({ id }) => id === 'front',
      );
    expect(seriesOf(named('min'), true)).toMatchObject({ type: 'line', step: 'end' });
    expect(seriesOf(named('max'), true)).toMatchObject({ type: 'line', step: 'start' });
    expect(seriesOf(named('min'), false)).toMatchObject({ type: 'scatter' });
  });
});
