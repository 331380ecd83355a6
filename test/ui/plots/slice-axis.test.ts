import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUnit } from '../../../shared/space/domain.js';
import { sliceAxisOf, spreadOf } from '../../../ui/plots/slice-axis.js';
import { agesOf } from '../../../ui/plots/slice-option.js';
import { theme } from './theme.js';
import { trialWith } from './trials.js';

describe('the axis of a slice', () => {
  it('has a category in the middle of its share, as sampling has it', () => {
    const choice = { kind: 'choice' as const, name: 'c', values: [null, 'a', 3, false] };
    for (const value of choice.values) {
      expect(sliceAxisOf(choice)?.positionOf(trialWith({ c: value }))).toBe(toUnit(choice, value));
    }
    const boolean = { kind: 'boolean' as const, name: 'b' };
    expect(sliceAxisOf(boolean)?.positionOf(trialWith({ b: true }))).toBe(toUnit(boolean, true));
  });

  it('has no place for what is not active, and for values of another declaration', () => {
    const range = { kind: 'float' as const, name: 'x', min: 1, max: 10, sampling: 'log' as const };
    const axis = sliceAxisOf(range);
    expect(axis?.positionOf(trialWith({}))).toBeUndefined();
    expect(axis?.positionOf(trialWith({ x: 11 }))).toBeUndefined();
    expect(axis?.positionOf(trialWith({ x: 10 }))).toBe(1);
    expect(sliceAxisOf({ kind: 'choice', name: 'c', values: [1, 2] })?.positionOf(trialWith({ c: 3 }))).toBeUndefined();
  });

  it('spreads trials over a band, none beyond it', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (trial) => {
        expect(Math.abs(spreadOf(trial))).toBeLessThan(0.5);
      }),
    );
    expect(new Set(Array.from({ length: 100 }, (_, trial) => Math.round(1000 * spreadOf(trial)))).size).toBe(100);
  });
});

describe('the ages of trials', () => {
  const trialsTo = (count: number) => Array.from({ length: count }, (_, number) => trialWith({}, { number }));

  it('have each trial once, in order, alike in number', () => {
    fc.assert(
      fc.property(fc.nat(2000), (count) => {
        const ages = agesOf(trialsTo(count), theme);
        const numbers = ages.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        expect(numbers).toEqual(Array.from({ length: count }, (_, number) => number));
        const sizes = ages.map(({ from, to }) => to - from + 1);
        if (count > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('go from one colour to the other', () => {
    const colours = agesOf(trialsTo(60), theme).map(({ colour }) => colour);
    expect([colours[0], colours.at(-1)]).toEqual([theme.accent, theme.best]);
    expect(new Set(colours).size).toBe(6);
  });
});
