import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { explore } from '../../../../shared/oracles/pbt/explore.js';
import type { Values } from '../../../../shared/space/parameter.js';
import { randomPoint } from '../../../../shared/space/points.js';
import { isPoint, spaceOf, spaces } from '../../space/spaces.js';

const draws = 4000;

/** What becomes of `x` in many draws that differ by their seed alone. */
function changes(declaration: object, x: unknown): unknown[] {
  const space = spaceOf({ name: 'x', ...declaration });
  return Array.from(
    { length: draws },
    (_, seed) => explore(space, { x } as Values, randomFor('explore', seed), ['x']).x,
  );
}

/** A share of draws is within 5 standard deviations of what it should be, which chance leaves once in 10^6 times. */
function isShare(values: readonly unknown[], share: number): boolean {
  return Math.abs(values.length - share * draws) < 5 * Math.sqrt(draws * share * (1 - share));
}

describe('exploring', () => {
  it('gives points of the space, whatever may be perturbed', () => {
    const perturbed = fc.option(fc.subarray(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']), { nil: undefined });
    fc.assert(
      fc.property(spaces, fc.integer(), perturbed, (space, seed, names) => {
        const values = randomPoint(space, randomFor(seed));
        expect(isPoint(space, explore(space, values, randomFor(seed, 'explore'), names))).toBe(true);
      }),
    );
  });

  it('changes floats alone if none are named, and what is active not at all', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), (space, seed) => {
        const values = randomPoint(space, randomFor(seed));
        const explored = explore(space, values, randomFor(seed, 'explore'));
        const floats = new Set(space.parameters.filter(({ kind }) => kind === 'float').map(({ name }) => name));
        const different = Object.keys(explored).filter((name) => explored[name] !== values[name]);
        expect(different.filter((name) => !floats.has(name))).toEqual([]);
        expect(Object.keys(explored).sort()).toEqual(Object.keys(values).sort());
      }),
    );
  });

  it('multiplies a number by 1.2 or 0.8 as often, and draws a quarter again on its own scale', () => {
    const all = changes({ kind: 'float', min: 1e-6, max: 1, sampling: 'log' }, 1e-3) as number[];
    const drawn = all.filter((x) => x !== 1e-3 * 1.2 && x !== 1e-3 * 0.8);
    expect(all.filter((x) => x === 1e-3 * 1.2)).toSatisfy((values: number[]) => isShare(values, 0.375));
    expect(all.filter((x) => x === 1e-3 * 0.8)).toSatisfy((values: number[]) => isShare(values, 0.375));
    expect(drawn.filter((x) => x < 1e-3)).toSatisfy((values: number[]) => isShare(values, 0.125));
  });

  it('stays in the range', () => {
    const all = changes({ kind: 'float', min: -1, max: 0.9 }, 0.85) as number[];
    expect(all.filter((x) => x === 0.9)).toSatisfy((values: number[]) => isShare(values, 0.375));
    expect(Math.max(...all)).toBe(0.9);
  });

  it.each<[string, object, unknown, unknown[]]>([
    ['an integer is multiplied and rounded', { kind: 'int', min: 1, max: 1000 }, 100, [80, 120]],
    ['a small one moves by 1', { kind: 'int', min: 1, max: 1000, sampling: 'log' }, 2, [1, 3]],
    ['a step takes its neighbours', { kind: 'float', min: 0, max: 100, step: 0.1 }, 0.3, [0.2, 0.4]],
    ['so does one of a logarithmic grid', { kind: 'int', min: 1, max: 4096, sampling: 'log', step: 2 }, 16, [8, 32]],
    [
      'and of a mirrored one',
      { kind: 'float', min: 1, max: 1000, sampling: 'reverse_log', step: 10 },
      991,
      [901, 1000],
    ],
    ['a choice its neighbours in the order declared', { kind: 'choice', values: ['c', 1, null, 'a'] }, 1, ['c', null]],
    ['at the end, itself or its one neighbour', { kind: 'choice', values: ['c', 1, null, 'a'] }, 'a', [null, 'a']],
    ['true stays or is false', { kind: 'boolean' }, true, [false, true]],
  ])('%s', (_, declaration, value, neighbours) => {
    const all = changes(declaration, value);
    const count = { boolean: 2, choice: 4 }[(declaration as { kind: string }).kind];
    const often = neighbours.map((neighbour) => all.filter((x) => x === neighbour).length / draws);
    const share = 0.375 + 0.25 / (count ?? Number.POSITIVE_INFINITY);
    for (const frequency of often) expect(Math.abs(frequency - share)).toBeLessThan(count ? 0.04 : 0.12);
  });

  it('never changes what is fixed', () => {
    expect(new Set(changes({ kind: 'fixed', value: 'f' }, 'f'))).toEqual(new Set(['f']));
  });

  it('leaves a float alone on which others depend, unless it is named', () => {
    const when = [{ parameter: 'size', in: [0.2] }];
    const space = spaceOf(
      { name: 'size', kind: 'float', min: 0.1, max: 0.3, step: 0.1 },
      { name: 'rate', kind: 'float', min: 0.001, max: 1, when },
    );
    const explored = (perturbed?: string[]) =>
      Array.from({ length: 200 }, (_, seed) =>
        explore(space, { size: 0.2, rate: 0.5 }, randomFor(seed, 'names'), perturbed),
      );
    expect(explored().every(({ size }) => size === 0.2)).toBe(true);
    const named = explored(['size']);
    expect(named.some(({ size }) => size === 0.1) && named.some(({ size }) => size === 0.3)).toBe(true);
    expect(named.every((values) => isPoint(space, values))).toBe(true);
    expect(named.every(({ rate }) => rate === undefined || rate === 0.5)).toBe(true);
  });

  it('draws what only a perturbed value makes active', () => {
    const space = spaceOf(
      { name: 'kind', kind: 'choice', values: ['a', 'b'] },
      { name: 'rate', kind: 'float', min: 0, max: 1, when: [{ parameter: 'kind', in: ['b'] }] },
    );
    const rates = Array.from({ length: 200 }, (_, seed) => {
      return explore(space, { kind: 'a' }, randomFor(seed, 'branch'), ['kind']);
    }).filter(({ kind }) => kind === 'b');
    expect(rates.length).toBeGreaterThan(50);
    expect(new Set(rates.map(({ rate }) => rate)).size).toBe(rates.length);
  });
});
