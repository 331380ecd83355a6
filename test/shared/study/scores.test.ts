import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../shared/study/records.js';
import { directionsOf, lossesOf, scoreNamesOf, scoresOf } from '../../../shared/study/scores.js';

const part = (name: string, direction: 'min' | 'max', weight = 1) => ({ name, direction, weight });
const mixed: Objective = { sum: [part('acc', 'max'), part('loss', 'min', 2), part('f1', 'max', 0.5)] };
const gains: Objective = { sum: [part('acc', 'max'), part('f1', 'max', 0.5)] };
const pareto: Objective = {
  pareto: [
    { name: 'acc', direction: 'max' },
    { name: 'size', direction: 'min' },
  ],
};

describe('the scores of metrics', () => {
  it('are a metric, a weighted sum, or one for each objective', () => {
    const metrics = { acc: 0.5, loss: 3, f1: 0.25, size: 7, other: 1 };
    expect(scoresOf(metrics, { name: 'loss', direction: 'min' })).toEqual([3]);
    expect(scoresOf(metrics, mixed)).toEqual([-0.5 + 6 - 0.125]);
    expect(scoresOf(metrics, gains)).toEqual([0.625]);
    expect(scoresOf(metrics, pareto)).toEqual([0.5, 7]);
  });

  it('have a direction: of a sum that to maximise only where all its metrics are', () => {
    expect([mixed, gains, pareto].map(directionsOf)).toEqual([['min'], ['max'], ['max', 'min']]);
    expect(lossesOf([0.5, 7], pareto)).toEqual([-0.5, 7]);
    expect(lossesOf([0.625], gains)).toEqual([-0.625]);
  });

  it('have names that tell the sum', () => {
    expect([mixed, gains, pareto].map(scoreNamesOf)).toEqual([
      ['-acc + 2 loss - 0.5 f1'],
      ['acc + 0.5 f1'],
      ['acc', 'size'],
    ]);
  });

  it('are missing where a metric is missing or not finite, or the sum is not', () => {
    expect(scoresOf({ acc: 1, loss: 1 }, mixed)).toBeUndefined();
    expect(scoresOf({ acc: 1, size: null }, pareto)).toBeUndefined();
    expect(scoresOf({ toString: 1 }, { name: 'valueOf', direction: 'min' })).toBeUndefined();
    expect(scoresOf({ acc: 1, loss: Number.MAX_VALUE, f1: 0 }, mixed)).toBeUndefined();
  });

  it('of a sum are better by its direction if one metric is better by its own', () => {
    const metric = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(metric, metric, metric, fc.integer({ min: 1, max: 9 }), (acc, loss, f1, step) => {
        const before = scoresOf({ acc, loss, f1 }, mixed)?.[0] as number;
        for (const better of [
          { acc: acc + step, loss, f1 },
          { acc, loss: loss - step, f1 },
          { acc, loss, f1: f1 + step },
        ]) {
          expect(scoresOf(better, mixed)?.[0]).toBeLessThan(before);
        }
      }),
    );
  });
});
