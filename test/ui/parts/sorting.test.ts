import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sorted, toggled } from '../../../ui/parts/sorting.js';

const rows = fc.array(fc.oneof(fc.integer(), fc.constant(undefined), fc.constant(null)));
const isThere = (value: unknown) => value !== undefined && value !== null;

describe('the order of rows', () => {
  it('is that of their numbers, up or down, with what is missing last', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (values, isDescending) => {
        const order = sorted(values, (value) => value, isDescending);
        const there = values.filter(isThere) as number[];
        expect(order.slice(0, there.length)).toEqual(there.sort((a, b) => (isDescending ? b - a : a - b)));
        expect(order.slice(there.length).some(isThere)).toBe(false);
        expect(order).toHaveLength(values.length);
      }),
    );
  });

  it('leaves equal rows as they were, and takes numbers in texts for numbers', () => {
    const pairs = [['b', 1] as const, ['a', 1] as const, ['c', 0] as const];
    expect(sorted(pairs, ([, value]) => value, false).map(([name]) => name)).toEqual(['c', 'b', 'a']);
    expect(sorted(pairs, ([, value]) => value, true).map(([name]) => name)).toEqual(['b', 'a', 'c']);
    expect(sorted(['units_10', 'units_9'], (name) => name, false)).toEqual(['units_9', 'units_10']);
  });

  it('is turned round by the second click on a column', () => {
    const first = toggled(undefined, 'x');
    expect([first, toggled(first, 'x'), toggled(toggled(first, 'x'), 'x'), toggled(first, 'y')]).toEqual([
      { column: 'x', isDescending: false },
      { column: 'x', isDescending: true },
      { column: 'x', isDescending: false },
      { column: 'y', isDescending: false },
    ]);
  });
});
