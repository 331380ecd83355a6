import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoldOptions, Splitter } from '../../../../shared/estimators/cross-validation/fold.js';
import { fixture } from '../data-sets.js';

interface Case {
  readonly folds: number;
  readonly y: number[];
  readonly groups: number[];
  /** The test samples of each fold, by the name of the splitter. */
  readonly [name: string]: unknown;
}

/** Samples that can be dealt out to so many folds by any splitter. */
export const dealable = fc
  .record({ folds: fc.integer({ min: 2, max: 6 }), seed: fc.integer() })
  .chain(({ folds, seed }) => {
    const perSample = fc.array(
      fc.record({ label: fc.integer({ min: 0, max: 3 }), group: fc.integer({ min: 0, max: 9 }) }),
      {
        maxLength: 40,
      },
    );
    return perSample.map((samples) => ({
      folds,
      seed,
      // One class and as many groups as folds are there for certain.
      y: [...new Array<number>(folds).fill(9), ...samples.map(({ label }) => label)],
      groups: [...Array.from({ length: folds }, (_, group) => 10 + group), ...samples.map(({ group }) => group)],
    }));
  });

export const rowsFor = (y: readonly unknown[]) => y.map(() => [0]);

/** What holds for splitters of any kind. */
export function testSplitter(name: string, splitter: (options?: FoldOptions) => Splitter): void {
  describe(`the splitter ${name}`, () => {
    it('deals out in order exactly as scikit-learn', () => {
      const cases = fixture<Case[]>('folds');
      for (const { folds, y, groups, ...expected } of cases) {
        const dealt = splitter({ folds })({ x: rowsFor(y), y, groups });
        expect(dealt.map(({ test }) => test)).toEqual(expected[name]);
      }
      expect(cases.length).toBeGreaterThan(4);
    });

    it.each([false, true])('tests each sample once, and trains on all others (shuffle: %s)', (shuffle) => {
      fc.assert(
        fc.property(dealable, ({ folds, seed, y, groups }) => {
          const dealt = splitter({ folds, shuffle, ...(shuffle && { seed }) })({ x: rowsFor(y), y, groups });
          expect(dealt).toHaveLength(folds);
          const all = [...y.keys()];
          expect(dealt.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(all);
          for (const { train, test } of dealt) {
            expect(test.length).toBeGreaterThan(0);
            expect(train).toEqual(all.filter((sample) => !test.includes(sample)));
          }
        }),
      );
    });

    it('shuffles by its seed: alike with the same, otherwise with another', () => {
      const y = Array.from({ length: 60 }, (_, sample) => sample % 3);
      const data = { x: rowsFor(y), y, groups: y.map((_, sample) => Math.floor(sample / 2)) };
      const dealt = (seed?: number) => splitter({ shuffle: true, ...(seed !== undefined && { seed }) })(data);
      expect(dealt(3)).toEqual(dealt(3));
      expect(dealt()).toEqual(dealt(0));
      expect(dealt(3)).not.toEqual(dealt(4));
      expect(dealt(3)).not.toEqual(splitter()(data));
      expect(dealt(3)).toHaveLength(5);
    });

    it('refuses options that make no sense', () => {
      expect(() => splitter({ folds: 1 })).toThrow('`folds` is 1');
      expect(() => splitter({ folds: 2.5 })).toThrow('`folds` is 2.5');
      expect(() => splitter({ seed: 1 })).toThrow('no effect without `shuffle: true`');
    });
  });
}
