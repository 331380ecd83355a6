import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitYeoJohnson, yeoJohnson, yeoJohnsonLogSlope } from '../../../shared/math/power-transform.js';
import { expectClose } from './close.js';
import fixture from './fixtures/power-transform.json' with { type: 'json' };
import { real } from './reals.js';

const anyValue = real(-20, 20);
const anyLambda = real(-5, 5);

/** The log-likelihood as its definition has it, by transform and slope. */
function logLikelihood(values: readonly number[], lambda: number): number {
  const transformed = values.map((value) => yeoJohnson(value, lambda));
  const mean = transformed.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = transformed.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  const slopes = values.reduce((sum, value) => sum + yeoJohnsonLogSlope(value, lambda), 0);
  return slopes - (values.length / 2) * Math.log(variance);
}

describe("Yeo and Johnson's transform", () => {
  it.each(fixture.transforms)('is that of scipy for λ = $lambda', ({ lambda, values, transformed }) => {
    expectClose(
      values.map((value) => yeoJohnson(value, lambda)),
      transformed,
      { relative: 1e-14 },
    );
  });

  it('is the identity for λ = 1, and 0 at 0 with slope 1', () => {
    fc.assert(
      fc.property(anyValue, anyLambda, (value, lambda) => {
        expectClose(yeoJohnson(value, 1), value, { relative: 1e-14 });
        expect([yeoJohnson(0, lambda), Math.abs(yeoJohnsonLogSlope(0, lambda))]).toEqual([0, 0]);
      }),
    );
  });

  it('grows, and its slope is its derivative', () => {
    fc.assert(
      fc.property(anyValue, anyLambda, (value, lambda) => {
        const step = 1e-5 * (1 + Math.abs(value));
        const slope = (yeoJohnson(value + step, lambda) - yeoJohnson(value - step, lambda)) / (2 * step);
        expect(slope).toBeGreaterThan(0);
        expectClose(Math.exp(yeoJohnsonLogSlope(value, lambda)), slope, { relative: 1e-4, absolute: 1e-8 });
      }),
    );
  });

  it('mirrors: -y by 2 - λ is the negative of y by λ', () => {
    fc.assert(
      fc.property(anyValue, anyLambda, (value, lambda) => {
        expectClose(-yeoJohnson(-value, 2 - lambda), yeoJohnson(value, lambda), { relative: 1e-12 });
      }),
    );
  });
});

describe("the fit of Yeo and Johnson's transform", () => {
  it.each(fixture.fits)('is that of scipy and scikit-learn: $name', ({ values, lambda }) => {
    expectClose(fitYeoJohnson(values), lambda, { absolute: 1e-6 });
  });

  it('is at least as likely as any other λ within the bounds', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 3, maxLength: 30 }), anyLambda, (values, other) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-3);
        const best = logLikelihood(values, fitYeoJohnson(values));
        expect(best).toBeGreaterThanOrEqual(logLikelihood(values, other) - 1e-6 * Math.max(1, Math.abs(best)));
      }),
    );
  });

  it('is the identity where there is nothing to fit', () => {
    expect([[], [3], [2, 2, 2, 2], [0, 0], [5, 5 * (1 + 2e-16), 5]].map(fitYeoJohnson)).toEqual([1, 1, 1, 1, 1]);
  });

  it('stays within its bounds, whatever the values', () => {
    const wild = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 });
    fc.assert(
      fc.property(wild, (values) => {
        expect(Math.abs(fitYeoJohnson(values))).toBeLessThanOrEqual(5);
      }),
    );
  });
});
