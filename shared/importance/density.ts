import { normalDistribution } from '../math/normal.js';
import type { Dimension } from '../oracles/encoding.js';
import { pointCount } from '../space/numeric.js';

const mostCells = 50;
/** The least bandwidth, in cells: 90 % of a kernel is then in the cell of its observation. */
const narrowest = 0.5 / 1.64;

/**
 * The probabilities of the cells of a dimension by the coordinates observed, with a uniform prior that weighs as much as one of
 * them. Categories are counted. A number's scale has up to 50 equal cells, or as many as it has values, and each observation
 * is a normal kernel that is cut to the scale, all of one bandwidth by Scott's rule, as in Optuna's PED-ANOVA: TPE's own, as wide as
 * the gaps between observations, are too rough for a divergence. (Of categories Optuna gives a fixed part of each
 * observation to the others, however many there are.)
 */
export function densityOf(dimension: Dimension, coordinates: readonly number[]): Float64Array {
  const counts = countsOf(dimension, coordinates);
  const masses = dimension.isCategory ? counts : smoothed(counts);
  return masses.map((mass) => (mass + 1 / counts.length) / (coordinates.length + 1));
}

function countsOf(dimension: Dimension, coordinates: readonly number[]): Float64Array {
  const counts = new Float64Array(cellsOf(dimension));
  for (const coordinate of coordinates) {
    const cell = dimension.isCategory
      ? coordinate
      : Math.min(counts.length - 1, Math.floor(coordinate * counts.length));
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/** Of integers on a logarithmic scale, about one for each time that they double: narrower ones would have none at its lower end. */
function cellsOf({ parameter, isCategory, levels }: Dimension): number {
  if (isCategory) return (levels as readonly number[]).length;
  if (parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined) {
    return Math.min(mostCells, Math.ceil(Math.log2(parameter.max - parameter.min + 1)) + 1);
  }
  const count = parameter.kind === 'float' || parameter.kind === 'int' ? pointCount(parameter) : undefined;
  return Math.min(mostCells, count ?? mostCells);
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
