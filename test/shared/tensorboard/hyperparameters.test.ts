import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyValue } from '../../../shared/space/domain.js';
import type { Parameter, Value } from '../../../shared/space/parameter.js';
import { type Hyperparameter, hyperparametersOf } from '../../../shared/tensorboard/hyperparameters.js';
import { spaceOf, spaces } from '../space/spaces.js';

/** The hyperparameter `h` of a space. */
function hyperparameterOf(...declarations: object[]): Hyperparameter {
  const when = (index: number) => (index === 0 ? {} : { when: [{ parameter: 'parent', in: [index] }] });
  const parameters = declarations.map((declaration, index) => ({ name: 'h', ...when(index), ...declaration }));
  const parent = { name: 'parent', kind: 'int', min: 0, max: 9 };
  return hyperparametersOf(spaceOf(parent, ...parameters)).get('h') as Hyperparameter;
}

/** A few of a parameter's values. */
function valuesOf(parameter: Parameter): Value[] {
  const values: Value[] = [];
  for (const value of everyValue(parameter)) if (values.push(value) === 20) break;
  return values;
}

const choice = (...values: Value[]) => ({ kind: 'choice', values });
const int = (min: number, max: number) => ({ kind: 'int', min, max });

describe('a hyperparameter, as the HParams plugin knows it', () => {
  it.each([
    ['a range', [int(1, 4)], 'number', { min: 1, max: 4 }],
    ['a choice of texts', [choice('a', 'b')], 'string', { values: ['a', 'b'] }],
    ['a choice of numbers', [choice(32, 16)], 'number', { values: [32, 16] }],
    ['a boolean', [{ kind: 'boolean' }], 'boolean', { values: [false, true] }],
    ['a fixed value', [{ kind: 'fixed', value: 2 }], 'number', { values: [2] }],
    ['null and texts', [choice(null, 'l1')], 'string', { values: ['null', 'l1'] }],
    ['values of several types', [choice(true, 1, 'auto')], 'string', { values: ['true', '1', 'auto'] }],
    ['two ranges under conditions', [int(1, 4), int(3, 9)], 'number', { min: 1, max: 9 }],
    ['a range and numbers', [int(1, 4), choice(0, 2)], 'number', { min: 0, max: 4 }],
    ['two choices', [choice('a'), choice('b', 'a')], 'string', { values: ['a', 'b'] }],
    ['a range and texts, which no domain can tell', [int(1, 4), choice('auto')], 'string', undefined],
  ])('has one type, and a domain: %s', (_, declarations, type, domain) => {
    expect(hyperparameterOf(...declarations)).toMatchObject({ type, domain });
  });

  it.each([
    [[int(1, 1)], false],
    [[int(1, 2)], true],
    [[choice('a')], false],
    [[choice('a'), choice('b')], true],
    [[int(1, 1), choice('auto')], true],
    [[{ kind: 'fixed', value: null }], false],
  ])('differs where it has several values: %j', (declarations, differs) => {
    expect(hyperparameterOf(...declarations).differs).toBe(differs);
  });

  it('has another form for each of its values', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    const scalars = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), finite, fc.string());
    const confusing = scalars.map((value) => JSON.stringify(value));
    const distinct = { minLength: 2, comparator: 'SameValueZero' } as const;
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(scalars, confusing), distinct), (values) => {
        const { formOf } = hyperparameterOf(choice(...values));
        expect(new Set(values.map(formOf)).size).toBe(values.length);
      }),
    );
  });

  it('has all values of its declarations in its domain, and by its type, in any space', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const hyperparameters = hyperparametersOf(space);
        expect([...hyperparameters.keys()]).toEqual([...new Set(space.parameters.map(({ name }) => name))]);
        for (const parameter of space.parameters) {
          const { type, domain, formOf } = hyperparameters.get(parameter.name) as Hyperparameter;
          for (const form of valuesOf(parameter).map(formOf)) {
            expect(typeof form).toBe(type);
            if (domain && 'values' in domain) expect(domain.values).toContain(form);
            else if (domain) expect(domain.min <= (form as number) && (form as number) <= domain.max).toBe(true);
          }
        }
      }),
    );
  });
});
