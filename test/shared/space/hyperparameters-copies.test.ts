import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { randomPoint } from '../../../shared/space/points.js';
import { parseSpace } from '../../../shared/space/space.js';
import { spaceOf, spaces } from './spaces.js';

/** A network of one kind or the other, each with a hyperparameter of its own. */
function network(hp: HyperParameters): void {
  hp.choice('kind', ['dense', 'conv']);
  hp.conditionalScope('kind', ['dense'], () => hp.int('units', { min: 1, max: 8, default: 2 }));
  hp.conditionalScope('kind', ['conv'], () => hp.int('filters', { min: 1, max: 4 }));
  hp.nameScope('head', () => hp.boolean('bias'));
}

function networkOf(kind: string): HyperParameters {
  const hp = new HyperParameters({ kind });
  network(hp);
  return hp;
}

const rate = (min: number, max: number) => spaceOf({ name: 'rate', kind: 'float', min, max });

describe('what is active', () => {
  it('is told by the conditions: of several declarations of a name one is enough', () => {
    const hp = networkOf('conv');
    hp.conditionalScope('kind', ['conv'], () => hp.boolean('norm'));
    const dense = networkOf('dense');
    dense.merge(hp);

    expect([hp.isActive('kind'), hp.isActive('filters'), hp.isActive('units')]).toEqual([true, true, false]);
    expect([dense.isActive('units'), dense.isActive('filters'), dense.isActive('norm')]).toEqual([true, false, false]);
    expect(hp.isActive('nothing')).toBe(false);
  });

  it('of a space is known before the code asks for it, and has a value from then on', () => {
    const hp = new HyperParameters({}, rate(0, 1));

    expect([hp.isActive('rate'), hp.has('rate')]).toEqual([true, false]);
    hp.float('rate', { min: 0, max: 1 });
    expect([hp.isActive('rate'), hp.has('rate')]).toEqual([true, true]);
  });

  it('is looked up in the name scope first', () => {
    const hp = networkOf('dense');

    expect(hp.isActive('bias')).toBe(false);
    hp.nameScope('head', () => {
      expect([hp.isActive('bias'), hp.isActive('kind')]).toEqual([true, true]);
    });
  });
});

describe('a copy', () => {
  it('has the space and the values, and goes its own way', () => {
    const hp = networkOf('conv');
    const copy = hp.copy();
    copy.int('more', { min: 1, max: 2 });
    hp.boolean('other');

    expect([copy.get('kind'), copy.get('filters'), copy.has('other')]).toEqual(['conv', 1, false]);
    expect([hp.has('more'), hp.has('other')]).toEqual([false, true]);
  });

  it('has nothing declared: code declares it once more, to the same values', () => {
    const copy = networkOf('conv').copy();
    expect(copy.declared).toEqual([]);

    network(copy);

    expect(copy.toJSON()).toEqual(networkOf('conv').toJSON());
  });

  it('refuses another range as the original would', () => {
    const copy = networkOf('conv').copy();

    expect(() => copy.choice('kind', ['dense'])).toThrow(expect.objectContaining({ code: 'HyperparameterChanged' }));
  });
});

