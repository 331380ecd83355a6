import { describe, expect, it } from 'vitest';
import { directionsOf, scoreNamesOf } from '../../../shared/study/scores.js';
import { goalsOf, historyOf, nameOf } from '../../../ui/api/objective.js';

const trial = (number: number, score: number | null, changes: object = {}) => ({
  ...{ number, status: 'completed' as const, hyperparameters: {}, score, metrics: {} },
  ...{ epochs: 1, seconds: 1, legs: 1 },
  ...changes,
});
const [error, gain] = [
  { name: 'error', direction: 'min' as const, weight: 1 },
  { name: 'gain', direction: 'max' as const, weight: 0.5 },
];

describe('what trials are judged by', () => {
  it.each([
    [{ name: 'error', direction: 'min' as const }],
    [{ sum: [error, gain] }],
    [{ sum: [gain, { ...gain, name: 'more' }] }],
    [{ pareto: [error, gain] }],
  ])('is what the records say: %j', (objective) => {
    const goals = goalsOf(objective);
    expect(goals.map(({ isMaximised }) => (isMaximised ? 'max' : 'min'))).toEqual(directionsOf(objective));
    const names = scoreNamesOf(objective).join(', ');
    expect(nameOf(objective).replace('−', '-')).toBe(names);
  });

  it('is the best until then, of trials that have a score and did not fail', () => {
    const [goal] = goalsOf({ name: 'gain', direction: 'max' });
    const trials = [trial(0, 1), trial(1, null), trial(2, 9, { status: 'failed' }), trial(3, 0), trial(5, 2)];
    expect(goal && historyOf(trials, goal)).toEqual({
      scores: [
        [0, 1],
        [3, 0],
        [5, 2],
      ],
      best: [
        [0, 1],
        [3, 1],
        [5, 2],
      ],
    });
  });

  it('is each of several objectives by itself', () => {
    const goals = goalsOf({ pareto: [error, gain] });
    const both = trial(0, null, { metrics: { error: 3, gain: null } });
    expect(goals.map(({ scoreOf }) => scoreOf(both))).toEqual([3, undefined]);
  });
});
