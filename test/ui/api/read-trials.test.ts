import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesOf } from '../../../ui/api/read-trials.js';

const numbers = fc.uniqueArray(fc.nat(5000), { maxLength: 200 });

describe('the ranges of trials that are read anew', () => {
  it('hold every number, each once, in order', () => {
    fc.assert(
      fc.property(numbers, (asked) => {
        const ranges = rangesOf(new Set(asked));
        const holds = (number: number) => ranges.filter(([first, last]) => first <= number && number <= last).length;
        expect(asked.map(holds)).toEqual(asked.map(() => 1));
        const ends = ranges.flat();
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
      }),
    );
  });

  it('begin and end with a number that was asked for, and are apart where many were not', () => {
    fc.assert(
      fc.property(numbers, (asked) => {
        const ranges = rangesOf(new Set(asked));
        expect(asked).toEqual(expect.arrayContaining(ranges.flat()));
        const gaps = ranges.slice(1).map(([first], index) => first - (ranges[index]?.[1] ?? 0));
        expect(gaps.every((gap) => gap > 50)).toBe(true);
      }),
    );
  });
});
