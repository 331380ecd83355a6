import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { Encoding } from '../../../../shared/oracles/encoding.js';
import { CategoryKernels } from '../../../../shared/oracles/tpe/category-kernels.js';
import type { Kernels } from '../../../../shared/oracles/tpe/kernels.js';
import { NumberKernels } from '../../../../shared/oracles/tpe/number-kernels.js';
import { Parzen } from '../../../../shared/oracles/tpe/parzen.js';
import { spaceOf } from '../../space/spaces.js';

const { dimensions } = new Encoding(
  spaceOf(
    { name: 'a', kind: 'float', min: 0, max: 1 },
    { name: 'b', kind: 'choice', values: ['x', 'y', 'z'] },
    { name: 'c', kind: 'float', min: 0, max: 1 },
  ),
);
const [a, b] = dimensions;
const points = [
  [0.2, 1, 0.1],
  [0.9, Number.NaN, 0.1],
  [0.3, 2, 0.9],
].map((point) => Float64Array.from(point));
const group = new Map([
  [0, a as NonNullable<typeof a>],
  [1, b as NonNullable<typeof b>],
]);
const weights = Float64Array.of(2, 1, 0.5);
const parzen = new Parzen({ group, points, weights, trials: 10 });

describe('a Parzen density', () => {
  it('is the mixture of its kernels and the prior, each a product over the dimensions of the group', () => {
    const numbers = new NumberKernels(group.get(0) as NonNullable<typeof a>, Float64Array.of(0.2, 0.9, 0.3), 10);
    const categories = new CategoryKernels(3, Float64Array.of(1, Number.NaN, 2));
    const density = (kernels: Kernels, i: number, x: number) =>
      Math.exp(kernels.logDensities(x)[kernels.kinds[i] as number] as number);

    for (const [x, category] of [
      [0.25, 1],
      [0.9, 0],
    ] as const) {
      const products = [0, 1, 2, 3].map((i) => density(numbers, i, x) * density(categories, i, category));
      const mixed = [2, 1, 0.5, 1].reduce((sum, weight, i) => sum + (weight / 4.5) * (products[i] as number), 0);
      expect(parzen.logDensity(Float64Array.of(x, category, 0.5))).toBeCloseTo(Math.log(mixed), 12);
    }
  });

  it('is uniform where nothing was observed', () => {
    const none = new Parzen({ group, points: [], weights: new Float64Array(0), trials: 0 });

    expect(none.logDensity(Float64Array.of(0.7, 2, 0))).toBeCloseTo(Math.log(1 / 3), 12);
  });

  it('draws the coordinates of its group, each kernel by its weight', () => {
    const random = randomFor('parzen');
    const drawn = Array.from({ length: 6000 }, () => {
      const point = Float64Array.of(-1, -1, -1);
      parzen.drawInto(point, random);
      return point;
    });

    expect(new Set(drawn.map((point) => point[2]))).toEqual(new Set([-1]));
    for (const category of [0, 1, 2]) {
      const share = drawn.filter((point) => point[1] === category).length / drawn.length;
      let mass = 0;
      for (let x = 0.005; x < 1; x += 0.01) mass += Math.exp(parzen.logDensity(Float64Array.of(x, category, 0))) / 100;
      expect(Math.abs(share - mass)).toBeLessThan(0.03);
    }
  });
});
