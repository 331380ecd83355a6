import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { Encoding } from '../../../../shared/oracles/encoding.js';
import { groupsOf } from '../../../../shared/oracles/tpe/groups.js';
import { randomPoint } from '../../../../shared/space/points.js';
import type { Space } from '../../../../shared/space/space.js';
import { spaceOf, spaces } from '../../space/spaces.js';

const missing = { position: Number.NaN, category: Number.NaN };
const real = (name: string, when?: object[]) => ({ name, kind: 'float', min: 0, max: 1, ...(when && { when }) });
const on = (parameter: string) => [{ parameter, in: [true] }];

/** The names of each group. */
const namesOf = (space: Space) =>
  groupsOf(space, new Encoding(space, missing).dimensions).map((group) =>
    [...group.values()].map(({ parameter }) => parameter.name),
  );

describe('groups of dimensions', () => {
  it('are active whole or not at all, at every point', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), (space, seed) => {
        const encoding = new Encoding(space, missing);
        const point = encoding.encode(randomPoint(space, randomFor(seed)));

        const groups = groupsOf(space, encoding.dimensions);

        expect(groups.flatMap((group) => [...group.keys()]).sort()).toEqual([...encoding.dimensions.keys()].sort());
        for (const group of groups) {
          expect(new Set([...group.keys()].map((index) => Number.isNaN(point[index]))).size).toBe(1);
        }
      }),
    );
  });

  it('are those of the same conditions', () => {
    const gates = ['a', 'b'].map((name) => ({ name, kind: 'boolean' }));
    const space = spaceOf(...gates, real('u'), real('v', on('a')), real('w', on('b')), real('x', on('a')));

    expect(namesOf(space)).toEqual([['a', 'b', 'u'], ['v', 'x'], ['w']]);
  });

  it('part where an earlier declaration of the name may stand in the way', () => {
    const gates = ['a', 'b'].map((name) => ({ name, kind: 'boolean' }));
    const space = spaceOf(...gates, real('u', on('a')), real('u', on('b')), real('v', on('b')));

    expect(namesOf(space)).toEqual([['a', 'b'], ['u'], ['u'], ['v']]);
  });
});
