import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOfNumbers, type SurfacePoint, shownRange, surfaceOf } from '../../../ui/plots/surface.js';

const position = fc.double({ min: 0, max: 1, noNaN: true });
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.tuple(position, position, value), { minLength: 1, maxLength: 40 });
const number = { bands: undefined };

describe('a surface through scattered trials', () => {
  it('is nowhere beyond what they have, and has their mean in the cells where they are', () => {
    fc.assert(
      fc.property(points, (trials) => {
        const cells = surfaceOf(trials, number, number);
        const values = trials.map(([, , each]) => each);
        const slack = 1e-9 * Math.max(...values.map(Math.abs), 1);
        expect(cells).toHaveLength(cellsOfNumbers ** 2);
        for (const [x, y, height] of cells) {
          expect(height).toBeGreaterThanOrEqual(Math.min(...values) - slack);
          expect(height).toBeLessThanOrEqual(Math.max(...values) + slack);
          const here = trials.filter(([left, low]) => isIn(left, x) && isIn(low, y)).map(([, , each]) => each);
          if (here.length > 0) {
            expect(Math.abs(height - here.reduce((sum, each) => sum + each, 0) / here.length)).toBeLessThan(slack);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is weighted by the inverse square of distances between them', () => {
    const middle = (cell: number) => (cell + 0.5) / cellsOfNumbers;
    const trials: SurfacePoint[] = [
      [middle(0), middle(0), 0],
      [middle(6), middle(0), 1],
    ];
    const at = (cell: number) =>
      surfaceOf(trials, number, number).find(([x, y]) => x === middle(cell) && y === middle(0));
    expect(at(3)?.[2]).toBeCloseTo(0.5, 12);
    expect(at(2)?.[2]).toBeCloseTo(1 / 16 / (1 / 4 + 1 / 16), 12);
  });

  it('looks only at the trials of a category, and is missing where it has none', () => {
    const trials: SurfacePoint[] = [
      [1 / 6, 0.25, 3],
      [1 / 6, 0.75, 5],
      [5 / 6, 0.5, 9],
    ];
    const cells = surfaceOf(trials, { bands: 3 }, number);
    expect(new Set(cells.map(([x]) => x))).toEqual(new Set([0.5 / 3, 2.5 / 3]));
    for (const [x, , height] of cells) if (x > 0.5) expect(height).toBeCloseTo(9, 12);
    expect(surfaceOf(trials, { bands: 3 }, { bands: 2 })).toEqual([
      [0.5 / 3, 0.25, 3],
      [0.5 / 3, 0.75, 5],
      [2.5 / 3, 0.75, 9],
    ]);
  });

  it('has colours for all scores but those far out on the worse side', () => {
    const scores = [1, 2, 3, 4, 1000];
    expect(shownRange(scores, false)).toEqual([1, 7]);
    expect(shownRange(scores, true)).toEqual([1, 1000]);
    expect(shownRange([5], true)).toEqual([5, 5]);
  });
});

function isIn(at: number, middle: number): boolean {
  return Math.min(cellsOfNumbers - 1, Math.floor(at * cellsOfNumbers)) === Math.floor(middle * cellsOfNumbers);
}
