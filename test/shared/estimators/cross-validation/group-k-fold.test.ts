import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupKFold } from '../../../../shared/estimators/cross-validation/group-k-fold.js';
import { dealable, rowsFor, testSplitter } from './splitter-contract.js';

testSplitter('groupKFold', groupKFold);

describe('groupKFold', () => {
  it('never trains on a group that it tests', () => {
    fc.assert(
      fc.property(dealable, fc.boolean(), ({ folds, y, groups }, shuffle) => {
        for (const { train, test } of groupKFold({ folds, shuffle })({ x: rowsFor(y), y, groups })) {
          const trained = new Set(train.map((sample) => groups[sample]));
          expect(test.some((sample) => trained.has(groups[sample] as number))).toBe(false);
        }
      }),
    );
  });

  it('tests folds that differ by no more samples than the largest group has; shuffled, by one group', () => {
    fc.assert(
      fc.property(dealable, ({ folds, y, groups }) => {
        const sizeOf = (group: number) => groups.filter((each) => each === group).length;
        const largest = Math.max(...groups.map(sizeOf));
        const sizes = groupKFold({ folds })({ x: rowsFor(y), y, groups }).map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);

        const shuffled = groupKFold({ folds, shuffle: true })({ x: rowsFor(y), y, groups });
        const counts = shuffled.map(({ test }) => new Set(test.map((sample) => groups[sample])).size);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses data without groups, and more folds than groups', () => {
    const y = [0, 0, 1, 1];
    expect(() => groupKFold()({ x: rowsFor(y), y })).toThrow('needs `groups` in the data');
    const groups = ['a', 'b', 'a', 'b'];
    expect(() => groupKFold({ folds: 3 })({ x: rowsFor(y), y, groups })).toThrow('more than there are groups: 2');
  });
});
