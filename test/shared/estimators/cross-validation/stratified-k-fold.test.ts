import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedKFold } from '../../../../shared/estimators/cross-validation/stratified-k-fold.js';
import { dealable, rowsFor, testSplitter } from './splitter-contract.js';

testSplitter('stratifiedKFold', stratifiedKFold);

describe('stratifiedKFold', () => {
  it('tests as many samples of each class in each fold, up to one', () => {
    fc.assert(
      fc.property(dealable, fc.boolean(), ({ folds, y }, shuffle) => {
        const dealt = stratifiedKFold({ folds, shuffle })({ x: rowsFor(y), y });
        for (const label of new Set(y)) {
          const counts = dealt.map(({ test }) => test.filter((sample) => y[sample] === label).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('deals out classes that are texts by their first appearance, whatever their names', () => {
    const y = ['b', 'a', 'b', 'b', 'a', 'c', 'a', 'b', 'c'];
    const renamed = y.map((label) => ({ a: 'z', b: 'y', c: 'x' })[label] as string);
    const split = stratifiedKFold({ folds: 2 });
    expect(split({ x: rowsFor(y), y: renamed })).toEqual(split({ x: rowsFor(y), y }));
  });

  it('refuses more folds than any class has samples', () => {
    const y = [0, 0, 1, 1, 1];
    expect(stratifiedKFold({ folds: 3 })({ x: rowsFor(y), y })).toHaveLength(3);
    expect(() => stratifiedKFold({ folds: 4 })({ x: rowsFor(y), y })).toThrow('more than any class has samples');
  });
});
