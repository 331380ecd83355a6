import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { spaceOf } from './spaces.js';

const refusal = (code: ErrorCode, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

const declareAll = (hp: HyperParameters) => [
  hp.boolean('boolean'),
  hp.choice('choice', ['a', 'b']),
  hp.fixed('fixed', 7),
  hp.float('float', { min: 0.5, max: 1 }),
  hp.int('int', { min: 1, max: 9, step: 2 }),
];

describe('asking for a value', () => {
  it('gives the one of the trial', () => {
    const values = { boolean: true, choice: 'b', fixed: 7, float: 0.75, int: 5 };

    expect(declareAll(new HyperParameters(values))).toEqual([true, 'b', 7, 0.75, 5]);
  });

  it('gives the default where the trial has none', () => {
    expect(declareAll(new HyperParameters())).toEqual([false, 'a', 7, 0.5, 1]);
  });

  it('gives the default that was asked for', () => {
    const hp = new HyperParameters();

    const values = [
      hp.boolean('boolean', { default: true }),
      hp.choice('choice', ['a', 'b', null], { default: null }),
      hp.float('float', { min: 0, max: 1, step: 0.1, default: 0.1 * 3 }),
      hp.int('int', { min: 1, max: 9, default: 4 }),
    ];

    expect(values).toEqual([true, null, 0.3, 4]);
  });

  it('gives the same again when it is repeated, and declares it once', () => {
    const hp = new HyperParameters({ int: 5 });

    const values = [declareAll(hp)[4], declareAll(hp)[4]];

    expect(values).toEqual([5, 5]);
    expect(hp.declared).toHaveLength(5);
  });

  it('of a choice gives null, booleans and mixed types as they are (Keras Tuner refuses these, or makes them 1 and 0)', () => {
    const values = [true, false, null, 'a', 1.5];

    for (const value of values) expect(new HyperParameters({ x: value }).choice('x', values)).toBe(value);
    expect(new HyperParameters().choice('x', [null, 1])).toBe(null);
    expect(new HyperParameters().fixed('x', null)).toBe(null);
  });

  it('tells before each declaration that there is one', () => {
    let times = 0;
    const onDeclare = () => {
      times++;
    };
    const hp = new HyperParameters({}, undefined, { onDeclare });

    declareAll(hp);

    expect(times).toBe(5);
  });

  it('works for names that every object has', () => {
    const hp = new HyperParameters();

    expect([hp.has('constructor'), hp.boolean('constructor'), hp.get('constructor')]).toEqual([false, false, false]);
  });

  it.each<[string, ErrorCode, (hp: HyperParameters) => unknown, RegExp]>([
    [
      'a range that is none',
      'InvalidSpace',
      (hp) => hp.float('x', { min: 2, max: 1 }),
      /x: min 2 is greater than max 1/,
    ],
    ['an empty choice', 'InvalidSpace', (hp) => hp.choice('optimizer', []), /optimizer/],
    ['a default off the range', 'InvalidSpace', (hp) => hp.int('x', { min: 1, max: 2, default: 3 }), /default 3/],
    ['a reserved name', 'InvalidSpace', (hp) => hp.boolean('__proto__'), /__proto__/],
    ['an empty name', 'InvalidSpace', (hp) => hp.boolean(''), /name/],
  ])('refuses %s', (_, code, ask, message) => {
    expect(() => ask(new HyperParameters())).toThrow(refusal(code, message));
  });

  it('refuses a value of the trial that the parameter cannot have', () => {
    const hp = new HyperParameters({ x: 11 });

    expect(() => hp.int('x', { min: 1, max: 10 })).toThrow(refusal('InvalidHyperparameter', /x is 11/));
  });
});

describe('a declaration that changes', () => {
  it('within a trial is refused, with both ranges', () => {
    const hp = new HyperParameters();
    hp.int('x', { min: 1, max: 10 });

    expect(() => hp.int('x', { min: 1, max: 20 })).toThrow(
      refusal('HyperparameterChanged', /x was declared as .*"max":10.* and now as .*"max":20/),
    );
  });

  it('between trials is refused', () => {
    const hp = new HyperParameters({ x: 2 }, spaceOf({ name: 'x', kind: 'int', min: 1, max: 10 }));

    expect(() => hp.float('x', { min: 1, max: 10 })).toThrow(refusal('HyperparameterChanged', /"kind":"int".*"float"/));
  });

  it('in the order of its options alone is the same', () => {
    const hp = new HyperParameters(
      {},
      spaceOf({ step: 1, max: 10, name: 'x', min: 1, kind: 'int', sampling: 'linear' }),
    );

    expect(hp.int('x', { max: 10, min: 1, step: 1 })).toBe(1);
  });
});

describe('what was declared', () => {
  it('is listed in the order of the code, as a search space has it', () => {
    const hp = new HyperParameters();

    declareAll(hp);

    expect(hp.declared).toEqual(
      spaceOf(
        { name: 'boolean', kind: 'boolean' },
        { name: 'choice', kind: 'choice', values: ['a', 'b'] },
        { name: 'fixed', kind: 'fixed', value: 7 },
        { name: 'float', kind: 'float', min: 0.5, max: 1 },
        { name: 'int', kind: 'int', min: 1, max: 9, step: 2 },
      ).parameters,
    );
  });

  it('and its values are copies: changing them changes no trial', () => {
    const given = { boolean: true };
    const hp = new HyperParameters(given);
    declareAll(hp);

    given.boolean = false;
    hp.values.boolean = false;

    expect(hp.values).toEqual({ boolean: true, choice: 'a', fixed: 7, float: 0.5, int: 1 });
  });
});

describe('looking up a value', () => {
  const space = spaceOf(
    { name: 'gated', kind: 'boolean' },
    { name: 'gate', kind: 'boolean', when: [{ parameter: 'gated', in: [true] }] },
  );

  it('gives that of an active name', () => {
    const hp = new HyperParameters({ gated: true, gate: true }, space);

    expect([hp.get('gated'), hp.get('gate'), hp.has('gate')]).toEqual([true, true, true]);
  });

  it('of a name that is not active is refused', () => {
    const hp = new HyperParameters({ gated: false }, space);

    expect(hp.has('gate')).toBe(false);
    expect(() => hp.get('gate')).toThrow(refusal('InactiveHyperparameter', /gate is not active/));
  });

  it('of a name that nobody declared is refused, with those that were', () => {
    const hp = new HyperParameters();
    hp.boolean('a');
    hp.boolean('b');

    expect(hp.has('c')).toBe(false);
    expect(() => hp.get('c')).toThrow(refusal('UnknownHyperparameter', /No hyperparameter c .*: a, b$/));
  });
});
