import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominates } from '../../../../shared/math/pareto.js';
import { scalarised, type VectorTrial } from '../../../../shared/oracles/pareto/scalarise.js';
import { weightsOf } from '../../../../shared/oracles/pareto/weights.js';
import { trialOf } from '../studies.js';

const trialsOf = (points: readonly (readonly number[] | undefined)[]): VectorTrial[] =>
  points.map((losses, number) => ({
    ...trialOf(number, { x: number }),
    score: undefined,
    losses,
    lossCurve: [{ epoch: 1, losses }],
  }));
const scoresOf = (points: readonly (readonly number[] | undefined)[], weights: readonly number[]) =>
  scalarised(trialsOf(points), weights).map(({ score }) => score);

const loss = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8);
const points = fc
  .integer({ min: 2, max: 4 })
  .chain((objectives) =>
    fc.array(fc.array(loss, { minLength: objectives, maxLength: objectives }), { minLength: 1, maxLength: 8 }),
  );

describe('scalarised losses', () => {
  it('keep the order of dominance, whatever the weights', () => {
    fc.assert(
      fc.property(points, fc.nat(1000), (all, number) => {
        const scores = scoresOf(all, weightsOf(all[0]?.length as number, 1, number)) as number[];
        for (const [i, a] of all.entries()) {
          for (const [j, b] of all.entries()) {
            if (dominates(a, b)) expect(scores[i]).toBeLessThan(scores[j] as number);
          }
        }
      }),
    );
  });

  it('are the same in whatever units and from whatever origin losses are measured', () => {
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: -64, max: 64 }),
        (all, power, origin) => {
          const weights = weightsOf(all[0]?.length as number, 2, 5);
          const other = all.map(([first = 0, ...rest]) => [(first + origin) * 2 ** power, ...rest]);
          expect(scoresOf(other, weights)).toEqual(scoresOf(all, weights));
        },
      ),
    );
  });

  it('are least at other points of a concave front for other weights', () => {
    const front = Array.from({ length: 21 }, (_, i) => [i / 20, Math.sqrt(1 - (i / 20) ** 2)]);
    const bestBy = (weight: number) => {
      const scores = scoresOf(front, [weight, 1 - weight]) as number[];
      return scores.indexOf(Math.min(...scores));
    };
    const chosen = Array.from({ length: 19 }, (_, i) => bestBy((i + 1) / 20));
    expect(new Set(chosen).size).toBeGreaterThan(10);
    expect(chosen).toEqual([...chosen].sort((a, b) => b - a));
  });

  it('leave trials without losses without a score, and put epochs on the same scale', () => {
    const trials = scalarised(trialsOf([[1, 0], undefined, [0, 1]]), [0.5, 0.5]);
    expect(trials[1]).toMatchObject({ score: undefined, curve: [{ epoch: 1, score: undefined }] });
    expect(trials[0]?.curve).toEqual([{ epoch: 1, score: trials[0]?.score }]);
    expect(trials[0]?.score).toBeCloseTo(0.5 + 0.05 * 0.5, 12);
  });

  it('are finite where there is nothing known, or no difference', () => {
    expect(scoresOf([undefined], [0.5, 0.5])).toEqual([undefined]);
    expect(
      scoresOf(
        [
          [3, 4],
          [3, 4],
        ],
        [0.5, 0.5],
      ),
    ).toEqual([0, 0]);
  });
});

describe('weights', () => {
  it('are positive, sum to 1, and depend on the seed and the trial alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(1e6), fc.nat(1e6), (objectives, seed, number) => {
        const weights = weightsOf(objectives, seed, number);
        expect(weights).toHaveLength(objectives);
        expect(Math.min(...weights)).toBeGreaterThan(0);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
        expect(weightsOf(objectives, seed, number)).toEqual(weights);
      }),
    );
  });

  it('spread evenly over two objectives: no gap among n is wider than 3 / n', () => {
    for (const n of [8, 20, 50, 200]) {
      const firsts = Array.from({ length: n }, (_, number) => weightsOf(2, 7, number)[0] as number);
      const sorted = [0, ...firsts.sort((a, b) => a - b), 1];
      const gaps = sorted.slice(1).map((at, i) => at - (sorted[i] as number));
      expect(Math.max(...gaps)).toBeLessThan(3 / n);
    }
  });

  it('spread over three objectives, each third of the simplex by a weight above a half having a quarter of them', () => {
    const all = Array.from({ length: 400 }, (_, number) => weightsOf(3, 7, number));
    for (const objective of [0, 1, 2]) {
      const heavy = all.filter((weights) => (weights[objective] as number) > 0.5).length;
      expect(Math.abs(heavy / 400 - 0.25)).toBeLessThan(0.03);
    }
  });
});
