import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOf } from '../../../../shared/space/domain.js';
import { formatValue } from '../../../../ui/format.js';
import { conditionText, defaultText, stepText, valuesText } from '../../../../ui/pages/study/space-text.js';

const range = { kind: 'int' as const, name: 'n', min: 1, max: 64, sampling: 'log' as const };

describe('a hyperparameter in words', () => {
  it('has the default that nobody chooses', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const parameters = fc.oneof(
      fc.constant({ kind: 'boolean' as const, name: 'b' }),
      fc.uniqueArray(value, { minLength: 1 }).map((values) => ({ kind: 'choice' as const, name: 'c', values })),
      value.map((fixed) => ({ kind: 'fixed' as const, name: 'f', value: fixed })),
      fc.constantFrom(range, { ...range, default: 8 }, { ...range, step: 2 }),
    );
    fc.assert(
      fc.property(parameters, (parameter) => {
        expect(defaultText(parameter)).toBe(formatValue(defaultOf(parameter)));
      }),
    );
    expect(defaultText({ ...range, sampling: 'reverse_log', step: 2 })).toBe('the smallest');
  });

  it('has values, steps and conditions', () => {
    expect(valuesText(range)).toBe('1 to 64');
    expect(valuesText({ kind: 'choice', name: 'c', values: [null, 'a', 3] })).toBe('null, a, 3');
    expect([
      stepText(range),
      stepText({ ...range, step: 2 }),
      stepText({ ...range, step: 2, sampling: 'linear' }),
    ]).toEqual([undefined, '× 2', '+ 2']);
    const when = [
      { parameter: 'a', in: [1, 2] },
      { parameter: 'b', in: [true] },
    ];
    expect(conditionText({ ...range, when })).toBe('a is 1 or 2, and b is true');
    expect(conditionText(range)).toBe('always');
  });
});
