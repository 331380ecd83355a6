import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedForest, growForest, meanPredictions } from '../../../shared/estimators/forest/forest.js';
import { variance } from '../../../shared/estimators/forest/impurity.js';
import { Marginals, varianceOf } from '../../../shared/importance/marginals.js';

/** Cells of each dimension. Samples are in their middles, so thresholds are multiples of half a cell. */
const cells = [4, 3, 2] as const;
const sample = fc.record({
  place: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 1 })),
  y: fc.integer({ min: -9, max: 9 }),
});
const forests = fc
  .record({ samples: fc.array(sample, { minLength: 2, maxLength: 30 }), seed: fc.nat() })
  .map(({ samples, seed }) => {
    const x = samples.map(({ place }) => place.map((cell, dimension) => (cell + 0.5) / (cells[dimension] as number)));
    const options = checkedForest({ nEstimators: 3, seed }, 'all');
    return growForest(x, variance(samples.map(({ y }) => y)), undefined, options);
  });

/** The means over all dimensions but some, of the cells, by going through all half cells. */
function meansByDefinition(forest: Parameters<typeof meanPredictions>[0], kept: readonly number[]): Float64Array {
  const halves = cells.map((count) => Array.from({ length: 2 * count }, (_, half) => half));
  const all = halves.reduce<number[][]>(
    (rows, each) => rows.flatMap((row) => each.map((half) => [...row, half])),
    [[]],
  );
  const rows = all.map((row) => row.map((half, dimension) => (half + 0.5) / (2 * (cells[dimension] as number))));
  const sums = new Map<string, number[]>();
  for (const [index, [prediction]] of meanPredictions(forest, rows).entries()) {
    const key = kept.map((dimension) => (all[index]?.[dimension] as number) >> 1).join();
    sums.set(key, [...(sums.get(key) ?? []), prediction as number]);
  }
  return Float64Array.from(sums.values(), (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
}

describe('the marginals of a forest', () => {
  it('have the variances that they have by definition', () => {
    fc.assert(
      fc.property(forests, (forest) => {
        const marginals = new Marginals(forest, cells);
        for (const first of [0, 1, 2]) {
          expect(marginals.varianceOf(first)).toBeCloseTo(varianceOf(meansByDefinition(forest, [first])), 9);
          for (const second of [0, 1, 2].filter((other) => other !== first)) {
            const pair = varianceOf(meansByDefinition(forest, [first, second]));
            expect(marginals.varianceOfPair(first, second)).toBeCloseTo(pair, 9);
          }
        }
      }),
    );
  });
});
