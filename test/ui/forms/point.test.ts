import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { defaultOf as sharedDefaultOf } from '../../../shared/space/domain.js';
import { randomPoint } from '../../../shared/space/points.js';
import { chooseValues, pointKey } from '../../../shared/space/space.js';
import { checkEnqueued } from '../../../shared/study/enqueue.js';
import { nearby } from '../../../ui/forms/nearby.js';
import { activeParameters, pointOf } from '../../../ui/forms/point.js';
import { spaceOf, spaces } from '../../shared/space/spaces.js';

const pointsOf = fc.tuple(spaces, fc.integer(), fc.integer());

describe('a point of the form', () => {
  it('has what is active, as the oracles have it, and defaults where nothing is given', () => {
    fc.assert(
      fc.property(pointsOf, ([space, seed]) => {
        const point = randomPoint(space, randomFor(seed));
        expect(pointOf(space.parameters, point)).toEqual(point);
        const defaults = pointOf(space.parameters, {});
        const expected = chooseValues(space, sharedDefaultOf);
        expect(Object.keys(defaults).sort()).toEqual(Object.keys(expected).sort());
        for (const [name, value] of Object.entries(expected)) {
          if (typeof value === 'number') expect(defaults[name]).toBeCloseTo(value, 6);
          else expect(defaults[name]).toBe(value);
        }
      }),
    );
  });

  it('has the maximum where a step leads beyond the minimum, even next to it', () => {
    const range = { min: 1, max: 1 + Number.EPSILON, sampling: 'reverse_log' as const, step: 1.1 };
    expect(pointOf([{ kind: 'float', name: 'x', ...range }], {})).toEqual({ x: range.max });
  });

  it('near another is one of the space, and another one', () => {
    fc.assert(
      fc.property(pointsOf, ([space, seed, other]) => {
        const point = randomPoint(space, randomFor(seed));
        const near = nearby(space.parameters, point, randomFor(other));
        checkEnqueued(space, [near]);
        if (activeParameters(space.parameters, point).some(({ parameter }) => hasMany(parameter)))
          expect(pointKey(near)).not.toBe(pointKey(point));
      }),
      { numRuns: 300 },
    );
  });

  it('moves numbers by a tenth of their range, on their scale', () => {
    const { parameters } = spaceOf({ name: 'rate', kind: 'float', min: 1e-4, max: 1, sampling: 'log' });
    for (const seed of [1, 2, 3, 4]) {
      const { rate } = nearby(parameters, { rate: 0.01 }, randomFor(seed)) as { rate: number };
      expect(Math.abs(Math.log10(rate) + 2)).toBeCloseTo(0.4, 4);
    }
  });
});

/** Whether a declaration has room for another value. */
function hasMany(parameter: Parameters<typeof pointOf>[0][number]): boolean {
  switch (parameter.kind) {
    case 'fixed':
      return false;
    case 'boolean':
      return true;
    case 'choice':
      return parameter.values.length > 1;
    default:
      return parameter.step === undefined && parameter.max - parameter.min > 1e-3 * parameter.max;
  }
}
