import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasReached, isPausedAt, lossAt, membersOf, rungsOf } from '../../../../shared/oracles/halving/rungs.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { LearningCurve, OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { spaceOf } from '../../space/spaces.js';
import { studyOf, trialOf } from '../studies.js';

const of = (epochs: number, options: OracleOptions = {}): OracleStudy => ({ ...studyOf(spaceOf()), epochs, options });
const curveOf = (...scores: (number | undefined)[]): LearningCurve =>
  scores.map((score, index) => ({ epoch: index + 1, score }));
const trained = (number: number, curve: LearningCurve, more: Partial<OracleTrial> = {}): OracleTrial => {
  return { ...trialOf(number, {}), epochs: curve.length, curve, ...more };
};

describe('the rungs of a study', () => {
  it.each<[number, number, number[]]>([
    [100, 3, [2, 4, 12, 34, 100]],
    [10, 3, [2, 4, 10]],
    [81, 3, [1, 3, 9, 27, 81]],
    [27, 3, [1, 3, 9, 27]],
    [8, 2, [1, 2, 4, 8]],
    [2, 3, [2]],
    [1, 3, [1]],
    [100, 2.5, [2, 3, 7, 16, 40, 100]],
    [97, 2.5, [3, 7, 16, 39, 97]],
  ])('of %i epochs and a factor of %d are %j', (epochs, factor, rungs) => {
    expect(rungsOf(of(epochs, { factor }))).toEqual(rungs);
  });

  it('have a factor of 3 unless another is chosen', () => {
    expect(rungsOf(of(27))).toEqual([1, 3, 9, 27]);
  });

  it.each<[number, number[]]>([
    [2, [4, 12, 34, 100]],
    [11, [12, 34, 100]],
    [12, [34, 100]],
    [99, [100]],
    [500, [100]],
  ])('begin with %i epochs or more, if so many are asked for', (minEpochs, rungs) => {
    expect(rungsOf(of(100, { minEpochs }))).toEqual(rungs);
  });

  it('are not misled by quotients that are whole but for rounding', () => {
    expect(33 / 2.2).toBeLessThan(15);
    expect(rungsOf(of(33, { factor: 2.2, minEpochs: 15 }))).toEqual([15, 33]);
    expect(69 / 2.3).toBeGreaterThan(30);
    expect(rungsOf(of(69, { factor: 2.3, minEpochs: 30 }))).toEqual([30, 69]);
  });

  it('are as many as whole powers of the factor allow, where logarithms err: 3^5 and 5^6 among them', () => {
    for (let factor = 2; factor <= 10; factor++) {
      for (let power = factor, count = 1; power <= 1e6; power *= factor, count++) {
        expect(rungsOf(of(power, { factor }))).toEqual(Array.from({ length: count + 1 }, (_, k) => factor ** k));
        expect(rungsOf(of(power - 1, { factor }))).toHaveLength(count);
        expect(rungsOf(of(power, { factor, minEpochs: factor }))).toHaveLength(count);
      }
    }
  });

  it('ascend to a whole training, each about the factor above the one before', () => {
    const options = fc.record({
      factor: fc.double({ min: 2, max: 10, noNaN: true }),
      minEpochs: fc.integer({ min: 1 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), options, (epochs, { factor, minEpochs }) => {
        const rungs = rungsOf(of(epochs, { factor, minEpochs }));

        expect(rungs.at(-1)).toBe(epochs);
        expect(rungs[0]).toBeGreaterThanOrEqual(Math.min(minEpochs, epochs));
        for (const [index, rung] of rungs.slice(0, -1).entries()) {
          expect(rung).toBeLessThan(rungs[index + 1] as number);
          expect(rungs[index + 1]).toBeLessThan(rung * factor + 1);
        }
      }),
    );
  });
});

describe('the loss at a rung', () => {
  it('is that of the best epoch up to it', () => {
    const trial = trained(0, curveOf(5, 3, 4, 1));

    expect([1, 2, 3, 4, 9].map((epoch) => lossAt(trial, epoch, 'min'))).toEqual([5, 3, 3, 1, 1]);
    expect([1, 2, 3, 4, 9].map((epoch) => lossAt(trial, epoch, 'max'))).toEqual([-5, -5, -5, -5, -5]);
  });

  it('is infinite where no epoch has a finite score', () => {
    expect(lossAt(trained(0, curveOf(undefined, 2)), 1, 'max')).toBe(Number.POSITIVE_INFINITY);
    expect(lossAt(trained(0, curveOf(undefined, Number.NaN)), 2, 'min')).toBe(Number.POSITIVE_INFINITY);
    expect(lossAt(trained(0, curveOf(undefined, Number.NaN, 7)), 3, 'min')).toBe(7);
    expect(lossAt(trialOf(0, {}), 3, 'min')).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the members of a rung', () => {
  const study: OracleStudy = {
    ...of(9),
    trials: [
      trained(0, curveOf(4, 4, 4)),
      trained(1, curveOf(undefined, undefined, undefined)),
      trained(2, curveOf(0, 0)),
      trained(3, curveOf(1, 1, 1), { status: 'failed' }),
      trained(4, curveOf(2, 3, 3, 0), { status: 'running', epochs: 1 }),
      trained(5, curveOf(4, 5, 6), { status: 'waiting' }),
      trained(6, curveOf(undefined, undefined, undefined), { stopped: true }),
    ],
  };

  it('are the trials whose score there is known, best first, then the earlier, those without a score last', () => {
    expect(membersOf(study, 3).map(({ trial, loss }) => [trial.number, loss])).toEqual([
      [4, 2],
      [0, 4],
      [5, 4],
      [1, Number.POSITIVE_INFINITY],
      [6, Number.POSITIVE_INFINITY],
    ]);
  });

  it('are ordered by the direction of the study', () => {
    expect(membersOf({ ...study, direction: 'max' }, 3).map(({ trial }) => trial.number)).toEqual([5, 0, 4, 1, 6]);
  });

  it('have been there, be it in a leg that runs, and have not failed', () => {
    expect(study.trials.map((trial) => hasReached(trial, 3))).toEqual([true, true, false, false, true, true, true]);
    expect(hasReached(trialOf(0, {}), 1)).toBe(false);
  });

  it('may go on from there if they have completed exactly that, and were not stopped', () => {
    expect(study.trials.map((trial) => isPausedAt(trial, 3))).toEqual([true, true, false, false, false, false, false]);
    expect(isPausedAt(study.trials[0] as OracleTrial, 2)).toBe(false);
  });
});
