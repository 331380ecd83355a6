import { describe, expect, it } from 'vitest';
import type { Goal } from '../../../ui/api/objective.js';
import { goalsOf } from '../../../ui/api/objective.js';
import { currenciesOf, spendingOf } from '../../../ui/plots/spending.js';
import { legWith, trialWith } from './trials.js';

const [goal] = goalsOf({ name: 'error', direction: 'min' }) as [Goal];

describe('what a study has spent', () => {
  it('adds up by the ends of legs, those that run left out', () => {
    const { ended, ...running } = legWith(9, { status: 'running' });
    const legs = [legWith(0, { ended: 5000, seconds: 4 }), legWith(1), running];
    expect(spendingOf(legs, [], 'seconds of training', goal).map(({ at, spent }) => [at, spent])).toEqual([
      [2000, 1],
      [5000, 5],
    ]);
    expect(ended).toBe(10_000);
  });

  it('is dollars where there are any, and what has none is free', () => {
    const legs = [legWith(0, { dollars: 0.5 }), legWith(1)];
    expect(currenciesOf(legs)).toEqual(['dollars', 'seconds of training']);
    expect(currenciesOf([legWith(0)])).toEqual(['seconds of training']);
    expect(spendingOf(legs, [], 'dollars', goal).map(({ spent }) => spent)).toEqual([0.5, 0.5]);
  });

  it('brings a best score that only gets better, without trials that failed', () => {
    const scores = [3, 5, 1, 2];
    const legs = scores.map((score, leg) => legWith(leg, { score }));
    const best = (...failed: number[]) => {
      const trials = failed.map((number) => trialWith({}, { number, status: 'failed' }));
      return spendingOf(legs, trials, 'seconds of training', goal).map((spending) => spending.best);
    };
    expect(best()).toEqual([3, 3, 1, 1]);
    expect(best(2)).toEqual([3, 3, 3, 2]);
    expect(best(0)).toEqual([undefined, 5, 1, 1]);
    const [gain] = goalsOf({ name: 'gain', direction: 'max' }) as [Goal];
    expect(spendingOf(legs, [], 'seconds of training', gain).at(-1)?.best).toBe(5);
  });
});
