import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { spaceOf } from './spaces.js';

const refusal = (code: ErrorCode, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });
const declaredBy = (hp: HyperParameters) => hp.declared.map(({ name, when }) => (when ? { name, when } : { name }));
const when = (...conditions: [string, unknown[]][]) =>
  conditions.map(([parameter, values]) => ({ parameter, in: values }));

describe('a name scope', () => {
  it('puts its name before those that its body declares, and gives back what the body does', () => {
    const hp = new HyperParameters({ 'head/units': 3, 'head/deep/units': 4 });
    const units = () => hp.int('units', { min: 1, max: 9 });

    const results = hp.nameScope('head', () => [units(), hp.nameScope('deep', units)]);

    expect([results, units()]).toEqual([[3, 4], 1]);
    expect(hp.declared.map(({ name }) => name)).toEqual(['head/units', 'head/deep/units', 'units']);
  });

  it('looks names up in itself first, then outward', () => {
    const hp = new HyperParameters();
    hp.fixed('a', 'outer a');
    hp.fixed('b', 'outer b');

    const found = hp.nameScope('s', () => {
      hp.fixed('a', 'inner a');
      return hp.nameScope('t', () => [hp.get('a'), hp.get('b'), hp.has('c')]);
    });

    expect([found, hp.get('a'), hp.get('s/a')]).toEqual([['inner a', 'outer b', false], 'outer a', 'inner a']);
  });

  it('ends when its body throws', () => {
    const hp = new HyperParameters();
    const fail = () => {
      throw new Error('no');
    };

    expect(() => hp.nameScope('s', fail)).toThrow('no');

    hp.boolean('a');
    expect(declaredBy(hp)).toEqual([{ name: 'a' }]);
  });
});

describe('a conditional scope', () => {
  it('runs its body while its parent has one of the values, and gives back what it does', () => {
    const units = (kind: string) => {
      const hp = new HyperParameters({ kind });
      hp.choice('kind', ['a', 'b', 'c']);
      return [
        hp.conditionalScope('kind', ['a', 'b'], () => hp.int('units', { min: 1, max: 9 })),
        declaredBy(hp).at(-1),
      ];
    };

    expect([units('a'), units('b'), units('c')]).toEqual([
      [1, { name: 'units', when: when(['kind', ['a', 'b']]) }],
      [1, { name: 'units', when: when(['kind', ['a', 'b']]) }],
      [undefined, { name: 'kind' }],
    ]);
  });

  it('in another depends on both parents', () => {
    const hp = new HyperParameters({ a: true, b: true });
    hp.boolean('a');

    hp.conditionalScope('a', [true], () => {
      hp.boolean('b');
      hp.conditionalScope('b', [true], () => hp.boolean('c'));
    });

    expect(declaredBy(hp).slice(1)).toEqual([
      { name: 'b', when: when(['a', [true]]) },
      { name: 'c', when: when(['a', [true]], ['b', [true]]) },
    ]);
  });

  it('in another may have a parent from outside it (Keras Tuner refuses that)', () => {
    const hp = new HyperParameters({ a: true, b: true });
    hp.boolean('a');
    hp.boolean('b');

    const value = hp.conditionalScope('a', [true], () => hp.conditionalScope('b', [true], () => hp.fixed('c', 1)));

    expect(value).toBe(1);
  });

  it('finds its parent in the name scope around it, or else outward', () => {
    const hp = new HyperParameters({ outer: true, 's/inner': true });
    hp.boolean('outer');

    hp.nameScope('s', () => {
      hp.boolean('inner');
      hp.conditionalScope('inner', [true], () => hp.boolean('x'));
      hp.nameScope('t', () => hp.conditionalScope('outer', [true], () => hp.boolean('y')));
    });

    expect(declaredBy(hp).slice(2)).toEqual([
      { name: 's/x', when: when(['s/inner', [true]]) },
      { name: 's/t/y', when: when(['outer', [true]]) },
    ]);
  });

  it('may declare a name that another scope declares otherwise', () => {
    const units = (kind: string) => {
      const hp = new HyperParameters({ kind });
      hp.choice('kind', ['a', 'b']);
      hp.conditionalScope('kind', ['a'], () => hp.int('units', { min: 1, max: 2 }));
      hp.conditionalScope('kind', ['b'], () => hp.float('units', { min: 0.5, max: 0.75 }));
      return hp.get('units');
    };

    expect([units('a'), units('b')]).toEqual([1, 0.5]);
  });

  it('whose parent is not active is passed by', () => {
    const space = spaceOf(
      { name: 'a', kind: 'boolean' },
      { name: 'b', kind: 'boolean', when: when(['a', [true]]) },
      { name: 'c', kind: 'boolean', when: when(['b', [false]]) },
    );
    const hp = new HyperParameters({ a: false }, space);
    hp.boolean('a');
    hp.conditionalScope('a', [true], () => hp.boolean('b'));

    hp.conditionalScope('b', [false], () => hp.boolean('c'));

    expect(hp.values).toEqual({ a: false });
    expect(hp.closed).toMatchObject([
      { parents: ['a'], in: [true] },
      { parents: ['b'], in: [false] },
    ]);
  });
});

describe('a conditional scope is refused', () => {
  it('if its parent is unknown, with the names that are known', () => {
    const hp = new HyperParameters();
    hp.boolean('a');

    expect(() => hp.conditionalScope('b', [1], () => 0)).toThrow(refusal('UnknownHyperparameter', /b .*: a$/));
  });

  it('not if a scope passed by may have declared its parent', () => {
    const hp = new HyperParameters();
    hp.boolean('a');
    hp.conditionalScope('a', [true], () => hp.boolean('b'));

    expect(hp.conditionalScope('b', [true], () => 1)).toBeUndefined();
    expect(hp.closed.map(({ parents }) => parents)).toEqual([['a'], ['b']]);
  });

  it.each([
    [[], /no value at all/],
    [['c'], /"c"/],
    [['a', 1], /be 1,/],
    [[Number.NaN], /waits for kind/],
  ])('if its parent can never have the values %j', (values, message) => {
    const hp = new HyperParameters();
    hp.choice('kind', ['a', 'b']);

    expect(() => hp.conditionalScope('kind', values, () => 0)).toThrow(refusal('InvalidSpace', message));
  });

  it('if it declares its own parent', () => {
    const hp = new HyperParameters({ a: true });
    hp.boolean('a');

    expect(() => hp.conditionalScope('a', [true], () => hp.boolean('a'))).toThrow(
      refusal('InvalidSpace', /a .*itself/),
    );
  });

  it.each([
    ['conditional', (hp: HyperParameters, body: () => unknown) => hp.conditionalScope('a', [false], body)],
    ['name', (hp: HyperParameters, body: () => unknown) => hp.nameScope('s', body)],
  ])('if the body of the %s scope is async, whose own failure is nobody else’s then', async (_, scope) => {
    const hp = new HyperParameters();
    hp.boolean('a');

    const open = () =>
      scope(hp, async () => {
        throw new Error('later');
      });

    expect(open).toThrow(refusal('InvalidSpace', /async/));
  });
});
