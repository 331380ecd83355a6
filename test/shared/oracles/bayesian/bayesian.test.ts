import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { bayesian } from '../../../../shared/oracles/bayesian/bayesian.js';
import type { OracleTrial } from '../../../../shared/oracles/oracle.js';
import type { Values } from '../../../../shared/space/parameter.js';
import { pointKey, type Space } from '../../../../shared/space/space.js';
import { spaceOf } from '../../space/spaces.js';
import { modelBasedContract } from '../model-based-contract.js';
import { oracleContract } from '../oracle-contract.js';
import { studyOf } from '../studies.js';

oracleContract(bayesian, { ignoresResults: false });
modelBasedContract(bayesian);

/** Rounds in which so many workers ask, and then all tell. */
function rounds(space: Space, seed: number, count: number, workers: number, lossOf: (values: Values) => number) {
  const trials: OracleTrial[] = [];
  for (let round = 0; round < count; round++) {
    const begun: OracleTrial[] = [];
    for (let worker = 0; worker < workers; worker++) {
      const known = [...trials, ...begun];
      const suggestion = bayesian.next({ ...studyOf(space, known), seed }, randomFor(seed, known.length));
      if (suggestion.kind !== 'trial') return trials;
      const { values, fit } = suggestion;
      begun.push({ number: known.length, status: 'running', values, point: pointKey(values), epochs: 0, fit });
    }
    trials.push(
      ...begun.map((trial) => ({ ...trial, status: 'completed' as const, epochs: 1, score: lossOf(trial.values) })),
    );
  }
  return trials;
}

const least = (trials: readonly OracleTrial[]) => Math.min(...trials.map(({ score }) => score as number));
const numbers = (names: readonly string[], range: object) => spaceOf(...names.map((name) => ({ name, ...range })));

describe('bayesian', () => {
  it.each([1, 2, 3])(
    'finds the minimum of a polynomial of 4 numbers to 0.1 in 50 trials (Keras Tuner): seed %i',
    (seed) => {
      const space = numbers(['a', 'b', 'c', 'd'], { kind: 'float', min: -2, max: 2 });
      const trials = rounds(space, seed, 50, 1, ({ a, b, c, d }) => {
        const [u, v, w, x] = [Number(a) - 1, Number(b) + 0.5, Number(c) - 0.25, Number(d) + 1];
        return u ** 2 + v ** 2 + v ** 4 + w ** 2 + x ** 2 + u * x;
      });

      expect(least(trials)).toBeLessThan(0.1);
    },
  );

  it.each([1, 2, 3])('with 4 workers finds the best of 900 points in 10 rounds (Keras Tuner): seed %i', (seed) => {
    const space = numbers(['a', 'b'], { kind: 'int', min: 1, max: 30 });
    const trials = rounds(space, seed, 10, 4, ({ a, b }) => (Number(a) - 21) ** 2 + (Number(b) - 8) ** 2);

    expect(least(trials)).toBe(0);
  });

  it('asks its model from the seventh trial on, however many hyperparameters there are (Keras Tuner: 3 for each)', () => {
    const space = numbers(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], { kind: 'float', min: 0, max: 1 });
    const trials = rounds(space, 1, 10, 1, ({ a }) => Number(a));

    expect(trials.map(({ fit }) => fit !== undefined)).toEqual([...Array(6).fill(false), ...Array(4).fill(true)]);
  });

  it('tries each of 3 x 3 points once and is exhausted then (Keras Tuner repeats the best of them)', () => {
    const space = numbers(['a', 'b'], { kind: 'int', min: 1, max: 3 });
    const trials = rounds(space, 1, 20, 1, ({ a, b }) => Number(a) * Number(b));

    expect([trials.length, new Set(trials.map(({ point }) => point)).size]).toEqual([9, 9]);
  });

  it('never suggests an integer beyond the maximum of a logarithmic range (Keras Tuner gives max + 1)', () => {
    const space = numbers(['units'], { kind: 'int', min: 1, max: 100, sampling: 'log' });
    const trials = rounds(space, 1, 20, 1, ({ units }) => -Number(units));

    expect(least(trials)).toBe(-100);
  });
});
