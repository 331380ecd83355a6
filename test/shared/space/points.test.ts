import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { everyValue } from '../../../shared/space/domain.js';
import type { Parameter, Values } from '../../../shared/space/parameter.js';
import { combinations, randomPoint } from '../../../shared/space/points.js';
import { parseSpace, pointKey } from '../../../shared/space/space.js';
import { benchmarkSpaces } from './benchmark-spaces.js';
import { isPoint, pointsByDefinition, smallSpaces, spaceOf, spaces } from './spaces.js';

const keysOf = (points: Iterable<Values>) => [...points].map(pointKey);

describe('a random point', () => {
  it('gives exactly the active names a value, each one of theirs', () => {
    fc.assert(fc.property(spaces, fc.integer(), (space, seed) => isPoint(space, randomPoint(space, randomFor(seed)))));
  });

  it('does so however the declarations are ordered', () => {
    const shuffled = spaces.chain((space) =>
      fc.shuffledSubarray(space.parameters, { minLength: space.parameters.length }),
    );
    fc.assert(
      fc.property(shuffled, fc.integer(), (parameters, seed) => {
        const space = { parameters };

        expect(isPoint(space, randomPoint(space, randomFor(seed)))).toBe(true);
      }),
    );
  });

  it('is the same for the same stream, and another for another', () => {
    const space = parseSpace(benchmarkSpaces['mlp-wine']);

    expect(randomPoint(space, randomFor('seed', 1))).toEqual(randomPoint(space, randomFor('seed', 1)));
    expect(randomPoint(space, randomFor('seed', 1))).not.toEqual(randomPoint(space, randomFor('seed', 2)));
  });

  it('takes one number of the stream for each active name', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), (space, seed) => {
        let drawn = 0;
        const stream = randomFor(seed);

        const point = randomPoint(space, () => {
          drawn++;
          return stream();
        });

        expect(drawn).toBe(Object.keys(point).length);
      }),
    );
  });
});

describe('combinations', () => {
  it('are exactly the points of the space, each once', () => {
    fc.assert(
      fc.property(smallSpaces, (space) => {
        const keys = keysOf(combinations(space, everyValue));

        expect(keys.toSorted()).toEqual(keysOf(pointsByDefinition(space)).sort());
      }),
    );
  });

  it('change the last declared name fastest', () => {
    const space = spaceOf(
      { name: 'a', kind: 'choice', values: ['x', 'y'] },
      { name: 'b', kind: 'boolean' },
      { name: 'c', kind: 'int', min: 1, max: 2, when: [{ parameter: 'b', in: [true] }] },
    );

    expect([...combinations(space, everyValue)]).toEqual([
      { a: 'x', b: false },
      { a: 'x', b: true, c: 1 },
      { a: 'x', b: true, c: 2 },
      { a: 'y', b: false },
      { a: 'y', b: true, c: 1 },
      { a: 'y', b: true, c: 2 },
    ]);
  });

  it('are computed when they are read: a space of 10^40 points can be begun', () => {
    const space = spaceOf(
      ...Array.from({ length: 40 }, (_, index) => ({ name: `p${index}`, kind: 'int', min: 0, max: 9 })),
    );
    let listed = 0;
    function* counted(parameter: Parameter) {
      for (const value of everyValue(parameter)) {
        listed++;
        yield value;
      }
    }

    const points = combinations(space, counted);
    const first = Array.from({ length: 12 }, () => points.next().value as Values);

    expect(first.map(({ p38, p39 }) => [p38, p39])).toEqual(
      Array.from({ length: 12 }, (_, index) => [Math.floor(index / 10), index % 10]),
    );
    expect(listed).toBeLessThan(60);
  });

  it('of an empty space are one: nothing to choose', () => {
    expect([...combinations({ parameters: [] }, everyValue)]).toEqual([{}]);
  });
});
