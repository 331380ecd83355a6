import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUnit } from '../../../shared/space/numeric.js';
import { axisOf, inactive, numbers } from '../../../ui/plots/parallel-axes.js';

const ranges = fc
  .record({
    low: fc.double({ min: 1e-6, max: 100, noNaN: true }),
    factor: fc.double({ min: 1.5, max: 1e6, noNaN: true }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    sampling: fc.constantFrom('linear' as const, 'log' as const, 'reverse_log' as const),
  })
  .map(({ low, factor, part, sampling }) => ({
    parameter: { kind: 'float' as const, name: 'x', min: low, max: low * factor, sampling },
    value: low + part * (low * factor - low),
  }));

describe('an axis of the parallel coordinates', () => {
  it('has a number where sampling has it', () => {
    fc.assert(
      fc.property(ranges, ({ parameter, value }) => {
        expect(axisOf(parameter)?.position(value)).toBeCloseTo(toUnit(parameter, value), 6);
      }),
    );
  });

  it('is labelled with the numbers that are there', () => {
    fc.assert(
      fc.property(ranges, ({ parameter }) => {
        const axis = numbers('x', parameter);
        const shift = 0.005 * Math.abs(parameter.max);
        for (const { at, label } of axis.ticks) {
          const [below, above] = [Number(label) - shift, Number(label) + shift].map((value) =>
            axis.position(Math.min(parameter.max, Math.max(parameter.min, value))),
          ) as [number, number];
          expect(below).toBeLessThanOrEqual(at + 1e-9);
          expect(above).toBeGreaterThanOrEqual(at - 1e-9);
        }
      }),
    );
  });

  it('labels whole numbers alone for an integer', () => {
    const axis = axisOf({ kind: 'int', name: 'layers', min: 1, max: 3, sampling: 'linear' });
    expect(axis?.ticks).toEqual([
      { at: 0, label: '1' },
      { at: 0.5, label: '2' },
      { at: 1, label: '3' },
    ]);
  });

  it('has a place for each category, and one apart for what is inactive', () => {
    const axis = axisOf({ kind: 'choice', name: 'c', values: [null, 'a', 3] });
    expect([null, 'a', 3, undefined].map((value) => axis?.position(value))).toEqual([0, 0.5, 1, inactive]);
    expect(axis?.ticks.map(({ label }) => label)).toEqual(['null', 'a', '3']);
    expect(inactive).toBeLessThan(0);
  });

  it('has its middle for the only value, and is missing where nothing is searched', () => {
    expect(axisOf({ kind: 'float', name: 'x', min: 2, max: 2, sampling: 'log' })?.position(2)).toBe(0.5);
    expect(axisOf({ kind: 'choice', name: 'c', values: ['a'] })?.position('a')).toBe(0.5);
    expect(axisOf({ kind: 'fixed', name: 'f', value: 1 })).toBeUndefined();
  });
});
