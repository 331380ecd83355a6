import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  defaultOf,
  everyValue,
  fromUnit,
  gridValues,
  isContinuous,
  toUnit,
} from '../../../shared/space/domain.js';
import { anyParameter, continuous, listable, parameterOf, units } from './parameters.js';

describe('any parameter', () => {
  it('contains the value at every position', () => {
    fc.assert(fc.property(anyParameter, units, (parameter, u) => contains(parameter, fromUnit(parameter, u))));
  });

  it('contains its default', () => {
    fc.assert(fc.property(anyParameter, (parameter) => contains(parameter, defaultOf(parameter))));
  });

  it('contains every value it lists, and every value of its grid', () => {
    fc.assert(
      fc.property(anyParameter, (parameter) => {
        const listed = [...everyValue(parameter), ...gridValues(parameter)];

        expect(listed.filter((value) => !contains(parameter, value))).toEqual([]);
      }),
    );
  });

  it('lists no value twice, nor does its grid', () => {
    fc.assert(
      fc.property(anyParameter, (parameter) => {
        for (const values of [[...everyValue(parameter)], [...gridValues(parameter)]])
          expect(new Set(values).size).toBe(values.length);
      }),
    );
  });

  it('begins its grid with its default', () => {
    fc.assert(fc.property(anyParameter, (parameter) => gridValues(parameter).next().value === defaultOf(parameter)));
  });

  it('keeps what it lists in order on its grid, but for a default out of turn', () => {
    fc.assert(
      fc.property(listable, fc.nat(), (parameter, index) => {
        const values = [...everyValue(parameter)];
        const chosen = values[index % values.length];
        const withDefault = parameter.kind === 'fixed' ? parameter : parameterOf({ ...parameter, default: chosen });
        const sampled = parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined;

        const grid = [...gridValues(withDefault)];

        expect(grid[0]).toBe(chosen);
        if (!sampled) expect(grid.slice(1)).toEqual(values.filter((value) => value !== chosen));
      }),
    );
  });
});

describe('a parameter with a list of values', () => {
  it('gives back each of them from its position', () => {
    fc.assert(
      fc.property(listable, (parameter) => {
        for (const value of everyValue(parameter)) expect(fromUnit(parameter, toUnit(parameter, value))).toBe(value);
      }),
    );
  });

  it('is not continuous; a range without a step and with a length is', () => {
    fc.assert(fc.property(listable, (parameter) => !isContinuous(parameter)));
    fc.assert(fc.property(continuous, (parameter) => isContinuous(parameter)));
  });
});

describe('defaults', () => {
  it.each([
    [{ kind: 'boolean' }, false],
    [{ kind: 'boolean', default: true }, true],
    [{ kind: 'choice', values: ['b', 'a'] }, 'b'],
    [{ kind: 'choice', values: ['b', null], default: null }, null],
    [{ kind: 'fixed', value: 7 }, 7],
    [{ kind: 'float', min: 2, max: 3 }, 2],
    [{ kind: 'int', min: 2, max: 9, default: 4 }, 4],
    [{ kind: 'float', min: 1, max: 50, sampling: 'reverse_log', step: 3 }, 24],
  ])('%j is %j unless chosen', (declaration, expected) => {
    expect(defaultOf(parameterOf(declaration))).toBe(expected);
  });

  it('that are a rounding away from the grid are the value of the grid, so no grid visits it twice', () => {
    const parameter = parameterOf({ kind: 'float', min: 0, max: 0.5, step: 0.1, default: 0.1 * 3 });

    expect([...gridValues(parameter)]).toEqual([0.3, 0, 0.1, 0.2, 0.4, 0.5]);
  });
});

describe('positions', () => {
  it('of a boolean are false below the middle, true from it on (Keras Tuner)', () => {
    const parameter = parameterOf({ kind: 'boolean' });

    expect([0, 0.49, 0.5, 1].map((u) => fromUnit(parameter, u))).toEqual([false, false, true, true]);
    expect([false, true].map((value) => toUnit(parameter, value))).toEqual([0.25, 0.75]);
  });

  it('of a choice are the middles of equal shares', () => {
    const parameter = parameterOf({ kind: 'choice', values: ['a', 1, false, null] });

    expect(['a', 1, false, null].map((value) => toUnit(parameter, value))).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect([0, 0.25, 0.5, 0.75, 1].map((u) => fromUnit(parameter, u))).toEqual(['a', 1, false, null, null]);
  });

  it('of a fixed value are the middle', () => {
    expect(toUnit(parameterOf({ kind: 'fixed', value: 'x' }), 'x')).toBe(0.5);
  });
});

describe('a value', () => {
  it.each([
    [{ kind: 'boolean' }, 1],
    [{ kind: 'choice', values: [1, 2] }, '1'],
    [{ kind: 'fixed', value: 0 }, false],
    [{ kind: 'int', min: 0, max: 3 }, 1.5],
    [{ kind: 'float', min: 0, max: 3 }, '1'],
    [{ kind: 'float', min: 0, max: 3 }, Number.NaN],
    [{ kind: 'float', min: 0, max: 3 }, 3.0000001],
  ])('of another type or beyond the range is not in %j: %j', (declaration, value) => {
    expect(contains(parameterOf(declaration), value)).toBe(false);
  });
});

describe('the grid of a range', () => {
  it('without a step is its default and the middles of ten equal stretches', () => {
    expect([...gridValues(parameterOf({ kind: 'float', min: 0, max: 10 }))]).toEqual([
      0, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5,
    ]);
  });

  it('of integers is all of them, unless a logarithm samples them (Keras Tuner: ten, where no sampling is named)', () => {
    const range = { kind: 'int', min: 1, max: 50 };

    expect([...gridValues(parameterOf(range))]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect([...gridValues(parameterOf({ ...range, sampling: 'log' }))].length).toBeLessThanOrEqual(11);
  });

  it('of more integers than fit in memory can be begun', () => {
    const values = gridValues(parameterOf({ kind: 'int', min: 0, max: 2 ** 40, default: 2 }));

    const first = [values.next().value, values.next().value, values.next().value, values.next().value];

    expect(first).toEqual([2, 0, 1, 3]);
  });
});
