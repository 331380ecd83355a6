import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, fromUnit } from '../../../shared/space/domain.js';
import { liesWithin } from '../../../shared/space/within.js';
import { anyParameter, parameterOf } from './parameters.js';

describe('a range within another', () => {
  it('has no value that the other has not, and every range is within itself', () => {
    fc.assert(
      fc.property(
        anyParameter,
        anyParameter,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (a, b, positions) => {
          expect(liesWithin(a, a)).toBe(true);
          fc.pre(liesWithin(a, b));
          for (const u of positions) expect(contains(b, fromUnit(a, u))).toBe(true);
        },
      ),
    );
  });

  it.each<[object, object]>([
    [
      { kind: 'fixed', value: 64 },
      { kind: 'int', min: 32, max: 512, step: 32 },
    ],
    [
      { kind: 'choice', values: [1e-3, 1e-2] },
      { kind: 'float', min: 1e-4, max: 1e-1, sampling: 'log' },
    ],
    [
      { kind: 'float', min: 0.1, max: 0.2 },
      { kind: 'float', min: 0, max: 1, sampling: 'linear' },
    ],
    [
      { kind: 'float', min: 0.2, max: 0.4, step: 0.1 },
      { kind: 'float', min: 0, max: 1, step: 0.1 },
    ],
    [
      { kind: 'int', min: 64, max: 256, step: 64 },
      { kind: 'int', min: 32, max: 512, step: 32 },
    ],
    [
      { kind: 'int', min: 2, max: 1e9 },
      { kind: 'int', min: 1, max: 1e9 },
    ],
    [
      { kind: 'int', min: 1, max: 3 },
      { kind: 'choice', values: [3, 2, 1, 0] },
    ],
    [
      { kind: 'int', min: 1, max: 3 },
      { kind: 'float', min: 0.5, max: 3.5 },
    ],
    [{ kind: 'choice', values: [true] }, { kind: 'boolean' }],
    [
      { kind: 'float', min: 1, max: 1 },
      { kind: 'int', min: 1, max: 3 },
    ],
  ])('%j is in %j, but not the other way round', (inner, outer) => {
    expect(liesWithin(parameterOf(inner), parameterOf(outer))).toBe(true);
    expect(liesWithin(parameterOf(outer), parameterOf(inner))).toBe(false);
  });

  it.each<[object, object]>([
    [
      { kind: 'float', min: 0, max: 1 },
      { kind: 'float', min: 0, max: 1, step: 0.1 },
    ],
    [
      { kind: 'float', min: 0, max: 1 },
      { kind: 'int', min: 0, max: 1 },
    ],
    [
      { kind: 'int', min: 1, max: 1e9 },
      { kind: 'int', min: 2, max: 1e9 },
    ],
    [
      { kind: 'int', min: 1, max: 1e9 },
      { kind: 'int', min: 1, max: 1e9 - 1 },
    ],
    [
      { kind: 'int', min: 0, max: 1e9, step: 5 },
      { kind: 'int', min: 0, max: 1e9, step: 10 },
    ],
    [
      { kind: 'choice', values: ['a', 'b'] },
      { kind: 'choice', values: ['b'] },
    ],
    [{ kind: 'choice', values: [0, 1] }, { kind: 'boolean' }],
  ])('%j is not in %j', (inner, outer) => {
    expect(liesWithin(parameterOf(inner), parameterOf(outer))).toBe(false);
  });
});
