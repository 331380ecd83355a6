import { describe, expect, it } from 'vitest';
import { conditionText, stepText, valuesText } from '../../../../ui/pages/study/space-text.js';

const range = { kind: 'int' as const, name: 'n', min: 1, max: 64, sampling: 'log' as const };

describe('a hyperparameter in words', () => {
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
