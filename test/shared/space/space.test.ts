import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseValues, isActive, parentsFirst, parseSpace, pointKey } from '../../../shared/space/space.js';
import { benchmarkSpaces } from './benchmark-spaces.js';
import { spaceOf, spaces } from './spaces.js';

const boolean = (name: string, ...when: [string, unknown[]][]) => ({
  name,
  kind: 'boolean',
  ...(when.length > 0 && { when: when.map(([parameter, values]) => ({ parameter, in: values })) }),
});
const namesOf = (parameters: readonly { name: string }[]) => parameters.map(({ name }) => name);

describe('the JSON form', () => {
  it.each(Object.entries(benchmarkSpaces))('of the benchmark %s is read as it stands', (_, space) => {
    expect(parseSpace(JSON.parse(JSON.stringify(space)))).toEqual(space);
  });

  it('survives writing and reading, for any space', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        expect(parseSpace(JSON.parse(JSON.stringify(space)))).toEqual(space);
      }),
    );
  });

  it('means linear sampling where it names none', () => {
    expect(spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 }).parameters).toEqual([
      { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' },
    ]);
  });
});

describe('declarations', () => {
  it('may come before those of their parents', () => {
    const space = spaceOf(
      boolean('grandchild', ['child', [true]]),
      boolean('child', ['root', [true]]),
      boolean('root'),
    );

    expect(namesOf(parentsFirst(space))).toEqual(['root', 'child', 'grandchild']);
  });

  it('keep their order where no parent has to go ahead', () => {
    const space = spaceOf(boolean('b'), boolean('a'), boolean('c', ['b', [true]]));

    expect(namesOf(parentsFirst(space))).toEqual(['b', 'a', 'c']);
  });

  it('have every parent before its children, and each of them once, in any space', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const order = parentsFirst(space);

        expect(new Set(order)).toEqual(new Set(space.parameters));
        for (const [index, { when = [] }] of order.entries()) {
          const later = new Set(namesOf(order.slice(index)));
          expect(when.filter(({ parameter }) => later.has(parameter))).toEqual([]);
        }
      }),
    );
  });

  it('of one name under different conditions are all kept, and the first that is active counts', () => {
    const space = spaceOf(
      { name: 'kind', kind: 'choice', values: ['a', 'b', 'c'] },
      { name: 'size', kind: 'int', min: 1, max: 2, when: [{ parameter: 'kind', in: ['a', 'b'] }] },
      { name: 'size', kind: 'int', min: 8, max: 9, when: [{ parameter: 'kind', in: ['b', 'c'] }] },
    );
    const lowest = (kind: string) => chooseValues(space, (p) => (p.kind === 'int' ? p.min : kind)).size;

    expect(['a', 'b', 'c'].map(lowest)).toEqual([1, 1, 8]);
  });

  it('of a thousand layers that all depend on all of the layer before are sorted', () => {
    const layers = Array.from({ length: 60 }, (_, layer) =>
      ['l', 'r'].map((side) => {
        const before = [`l${layer - 1}`, `r${layer - 1}`];
        return boolean(
          `${side}${layer}`,
          ...(layer > 0 ? before : []).map((name): [string, unknown[]] => [name, [true]]),
        );
      }),
    );

    expect(parentsFirst(spaceOf(...layers.reverse().flat()))).toHaveLength(120);
  });
});

describe('names', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'a/b', '🦜', ' '])('can be %j', (name) => {
    const space = spaceOf(boolean('x', [name, [true]]), boolean(name));

    expect(chooseValues(space, () => false)).toEqual({ [name]: false });
    expect(chooseValues(space, () => true)).toEqual({ [name]: true, x: true });
  });

  it('of methods of every object are no values before they are chosen', () => {
    expect(isActive({ when: [{ parameter: 'constructor', in: [true] }] }, {})).toBe(false);
  });
});

describe('the key of a point', () => {
  const points = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)));

  it('does not depend on the order of the names', () => {
    fc.assert(
      fc.property(points, (point) => {
        expect(pointKey(Object.fromEntries(Object.entries(point).reverse()))).toBe(pointKey(point));
      }),
    );
  });

  it('tells different points apart', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        const same = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
        expect(pointKey(a) === pointKey(b)).toBe(same);
      }),
    );
    expect(new Set([{ a: 1 }, { a: '1' }, { a: true }, { a: 'true' }, { a: null }, {}].map(pointKey)).size).toBe(6);
  });
});
