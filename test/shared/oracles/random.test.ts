import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { random } from '../../../shared/oracles/random.js';
import type { Values } from '../../../shared/space/parameter.js';
import { parseSpace, pointKey } from '../../../shared/space/space.js';
import { benchmarkSpaces } from '../space/benchmark-spaces.js';
import { spaceOf } from '../space/spaces.js';
import { oracleContract } from './oracle-contract.js';
import { studyOf, suggestions } from './studies.js';

oracleContract(random, { ignoresResults: true });

/** First suggestions of many studies that differ by their seed alone. */
const drawn = (count: number, ...parameters: object[]): Values[] =>
  Array.from({ length: count }, (_, seed) => {
    const suggestion = random.next(studyOf(spaceOf(...parameters)), randomFor('draws', seed));
    return suggestion.kind === 'trial' ? suggestion.values : {};
  });

const counts = (values: readonly unknown[]): number[] => {
  const times = new Map<unknown, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times.values()];
};

describe('random search', () => {
  it('covers a space of 20 points in 20 trials, for 40 seeds (Keras Tuner stops early for 17 of them)', () => {
    const space = spaceOf(
      { name: 'a', kind: 'int', min: 1, max: 5 },
      { name: 'b', kind: 'choice', values: [1, 2, 3, 4] },
    );

    for (let seed = 0; seed < 40; seed++) {
      const { points, last } = suggestions(random, space, { seed });
      expect([new Set(points.map(pointKey)).size, points.length, last]).toEqual([20, 20, 'exhausted']);
    }
  });

  it('does not need its budget to end, nor ends a search of real numbers', () => {
    const { points, last } = suggestions(random, parseSpace(benchmarkSpaces.branin), { most: 200 });

    expect(random.endsByItself).toBe(false);
    expect([new Set(points.map(pointKey)).size, last]).toEqual([200, 'trial']);
  });

  it('finds the last point of a space too large to hit it by chance', () => {
    const space = spaceOf({ name: 'x', kind: 'int', min: 1, max: 3000 });

    const { points, last } = suggestions(random, space);

    expect([new Set(points.map(({ x }) => x)).size, last]).toEqual([3000, 'exhausted']);
  });

  it('takes other ways with other seeds, seed 0 among them (Keras Tuner ignores it)', () => {
    const space = parseSpace(benchmarkSpaces['mlp-wine']);
    const ways = [0, 1, 2, -1].map((seed) => JSON.stringify(suggestions(random, space, { seed, most: 3 }).points));

    expect(new Set(ways).size).toBe(4);
    expect(JSON.stringify(suggestions(random, space, { seed: 0, most: 3 }).points)).toBe(ways[0]);
  });
});

/** 4,000 draws among 10: each within 5 standard deviations (19) of 400, which a uniform draw leaves once in 10^5 times. */
const isEven = (times: readonly number[]) => times.length === 10 && times.every((time) => Math.abs(time - 400) < 95);

describe('a random draw', () => {
  it.each<[string, object]>([
    ['a choice', { kind: 'choice', values: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] }],
    ['integers', { kind: 'int', min: -4, max: 5 }],
    ['a grid of real numbers, its maximum too', { kind: 'float', min: 0, max: 0.9, step: 0.1 }],
    ['a logarithmic grid', { kind: 'float', min: 1e-9, max: 1, sampling: 'log', step: 10 }],
  ])('of %s has each value about equally often', (_, declaration) => {
    const times = counts(drawn(4000, { name: 'x', ...declaration }).map(({ x }) => x));

    expect(times).toSatisfy(isEven);
  });

  it.each<[string, object, (x: number) => number]>([
    ['real numbers', { min: -3, max: 7 }, (x) => x + 3],
    ['a logarithmic scale', { min: 1e-6, max: 1e4, sampling: 'log' }, (x) => Math.log10(x) + 6],
    ['a mirrored scale', { min: 1e-2, max: 1e8, sampling: 'reverse_log' }, (x) => Math.log10(1e8 + 1e-2 - x) + 2],
  ])('from %s has each tenth of the scale about equally often', (_, range, position) => {
    const xs = drawn(4000, { name: 'x', kind: 'float', ...range }).map(({ x }) => x as number);

    expect(counts(xs.map((x) => Math.floor(position(x))))).toSatisfy(isEven);
  });

  it('reaches the maximum of every kind of range', () => {
    const [linear, log, mirrored, grid] = ['linear', 'log', 'reverse_log', 'step'].map((sampling) => {
      const range = sampling === 'step' ? { min: 1, max: 7, step: 3 } : { min: 1, max: 5, sampling };
      return new Set(drawn(300, { name: 'x', kind: 'int', ...range }).map(({ x }) => x));
    });

    for (const values of [linear, log, mirrored]) expect([...(values ?? [])].sort()).toEqual([1, 2, 3, 4, 5]);
    expect([...(grid ?? [])].sort()).toEqual([1, 4, 7]);
  });

  it('draws each name by itself', () => {
    const pairs = drawn(4000, { name: 'a', kind: 'int', min: 0, max: 1 }, { name: 'b', kind: 'int', min: 0, max: 4 });

    expect(counts(pairs.map(({ a, b }) => `${a} ${b}`))).toSatisfy(isEven);
  });
});
