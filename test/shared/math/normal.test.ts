import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logExpectedImprovement,
  logExpectedImprovementSlope,
  normalDistribution,
  normalLogDensity,
  normalLogDistribution,
  normalQuantile,
} from '../../../shared/math/normal.js';
import { expectClose } from './close.js';
import fixture from './fixtures/normal.json' with { type: 'json' };
import { real } from './reals.js';

const rows = fixture.distribution.map(
  (row) => row as [z: number, Φ: number, logΦ: number, logH: number, slope: number],
);
const anyZ = fc.oneof(real(-40, 40), real(-1e5, 1e5));

describe('the normal distribution', () => {
  it('agrees with mpmath at 60 digits, to the far tails', () => {
    for (const [z, probability, logProbability] of rows) {
      expectClose(normalDistribution(z), probability, { relative: 1e-15, of: `Φ(${z})` });
      expectClose(normalLogDistribution(z), logProbability, { relative: 2e-15, of: `log Φ(${z})` });
    }
  });

  it('has the density as its derivative', () => {
    fc.assert(
      fc.property(real(-35, 8), (z) => {
        const step = 1e-4 / Math.max(1, Math.abs(z));
        const slope = (normalDistribution(z + step) - normalDistribution(z - step)) / (2 * step);
        expectClose(slope, Math.exp(normalLogDensity(z)), {
          relative: 1e-6,
          absolute: 1e-11 * normalDistribution(z),
          of: z,
        });
      }),
    );
  });

  it('grows, and adds up to 1 with its mirror', () => {
    fc.assert(
      fc.property(anyZ, anyZ, (a, b) => {
        expectClose(normalDistribution(a) + normalDistribution(-a), 1, { relative: 3e-16, of: a });
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(normalDistribution(low)).toBeLessThanOrEqual(normalDistribution(high) * (1 + 1e-14));
        expect(normalLogDistribution(low)).toBeLessThanOrEqual(normalLogDistribution(high) * (1 - 1e-14));
      }),
    );
  });

  it('has limits at infinity, and NaN for NaN', () => {
    expect([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN].map(normalDistribution)).toEqual([
      0,
      1,
      Number.NaN,
    ]);
    expect(normalLogDistribution(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalLogDistribution(Number.POSITIVE_INFINITY)).toBeCloseTo(0, 300);
    expect(normalLogDistribution(-1e200)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('the quantile of the normal distribution', () => {
  it('agrees with mpmath at 60 digits, to the far tails', () => {
    for (const [p, z] of fixture.quantile)
      expectClose(normalQuantile(p as number), z as number, { relative: 1e-15, of: p });
  });

  it('is the inverse of the distribution function', () => {
    fc.assert(
      fc.property(real(-37, 0.5), (z) => {
        expectClose(normalQuantile(normalDistribution(z)), z, { relative: 1e-14, absolute: 1e-15, of: z });
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, maxExcluded: true, noNaN: true }), (p) => {
        expectClose(normalDistribution(normalQuantile(p)), p, { relative: 1e-12, of: p });
      }),
    );
  });

  it('is infinite at 0 and 1, and NaN beyond', () => {
    expect([0, 1, -1e-9, 1 + 1e-9, Number.NaN].map(normalQuantile)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('the logarithm of the expected improvement', () => {
  it('agrees with mpmath at 60 digits, where the plain formula cancels or vanishes too', () => {
    for (const [z, , , logImprovement, slope] of rows) {
      expectClose(logExpectedImprovement(z), logImprovement, { relative: 2e-15, absolute: 5e-16, of: `log h(${z})` });
      expectClose(logExpectedImprovementSlope(z), slope, { relative: 1e-15, of: `slope at ${z}` });
    }
  });

  it('has its slope as its derivative', () => {
    fc.assert(
      fc.property(real(-1e3, 50), (z) => {
        const step = 1e-4;
        const slope = (logExpectedImprovement(z + step) - logExpectedImprovement(z - step)) / (2 * step);
        expectClose(logExpectedImprovementSlope(z), slope, { relative: 1e-7, absolute: 1e-7, of: z });
      }),
    );
  });

  it('grows everywhere, ever slower', () => {
    fc.assert(
      fc.property(anyZ, real(1e-6, 10), (z, step) => {
        expect(logExpectedImprovement(z + step)).toBeGreaterThan(logExpectedImprovement(z));
        expect(logExpectedImprovementSlope(z + step)).toBeLessThan(logExpectedImprovementSlope(z) * (1 + 1e-15));
        expect(logExpectedImprovementSlope(z)).toBeGreaterThan(0);
      }),
    );
  });

  it('has limits at infinity', () => {
    const ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    expect(ends.map(logExpectedImprovement)).toEqual(ends);
    expect(ends.map(logExpectedImprovementSlope)).toEqual([Number.POSITIVE_INFINITY, 0]);
  });
});
