import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kFold } from '../../../../shared/estimators/cross-validation/k-fold.js';
import { dealable, rowsFor, testSplitter } from './splitter-contract.js';

testSplitter('kFold', kFold);

describe('kFold', () => {
  it('tests as many samples in each fold, up to one', () => {
    fc.assert(
      fc.property(dealable, fc.boolean(), ({ folds, y }, shuffle) => {
        const sizes = kFold({ folds, shuffle })({ x: rowsFor(y), y }).map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses more folds than samples', () => {
    expect(() => kFold({ folds: 4 })({ x: [[1], [2], [3]], y: [1, 2, 3] })).toThrow('4 folds are more than');
  });
});
