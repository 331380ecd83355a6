import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopsEarly } from '../../../shared/oracles/early-stopping.js';
import type { OracleStudy, OracleTrial } from '../../../shared/oracles/oracle.js';

const trial = (
  number: number,
  scores: readonly (number | undefined)[],
  status: OracleTrial['status'] = 'completed',
) => ({
  number,
  status,
  values: {},
  point: `${number}`,
  epochs: scores.length,
  curve: scores.map((score, index) => ({ epoch: index + 1, score })),
});

const studyOf = (trials: readonly OracleTrial[], direction: 'min' | 'max' = 'min'): OracleStudy => ({
  space: { parameters: [] },
  direction,
  epochs: 10,
  seed: 1,
  trials,
});

describe('the median rule', () => {
  const others = [
    [1, 3],
    [2, 2],
    [3, 3],
    [4, 4],
    [9, 9],
  ].map((scores, number) => trial(number, scores));
  const stops = (scores: number[], trials = others, direction: 'min' | 'max' = 'min') => {
    const own = trial(9, scores, 'running');
    return stopsEarly(studyOf([...trials, own], direction), own, { median: true });
  };

  it('stops a trial whose best score is worse than the median of the running averages at its epoch', () => {
    // Averages after two epochs: 2, 2, 3, 4, 9.
    expect(stops([8, 3.01])).toBe(true);
    expect(stops([8, 3])).toBe(false);
    expect(stops([2.9, 8])).toBe(false);
  });

  it('compares with what others had after as many epochs, not in the end', () => {
    const improving = [1, 2, 3, 4, 5].map((first, number) => trial(number, [first * 10, 0]));
    expect(stops([30], improving)).toBe(false);
    expect(stops([31], improving)).toBe(true);
  });

  it('is the other way round where more is better', () => {
    expect(stops([8, 2.9], others, 'max')).toBe(false);
    expect(stops([2.9, 2.9], others, 'max')).toBe(true);
  });

  it('says nothing before five trials have come as far, failed ones not counted', () => {
    expect(stops([100, 100], others.slice(0, 4))).toBe(false);
    const failed = { ...trial(7, [0, 0]), status: 'failed' as const };
    expect(stops([100, 100], [...others.slice(0, 4), failed])).toBe(false);
    expect(stops([100, 100, 100])).toBe(false);
  });

  it('is not poisoned by scores that are not finite', () => {
    const broken = [undefined, undefined, 3, 3, 3].map((score, number) => trial(number, [score]));
    expect(stops([2], broken)).toBe(false);
    expect(stops([4], broken)).toBe(true);
    const own = trial(9, [undefined], 'running');
    expect(stopsEarly(studyOf([...others, own]), own, { median: true })).toBe(true);
  });
});

describe('patience inside a trial', () => {
  const stops = (scores: (number | undefined)[], patience: number, minDelta = 0, direction: 'min' | 'max' = 'min') => {
    const own = trial(0, scores, 'running');
    return stopsEarly(studyOf([own], direction), own, { patience, minDelta });
  };

  it.each([
    [[3, 2, 2, 2], 2, true],
    [[3, 2, 2], 2, false],
    [[3, 2, 2, 1.9], 2, false],
    [[3, 2, 4, 5, 6], 3, true],
    [[undefined, undefined], 2, true],
    [[3, undefined, 2], 2, false],
  ])('with %j and %d: %j', (scores, patience, expected) => {
    expect(stops(scores, patience)).toBe(expected);
    const negated = scores.map((score) => score && -score);
    expect(stops(negated, patience, 0, 'max')).toBe(expected);
  });

  it('counts a score that is better by minDelta at the most as no better', () => {
    expect(stops([3, 2.95, 2.9], 2, 0.1)).toBe(true);
    expect(stops([3, 2.95, 2.85], 2, 0.1)).toBe(false);
  });

  it('never stops a trial that gets better with each epoch, nor before minEpochs', () => {
    const falling = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(falling, fc.integer({ min: 1, max: 5 }), (steps, patience) => {
        let score = 100;
        const scores = steps.map((step) => (score -= step));
        expect(stops(scores, patience)).toBe(false);
      }),
    );
    const own = trial(0, [1, 1, 1], 'running');
    expect(stopsEarly(studyOf([own]), own, { patience: 1, minEpochs: 4 })).toBe(false);
    expect(stopsEarly(studyOf([own]), own, { patience: 1, minEpochs: 3 })).toBe(true);
  });
});
