import { normalDistribution } from '../math/normal.js';
import type { Dimension } from '../oracles/encoding.js';
import { pointCount } from '../space/numeric.js';

/** Cells of a number's scale, at most. */
const mostCells = 50;
/** Least bandwidth: 90 % of a kernel is then in the cell of its observation. */
const narrowest = 0.5 / 1.64;

/** How many cells a density has: one for each category, or for each of a few numbers. */
export function cellsOf({ parameter, isCategory, levels }: Dimension): number {
  if (isCategory) return (levels as readonly number[]).length;
  if (parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined) {
    return Math.min(mostCells, Math.ceil(Math.log2(parameter.max - parameter.min + 1)) + 1);
  }
  const count = parameter.kind === 'float' || parameter.kind === 'int' ? pointCount(parameter) : undefined;
  return Math.min(mostCells, count ?? mostCells);
}

/** How many observations fall into each cell. */
export function countsOf({ isCategory }: Dimension, cells: number, coordinates: readonly number[]): Float64Array {
  const counts = new Float64Array(cells);
  for (const coordinate of coordinates) {
    const cell = isCategory ? coordinate : Math.min(cells - 1, Math.floor(coordinate * cells));
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/**
 * The probabilities of cells by the observations in them: of numbers, normal kernels cut to the scale, all of one bandwidth.
 *
 * @param prior probabilities that weigh as much as one observation.
 */
export function densityOf(dimension: Dimension, counts: Float64Array, prior: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 1);
  const smooth = dimension.isCategory ? counts : smoothed(counts);
  return smooth.map((mass, cell) => (mass + (prior[cell] as number)) / total);
}

function smoothed(counts: Float64Array): Float64Array {
  const bandwidth = Math.max(narrowest, bandwidthOf(counts));
  const upTo = (edge: number, centre: number) => normalDistribution((edge - centre) / bandwidth);
  const masses = new Float64Array(counts.length);
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    const centre = cell + 0.5;
    const onScale = upTo(counts.length, centre) - upTo(0, centre);
    for (let other = 0; other < counts.length; other++) {
      const mass = upTo(other + 1, centre) - upTo(other, centre);
      masses[other] = (masses[other] as number) + (count * mass) / onScale;
    }
  }
  return masses;
}

/** Scott's rule (1992), in cells, with the interquartile range where it tells of a smaller spread than the deviation. */
function bandwidthOf(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = counts.reduce((sum, count, cell) => sum + count * cell, 0) / total;
  const squares = counts.reduce((sum, count, cell) => sum + count * (cell - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  const range = quantile(counts, Math.floor((total * 3) / 4), true) - quantile(counts, Math.floor(total / 4), false);
  return 1.059 * Math.min(range / 1.34, deviation) * total ** -0.2;
}

/** The cell in which the cumulated count reaches a number, or goes beyond it; else the last that has any. */
function quantile(counts: Float64Array, number: number, beyond: boolean): number {
  let cumulated = 0;
  const found = counts.findIndex((count) => {
    cumulated += count;
    return count > 0 && (beyond ? cumulated > number : cumulated >= number);
  });
  return found < 0 ? counts.findLastIndex((count) => count > 0) : found;
}
