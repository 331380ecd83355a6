import { describe, expect, it } from 'vitest';
import { StepladderError } from '../../../shared/errors.js';
import { parseSpace } from '../../../shared/space/space.js';

const faultOf = (input: unknown): StepladderError => {
  try {
    parseSpace(input);
  } catch (error) {
    if (error instanceof StepladderError) return error;
    throw error;
  }
  throw new Error('The space was accepted');
};

const float = { name: 'rate', kind: 'float', min: 1, max: 2 };
const int = { name: 'rate', kind: 'int', min: 1, max: 9 };
const choice = { name: 'rate', kind: 'choice', values: ['a', 'b'] };
const child = (parameter: string, values: unknown[]) => ({
  name: 'child',
  kind: 'boolean',
  when: [{ parameter, in: values }],
});

describe('a parameter is refused, and its message names it and the fault', () => {
  it.each<[string, object, RegExp]>([
    ['a minimum above the maximum', { ...float, min: 3 }, /min 3 is greater than max 2/],
    ['log sampling from 0', { ...float, min: 0, sampling: 'log' }, /log sampling needs min > 0, not 0/],
    ['reverse_log sampling from below 0', { ...float, min: -1, sampling: 'reverse_log' }, /needs min > 0, not -1/],
    ['a step of 0', { ...float, step: 0 }, /step must be greater than 0, not 0/],
    ['a negative step', { ...int, step: -1 }, /step must be greater than 0, not -1/],
    ['a factor of 1', { ...float, sampling: 'log', step: 1 }, /must be > 1, not 1/],
    ['a factor below 1', { ...float, sampling: 'reverse_log', step: 0.5 }, /must be > 1, not 0.5/],
    ['more points than can be counted', { ...float, step: 1e-300 }, /too small for the range/],
    ['a range whose length is not a number', { ...float, min: -1.7e308, max: 1.7e308 }, /too wide/],
    ['a range of too many decades', { ...float, min: 1e-300, max: 1e300, sampling: 'log' }, /too wide/],
    ['more integers than can be told apart', { ...int, min: -(2 ** 52), max: 2 ** 53 - 1 }, /too wide/],
    ['a default out of range', { ...int, default: 10 }, /default 10 is not one of its values/],
    ['a default off the grid', { ...float, step: 0.1, default: 1.55 }, /default 1.55 is not one of its values/],
    ['a default that is not listed', { ...choice, default: 'c' }, /default "c" is not one of its values/],
    ['no values', { ...choice, values: [] }, /values/],
    ['a value twice', { ...choice, values: ['a', 1, 'a'] }, /a value is listed twice/],
    ['a value that is a list', { ...choice, values: [['a']] }, /values/],
    ['an unknown key', { ...float, maximum: 3 }, /maximum/],
    ['an unknown kind', { ...float, kind: 'double' }, /kind/],
    ['an unknown sampling', { ...float, sampling: 'LOG' }, /sampling/],
    ['bounds that are not whole', { ...int, max: 8.5 }, /max/],
    ['a missing bound', { name: 'rate', kind: 'float', min: 1 }, /max/],
    ['a bound that is not a number', { ...float, max: Number.NaN }, /max/],
    ['an infinite bound', { ...float, max: Number.POSITIVE_INFINITY }, /max/],
    ['a default of another type', { name: 'rate', kind: 'boolean', default: 1 }, /default/],
    ['a fixed value that is none', { name: 'rate', kind: 'fixed' }, /value/],
    ['an empty list of conditions', { ...float, when: [] }, /when/],
    ['a condition without values', { ...float, when: [{ parameter: 'a', in: [] }] }, /when.*in/],
  ])('%s', (_, parameter, message) => {
    const fault = faultOf({ parameters: [{ name: 'other', kind: 'boolean' }, parameter] });

    expect(fault.code).toBe('InvalidSpace');
    expect(fault.message).toMatch(/\brate\b/);
    expect(fault.message).toMatch(message);
    expect(fault.message).not.toMatch(/\bother\b/);
  });

  it.each([
    ['', /name/],
    ['__proto__', /__proto__.*reserved/],
    ['x'.repeat(201), /name/],
    [7, /name/],
    [undefined, /parameter 0/],
  ])('the name %j', (name, message) => {
    expect(faultOf({ parameters: [{ name, kind: 'boolean' }] }).message).toMatch(message);
  });
});

describe('a space is refused', () => {
  it.each<[string, object[], RegExp]>([
    ['an unknown parent', [child('nobody', [1])], /child depends on nobody, which is not declared/],
    ['a value that the parent never has', [choice, child('rate', ['a', 'z'])], /child depends on rate being "z"/],
    ['a value of another type', [int, child('rate', ['1'])], /child depends on rate being "1"/],
    ['a parameter that depends on itself', [child('child', [true])], /child depends on itself/],
    [
      'parameters that depend on each other',
      [{ ...choice, when: [{ parameter: 'child', in: [true] }] }, { ...child('rate', ['a']) }],
      /circle: rate, child/,
    ],
    ['a name twice', [float, choice], /rate is declared twice under the same conditions/],
    [
      'a name twice under the same conditions',
      [choice, child('rate', ['a']), child('rate', ['a'])],
      /child is declared twice under the same conditions/,
    ],
  ])('for %s', (_, parameters, message) => {
    expect(faultOf({ parameters }).message).toMatch(message);
  });

  it('for all its faults at once', () => {
    const { message } = faultOf({
      parameters: [
        { ...float, min: 3 },
        { ...choice, name: 'kind', default: 'c' },
      ],
    });

    expect(message).toMatch(/rate: min 3[\s\S]*kind: the default "c"/);
  });

  it.each([[undefined], [null], [[]], ['space'], [{}], [{ parameters: {} }], [{ parameters: [null] }]])(
    'if it is %j',
    (input) => {
      expect(faultOf(input).code).toBe('InvalidSpace');
    },
  );

  it('for keys that it does not have', () => {
    expect(faultOf({ parameters: [], objective: 'loss' }).message).toMatch(/objective/);
  });

  it('for a circle below many layers that depend on all before them, without walking every path', () => {
    const both = (layer: number) => ['l', 'r'].map((side) => ({ parameter: `${side}${layer}`, in: [true] }));
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ['l', 'r'].map((side) => ({
        name: `${side}${layer}`,
        kind: 'boolean',
        when: both(layer === 0 ? 39 : layer - 1),
      })),
    );

    expect(faultOf({ parameters: layers.flat() }).message).toMatch(/circle/);
  });
});
