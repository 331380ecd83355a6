import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUnit, inRange, nearest, pointCount, toUnit, valueAt } from '../../../shared/space/numeric.js';
import type { Sampling } from '../../../shared/space/parameter.js';
import { continuous, floatOf, grids, intOf, samplings, units } from './parameters.js';

const ranges = fc.oneof(grids, continuous);

describe('any range', () => {
  it('gives a value of its own at every position', () => {
    fc.assert(
      fc.property(ranges, units, (range, u) => {
        const value = fromUnit(range, u);

        expect(value).toBeGreaterThanOrEqual(range.min);
        expect(value).toBeLessThanOrEqual(range.max);
        expect(inRange(range, value)).toBe(true);
      }),
    );
  });

  it('ascends with the position', () => {
    fc.assert(
      fc.property(ranges, units, units, (range, u, v) => {
        const [lower, upper] = [fromUnit(range, Math.min(u, v)), fromUnit(range, Math.max(u, v))];

        expect(upper).toBeGreaterThanOrEqual(lower - 1e-14 * Math.max(Math.abs(range.min), Math.abs(range.max)));
      }),
    );
  });

  it.each<Sampling>(['linear', 'log', 'reverse_log'])('ascends strictly over a continuous %s scale', (sampling) => {
    const range = floatOf(0.01, 100, sampling);

    const values = Array.from({ length: 1001 }, (_, index) => fromUnit(range, index / 1000));

    for (const [index, value] of values.entries()) if (index > 0) expect(value).toBeGreaterThan(values[index - 1] ?? 0);
  });
});

describe('a continuous range', () => {
  it('begins at its minimum and ends at its maximum, to the last bit', () => {
    fc.assert(
      fc.property(continuous, (range) => {
        expect([fromUnit(range, 0), fromUnit(range, 1)]).toEqual([range.min, range.max]);
      }),
    );
  });

  it('gives a value back from its position', () => {
    fc.assert(
      fc.property(continuous, units, (range, u) => {
        const value = fromUnit(range, u);

        const back = fromUnit(range, toUnit(range, value));

        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(range.min), Math.abs(range.max)));
      }),
    );
  });

  it('puts half of a logarithmic scale below its geometric mean', () => {
    expect(fromUnit(floatOf(0.01, 100, 'log'), 0.5)).toBeCloseTo(1, 12);
    expect(fromUnit(floatOf(0.01, 100, 'reverse_log'), 0.5)).toBeCloseTo(99.01, 12);
  });

  it('has no count of points, and none of its numbers is off a grid', () => {
    expect(pointCount(floatOf(0, 1))).toBeUndefined();
    expect(inRange(floatOf(0, 1), 0.123456789)).toBe(true);
    expect(nearest(floatOf(0, 1), 0.123456789)).toBe(0.123456789);
  });

  it('of no length has one point, in the middle of [0, 1]', () => {
    fc.assert(
      fc.property(samplings, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), units, (sampling, bound, u) => {
        const range = floatOf(bound, bound, sampling);

        expect([pointCount(range), toUnit(range, bound), fromUnit(range, u)]).toEqual([1, 0.5, bound]);
      }),
    );
  });
});

describe('integers sampled by a logarithm', () => {
  const integers = fc.tuple(
    fc.constantFrom<Sampling>('log', 'reverse_log'),
    fc.integer({ min: 1, max: 1e6 }),
    fc.integer({ min: 0, max: 1e9 }),
  );

  it('end at the maximum, never beyond it (Keras Tuner gives max + 1)', () => {
    fc.assert(
      fc.property(integers, ([sampling, min, length]) => {
        const range = intOf(min, min + length, sampling);

        expect([fromUnit(range, 0), fromUnit(range, 1)]).toEqual([min, min + length]);
      }),
    );
  });

  it('are whole everywhere, and their positions lead back to them', () => {
    fc.assert(
      fc.property(integers, units, ([sampling, min, length], u) => {
        const range = intOf(min, min + length, sampling);
        const value = fromUnit(range, u);

        expect(Number.isInteger(value)).toBe(true);
        expect(fromUnit(range, toUnit(range, value))).toBe(value);
      }),
    );
  });

  it('give the last integer a share of its own', () => {
    const range = intOf(1, 3, 'log');

    expect([0.49, 0.51, 0.79, 0.8].map((u) => fromUnit(range, u))).toEqual([1, 2, 2, 3]);
  });
});

describe("Keras Tuner's own numbers", () => {
  it('hold for a logarithmic grid: 0.1 of 0.01 to 100 by tens is at 0.3', () => {
    expect(toUnit(floatOf(0.01, 100, 'log', 10), 0.1)).toBeCloseTo(0.3, 12);
  });

  it('hold for integers: 6 of 5 to 9 is at 0.3', () => {
    expect(toUnit(intOf(5, 9), 6)).toBeCloseTo(0.3, 12);
  });

  it('hold for a mirrored logarithmic grid', () => {
    const range = floatOf(0.01, 100, 'reverse_log', 10);

    const values = Array.from({ length: pointCount(range) ?? 0 }, (_, index) => valueAt(range, index));

    expect(values).toEqual([0.01, 90.01, 99.01, 99.91, 100]);
  });
});
