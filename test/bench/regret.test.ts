import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, medianOfBest, type Run } from '../../bench/oracles/regret.js';
import { median } from '../../bench/shared/statistics.js';
import { randomFor } from '../../shared/math/random.js';

const run = (optimiser: string, problem: string, scores: number[], seed = 1): Run => ({
  ...{ optimiser, problem, seed, workers: 1, scores },
  milliseconds: scores.map(() => 1),
});

/** Draws 1 to 100: the best of one is 50 in the median, the best of two 30. */
const draws = Array.from({ length: 100 }, (_, index) => index + 1);
const reference = { draws, optimum: 0 };

const regretOf = (scores: number[], trials: number, { draws: drawn = draws, optimum = 0 } = {}) =>
  compare([run('a', 'p', scores)], new Map([['p', { draws: drawn, optimum }]]), trials).mean.get('a');

describe('random search', () => {
  it('has the median of the best score that many runs of it have', () => {
    expect(medianOfBest(draws, 1)).toBe(50);
    expect(medianOfBest(draws, 2)).toBe(30);
    expect(medianOfBest(draws, 1000)).toBe(1);
  });

  it('beats that median in half of its runs', () => {
    const random = randomFor('regret');
    const scores = () => Array.from({ length: 5 }, () => 1 + Math.floor(100 * random()));
    const runs = Array.from({ length: 4000 }, scores);
    const better = runs.filter((each) => Math.min(...each) <= medianOfBest(draws, 5)).length;
    expect(better / runs.length).toBeCloseTo(0.5, 1);
  });
});

describe('regret', () => {
  it('is 0 at the optimum, 1 at the median of random search, and never more than 2', () => {
    expect(regretOf([60, 0], 2)).toBe(0);
    expect(regretOf([60, 30], 2)).toBe(1);
    expect(regretOf([60, 45], 2)).toBe(1.5);
    expect(regretOf([90, 80], 2)).toBe(2);
  });

  it('sees the first trials alone', () => {
    expect(regretOf([25, 0], 1)).toBe(0.5);
  });

  it('is the same however scores are scaled and moved', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(scores, fc.constantFrom(0.5, 4, 1024), fc.integer({ min: -512, max: 512 }), (some, scale, shift) => {
        const moved = (x: number) => scale * x + shift;
        const other = { draws: draws.map(moved), optimum: moved(0) };
        expect(regretOf(some.map(moved), 3, other)).toBeCloseTo(regretOf(some, 3) as number, 10);
      }),
    );
  });

  it('is measured from the best score of all, drawn ones too, where no optimum is known', () => {
    const runs = [run('a', 'p', [25]), run('b', 'p', [30]), run('c', 'other', [-100])];
    const { mean } = compare(runs.slice(0, 2), new Map([['p', { draws: [10, 40, 60] }]]), 1);
    expect([mean.get('a'), mean.get('b')]).toEqual([0.5, 2 / 3]);
    const lower = compare([run('a', 'p', [-40]), run('b', 'p', [0])], new Map([['p', { draws: [10, 40, 60] }]]), 1);
    expect([lower.mean.get('a'), lower.mean.get('b')]).toEqual([0, 0.5]);
  });

  it('is 2 for who misses what random search finds', () => {
    const even = { draws: [0, 0, 1], optimum: 0 };
    expect(regretOf([0], 1, even)).toBe(0);
    expect(regretOf([0.1], 1, even)).toBe(2);
  });
});

describe('a comparison', () => {
  it('averages over seeds, then over problems, and ranks by problem', () => {
    const runs = [
      run('a', 'p', [0], 1),
      run('a', 'p', [50], 2),
      run('b', 'p', [50]),
      run('c', 'p', [50]),
      run('a', 'q', [100]),
      run('b', 'q', [0]),
      run('c', 'q', [25]),
    ];
    const { optimisers, problems, mean, rank } = compare(
      runs,
      new Map([
        ['p', reference],
        ['q', reference],
      ]),
      1,
    );
    expect(optimisers).toEqual(['a', 'b', 'c']);
    expect([...(problems.get('p') ?? [])]).toEqual([
      ['a', 0.5],
      ['b', 1],
      ['c', 1],
    ]);
    expect([...mean]).toEqual([
      ['a', 1.25],
      ['b', 0.5],
      ['c', 0.75],
    ]);
    expect([...rank]).toEqual([
      ['a', 2],
      ['b', 1.75],
      ['c', 2.25],
    ]);
  });
});

describe('the median', () => {
  it('is the middle, or the middle of the two', () => {
    expect(median([3])).toBe(3);
    expect(median([10, 2, 1])).toBe(2);
    expect(median([4, 1, 10, 2])).toBe(3);
  });
});
