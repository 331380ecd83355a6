import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { type Dimension, Encoding } from '../../../../shared/oracles/encoding.js';
import { CategoryKernels } from '../../../../shared/oracles/tpe/category-kernels.js';
import type { Kernels } from '../../../../shared/oracles/tpe/kernels.js';
import { NumberKernels } from '../../../../shared/oracles/tpe/number-kernels.js';
import { everyValue, toUnit } from '../../../../shared/space/domain.js';
import { spaceOf } from '../../space/spaces.js';

const dimensionOf = (declaration: object): Dimension =>
  new Encoding(spaceOf({ name: 'x', ...declaration })).dimensions[0] as Dimension;

const real = dimensionOf({ kind: 'float', min: 0, max: 1 });
/** Of so many trials that any gap counts. */
const numbers = (observed: readonly number[], trials = 1e6) =>
  new NumberKernels(real, Float64Array.from(observed), trials);

const density = (kernels: Kernels, observation: number, x: number) =>
  Math.exp(kernels.logDensities(x)[kernels.kinds[observation] as number] as number);

/** By the trapezoidal rule, from 0 to 1. */
function integral(f: (x: number) => number, steps = 4000): number {
  let sum = (f(0) + f(1)) / 2;
  for (let step = 1; step < steps; step++) sum += f(step / steps);
  return sum / steps;
}

/** Of a normal distribution around `centre` cut to [0, 1]. */
const cutNormal = (centre: number, bandwidth: number) => {
  const bell = (x: number) => Math.exp(-0.5 * ((x - centre) / bandwidth) ** 2);
  const mass = integral(bell);
  return (x: number) => bell(x) / mass;
};

const coordinates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('kernels of numbers', () => {
  it('are densities', () => {
    fc.assert(
      fc.property(coordinates, fc.nat({ max: 1000 }), (observed, trials) => {
        const kernels = numbers(observed, trials);

        for (let i = 0; i <= observed.length; i++) {
          expect(integral((x) => density(kernels, i, x))).toBeCloseTo(1, 3);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, number[], number[]]>([
    ['the larger gap to a neighbour', [0.8, 0.1, 0.4], [0.4, 0.3, 0.4]],
    ['at the ends the one gap', [0.1, 0.7], [0.6, 0.6]],
    ['alone, the larger gap to an end of the scale', [0.3], [0.7]],
    ['where two have one value, the least', [0.2, 0.2, 0.9], [0.02, 0.02, 0.7]],
    ['where all have one value, the least', [0.5, 0.5], [0.02, 0.02]],
  ])('have as bandwidth %s', (_, observed, bandwidths) => {
    const kernels = numbers(observed);

    for (const [i, bandwidth] of bandwidths.entries()) {
      const normal = cutNormal(observed[i] as number, bandwidth);
      for (const x of [0, 0.15, 0.5, 1]) expect(density(kernels, i, x)).toBeCloseTo(normal(x), 4);
    }
  });

  it.each([
    [0, Math.SQRT1_2],
    [2, 0.5],
    [34, 1 / 6],
    [9998, 0.02],
  ])('have as bandwidth at least 2/√((n + 2)(N + 2)), and 0.02: of 2 observations, N = %d: %d', (trials, least) => {
    expect(density(numbers([0.5, 0.5], trials), 0, 0.4)).toBeCloseTo(cutNormal(0.5, least)(0.4), 4);
  });

  it('of what has no coordinate, or one off the scale, are the prior', () => {
    const kernels = numbers([0.4, Number.NaN, -0.1, 1.1]);

    expect([...kernels.kinds]).toEqual([0, 1, 1, 1, 1]);
    for (const x of [0, 0.4, 1]) expect(density(kernels, 1, x)).toBe(1);
  });

  it.each<[string, object]>([
    ['integers', { kind: 'int', min: 1, max: 9 }],
    ['steps', { kind: 'float', min: 0, max: 1, step: 0.25 }],
    ['logarithmic steps', { kind: 'float', min: 1, max: 1000, step: 10, sampling: 'log' }],
    ['integers sampled by a logarithm', { kind: 'int', min: 1, max: 20, sampling: 'log' }],
    ['integers sampled by a mirrored logarithm', { kind: 'int', min: 1, max: 20, sampling: 'reverse_log' }],
    ['many integers', { kind: 'int', min: 1, max: 2000 }],
  ])('of %s share out their mass among the values', (_, declaration) => {
    const dimension = dimensionOf(declaration);
    const { parameter } = dimension;
    const values = [...everyValue(parameter)] as number[];
    const at = values.map((value) => toUnit(parameter, value));
    const isLog = parameter.kind === 'int' && parameter.sampling !== 'linear';
    const widths = values.map((value) =>
      isLog ? toUnit(parameter, value + 0.5) - toUnit(parameter, value - 0.5) : 1 / values.length,
    );
    const observed = [at[0], at[1], at[1], at.at(-1)] as number[];
    const kernels = new NumberKernels(dimension, Float64Array.from(observed), 20);

    for (let i = 0; i <= observed.length; i++) {
      const mass = at.reduce((sum, x, k) => sum + density(kernels, i, x) * (widths[k] as number), 0);
      expect(mass).toBeCloseTo(1, 2);
    }
  });

  it('are drawn from as their density says', () => {
    const kernels = numbers([0.1, 0.5, 0.8]);
    const random = randomFor('draws');
    const drawn = Array.from({ length: 4000 }, () => kernels.draw(kernels.kinds[0] as number, random));

    for (const upTo of [0.1, 0.3, 0.6]) {
      const share = drawn.filter((x) => x < upTo).length / drawn.length;
      expect(share).toBeCloseTo(upTo * integral((x) => density(kernels, 0, x * upTo)), 1);
    }
    expect(drawn.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
});

describe('kernels of categories', () => {
  const kernels = new CategoryKernels(4, Float64Array.of(2, 0, Number.NaN, -1));

  it('give each category 2/(n + 1), their own 1 more, and the prior all the same', () => {
    const smoothing = 2 / 3;
    const probabilities = [0, 1, 2, 3].map((category) => density(kernels, 0, category));

    expect(probabilities[2]).toBeCloseTo((1 + smoothing) / (1 + 4 * smoothing), 12);
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(density(kernels, 2, 1)).toBeCloseTo(0.25, 12);
    expect([...kernels.kinds]).toEqual([2, 0, 4, 4, 4]);
  });

  it('are drawn from as their probabilities say', () => {
    const random = randomFor('categories');
    const drawn = Array.from({ length: 4000 }, () => kernels.draw(2, random));

    for (const category of [0, 1, 2, 3]) {
      const share = drawn.filter((each) => each === category).length / drawn.length;
      expect(Math.abs(share - density(kernels, 0, category))).toBeLessThan(0.04);
    }
  });
});