describe('merging', () => {
  it('takes over what is new behind what there is, with its values', () => {
    const hp = new HyperParameters({ rate: 0.5 });
    hp.float('rate', { min: 0, max: 1 });
    hp.merge(networkOf('conv'));

    expect(hp.space.parameters.map(({ name }) => name)).toEqual(['rate', 'kind', 'filters', 'head/bias']);
    expect(hp.values).toEqual({ rate: 0.5, kind: 'conv', filters: 1, 'head/bias': false });
  });

  it('with overwriting takes the other range, once, and keeps the value (Keras Tuner lists it twice and resets it)', () => {
    const hp = new HyperParameters({ rate: 0.5 });
    hp.float('rate', { min: 0, max: 1 });
    hp.merge(rate(0, 2));

    expect(hp.space).toEqual(rate(0, 2));
    expect(hp.declared).toEqual(rate(0, 2).parameters);
    expect(hp.get('rate')).toBe(0.5);
  });

  it('takes the other value, or the default, where the own one is out of the new range', () => {
    const hp = new HyperParameters({ rate: 0.5 }, rate(0, 1));
    const other = new HyperParameters({ rate: 3 }, rate(2, 4));
    hp.merge(other);
    expect(hp.get('rate')).toBe(3);

    hp.merge(rate(6, 8));
    expect(hp.get('rate')).toBe(6);
  });

  it('without overwriting leaves what there is as it is', () => {
    const hp = new HyperParameters({ rate: 0.5 }, rate(0, 1));
    hp.merge(spaceOf({ name: 'rate', kind: 'float', min: 2, max: 4 }, { name: 'b', kind: 'boolean' }), {
      overwrite: false,
    });

    expect(hp.space).toEqual(spaceOf({ name: 'rate', kind: 'float', min: 0, max: 1 }, { name: 'b', kind: 'boolean' }));
    expect(hp.values).toEqual({ rate: 0.5, b: false });
  });

  it('leaves no value to what is not active then', () => {
    const depth = (max: number) => ({ name: 'depth', kind: 'int', min: 1, max, default: max });
    const deep = { name: 'skip', kind: 'boolean', when: [{ parameter: 'depth', in: [2, 4] }] };
    const hp = new HyperParameters({ depth: 4, skip: true }, spaceOf(depth(4), deep));
    hp.merge(spaceOf(depth(3)));

    expect(hp.values).toEqual({ depth: 3 });
  });

  it('keeps one name under different conditions apart', () => {
    const width = (kind: string, max: number) => ({
      ...{ name: 'width', kind: 'int', min: 1, max },
      when: [{ parameter: 'kind', in: [kind] }],
    });
    const kind = { name: 'kind', kind: 'choice', values: ['a', 'b'] };
    const hp = new HyperParameters({}, spaceOf(kind, width('a', 2)));
    hp.merge(spaceOf(kind, width('b', 3)));

    expect(hp.space).toEqual(spaceOf(kind, width('a', 2), width('b', 3)));
  });

  it('refuses spaces that contradict each other, and changes nothing then', () => {
    const boolean = (name: string, parent?: string) => ({
      ...{ name, kind: 'boolean' },
      ...(parent !== undefined && { when: [{ parameter: parent, in: [true] }] }),
    });
    const hp = new HyperParameters({}, spaceOf(boolean('a'), boolean('b', 'a')));
    const before = hp.toJSON();

    expect(() => hp.merge(spaceOf({ name: 'a', kind: 'fixed', value: 1 }))).toThrow(/b depends on a being true/);
    expect(hp.toJSON()).toEqual(before);
  });

  it('with itself changes nothing, for any space', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), fc.boolean(), (space, seed, overwrite) => {
        const hp = new HyperParameters(randomPoint(space, randomFor(seed)), space);
        const before = hp.toJSON();
        hp.merge(hp.copy(), { overwrite });

        expect(hp.toJSON()).toEqual(before);
      }),
    );
  });
});

describe('JSON', () => {
  it('gives back the space in its order, with conditions, and the values, for any space', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), (space, seed) => {
        const hp = new HyperParameters(randomPoint(space, randomFor(seed)), space);
        const read = HyperParameters.fromJSON(JSON.parse(JSON.stringify(hp)));

        expect(read.toJSON()).toEqual(hp.toJSON());
        for (const { name } of space.parameters) expect(read.isActive(name)).toBe(hp.isActive(name));
      }),
    );
  });

  it('is that of a search space beside its values', () => {
    const { space, values } = networkOf('dense').toJSON();

    expect(parseSpace(space)).toEqual(space);
    expect(values).toEqual({ kind: 'dense', units: 2, 'head/bias': false });
  });

  it('keeps values of names that nobody declared yet: they are there when the code asks', () => {
    const hp = HyperParameters.fromJSON(JSON.parse(JSON.stringify(new HyperParameters({ rate: 0.25 }))));

    expect(hp.float('rate', { min: 0, max: 1, default: 0.5 })).toBe(0.25);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['nothing', null, 'InvalidSpace', /no space with values/],
    ['no values', { space: rate(0, 1) }, 'InvalidSpace', /values/],
    ['a fault of the space', { space: { parameters: [{ name: 'x' }] }, values: {} }, 'InvalidSpace', /x\.kind/],
    ['a value out of its range', { space: rate(0, 1), values: { rate: 2 } }, 'InvalidHyperparameter', /rate is 2/],
  ])('is refused with %s', (_, json, code, message) => {
    expect(() => HyperParameters.fromJSON(json)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
