import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromUnit,
  inRange,
  type Numeric,
  nearest,
  pointCount,
  toUnit,
  valueAt,
} from '../../../shared/space/numeric.js';
import { decimal, floatOf, grids, intOf } from './parameters.js';

const valuesOf = (range: Numeric) =>
  Array.from({ length: pointCount(range) ?? 0 }, (_, index) => valueAt(range, index));

const ascending = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

describe('any grid', () => {
  it('gives back each of its values from its position', () => {
    fc.assert(
      fc.property(grids, (range) => {
        for (const value of valuesOf(range)) expect(fromUnit(range, toUnit(range, value))).toBe(value);
      }),
    );
  });

  it('has different values in ascending order, all its own and each the nearest to itself', () => {
    fc.assert(
      fc.property(grids, (range) => {
        const values = valuesOf(range);

        expect(values).toEqual(ascending(values));
        expect(values.filter((value) => !inRange(range, value) || nearest(range, value) !== value)).toEqual([]);
      }),
    );
  });

  it('begins at position 0 with its first value and ends at position 1 with its last', () => {
    fc.assert(
      fc.property(grids, (range) => {
        const values = valuesOf(range);

        expect([fromUnit(range, 0), fromUnit(range, 1)]).toEqual([values[0], values.at(-1)]);
        expect(range.sampling === 'reverse_log' ? values.at(-1) : values[0]).toBe(
          range.sampling === 'reverse_log' ? range.max : range.min,
        );
      }),
    );
  });

  it('gives each value an equal share of [0, 1], with its position in the middle', () => {
    fc.assert(
      fc.property(
        grids.filter(({ step, sampling }) => step !== undefined || sampling === 'linear'),
        (range) => {
          const values = valuesOf(range);

          expect(values.map((_, index) => fromUnit(range, (index + 0.5) / values.length))).toEqual(values);
          expect(values.map((value) => toUnit(range, value))).toEqual(
            values.map((_, index) => (index + 0.5) / values.length),
          );
        },
      ),
    );
  });

  it('has no value halfway between two of its own', () => {
    fc.assert(
      fc.property(
        grids.filter(({ kind }) => kind === 'float'),
        (range) => {
          const values = valuesOf(range);
          const between = values.slice(1).map((value, index) => (value + (values[index] ?? value)) / 2);

          expect(between.filter((value) => inRange(range, value))).toEqual([]);
        },
      ),
    );
  });
});

describe('a decimal grid', () => {
  it('keeps its maximum and writes its values as a person would: 1,200 grids from 0', () => {
    for (let step = 1; step <= 20; step++) {
      for (let count = 1; count <= 60; count++) {
        const range = floatOf(0, decimal(step * count, 2), 'linear', decimal(step, 2));
        const expected = Array.from({ length: count + 1 }, (_, index) => decimal(step * index, 2));

        expect(valuesOf(range)).toEqual(expected);
      }
    }
  });

  it.each([
    [0, 1, 0.1, 11],
    [0, 1, 0.2, 6],
    [0, 0.6, 0.1, 7],
    [0, 0.3, 0.05, 7],
    [0.2, 0.8, 0.2, 4],
    [0, 0.4, 0.05, 9],
  ])('from %d to %d by %d reaches its maximum (Keras Tuner loses some of these)', (min, max, step, count) => {
    const values = valuesOf(floatOf(min, max, 'linear', step));

    expect([values.length, values.at(-1)]).toEqual([count, max]);
  });

  it('that passes through 0 has 0 among its values, and no noise near it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 200 }),
        (places, step, half) => {
          const bound = decimal(step * half, places);

          const values = valuesOf(floatOf(-bound, bound, 'linear', decimal(step, places)));

          const expected = Array.from({ length: 2 * half + 1 }, (_, index) => decimal(step * (index - half), places));
          expect(values.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
        },
      ),
    );
  });

  it('of hundreds of millions of values keeps its maximum', () => {
    const range = floatOf(0, 51000000.51, 'linear', 0.17);

    expect([pointCount(range), fromUnit(range, 1)]).toEqual([300000004, 51000000.51]);
  });

  it('ends with its last value below a maximum that it does not meet', () => {
    expect(valuesOf(floatOf(0, 1, 'linear', 0.3))).toEqual([0, 0.3, 0.6, 0.9]);
    expect(valuesOf(floatOf(0, 1, 'linear', 5))).toEqual([0]);
  });

  it('forgives the rounding of arithmetic, and nothing more', () => {
    const range = floatOf(0, 0.5, 'linear', 0.1);

    expect(inRange(range, 0.1 * 3)).toBe(true);
    expect(nearest(range, 0.1 * 3)).toBe(0.3);
    expect(inRange(range, 0.3000001)).toBe(false);
    expect(inRange(floatOf(1e6, 1e6 + 1, 'linear', 1e-4), 1e6 + 0.00005)).toBe(false);
  });
});

describe('a logarithmic grid', () => {
  it('keeps its values apart however small they are', () => {
    expect(valuesOf(floatOf(1e-10, 1, 'log', 10))).toEqual(
      Array.from({ length: 11 }, (_, index) => decimal(1, 10 - index)),
    );
    expect(inRange(floatOf(1e-10, 1, 'log', 10), 5e-10)).toBe(false);
  });

  it('is mirrored value for value by reverse_log', () => {
    expect(valuesOf(floatOf(1e-10, 1, 'reverse_log', 10)).slice(-4)).toEqual([
      0.9999999001, 0.9999999901, 0.9999999991, 1,
    ]);
  });

  it('that does not meet its far bound stops before it', () => {
    expect(valuesOf(floatOf(1, 50, 'log', 3))).toEqual([1, 3, 9, 27]);
    expect(valuesOf(floatOf(1, 50, 'reverse_log', 3))).toEqual([24, 42, 48, 50]);
  });

  it('of integers multiplies whole numbers', () => {
    expect(valuesOf(intOf(2, 128, 'log', 2))).toEqual([2, 4, 8, 16, 32, 64, 128]);
  });
});

describe('a grid of integers', () => {
  it('keeps small values apart from its bounds however wide it is', () => {
    const range = intOf(0, 1e9, 'linear', 1);

    expect([0, 1, 5, 1e9 - 5, 1e9].map((index) => valueAt(range, index))).toEqual([0, 1, 5, 1e9 - 5, 1e9]);
  });

  it('has whole numbers alone', () => {
    expect([2, 2.5, 9, Number.NaN].map((value) => inRange(intOf(1, 8), value))).toEqual([true, false, false, false]);
  });
});
