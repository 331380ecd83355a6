import { normalDistribution, normalQuantile } from '../../math/normal.js';
import type { Random } from '../../math/random.js';
import { fromUnit, toUnit } from '../../space/domain.js';
import type { Dimension, Encoding } from '../encoding.js';

/** Least bandwidth of n observations of N trials: this over √((n + 2)(N + 2)), of the unit scale. */
const leastBandwidth = 2;
/** What each category has of a kernel beside its own, before it is divided by the number of kernels. */
const categorySmoothing = 2;
const logRootTwoPi = 0.5 * Math.log(2 * Math.PI);
/** Logarithm of a mass that float64 rounds to 0. */
const leastLogMass = -700;

/** The kernels of one dimension. */
interface Column {
  readonly dimension: Dimension;
  /** Kernel centres: NaN where the hyperparameter was not active, and of the prior. */
  readonly centres: Float64Array;
  /** Of numbers: bandwidths, and logarithms of the kernels' mass within the scale. */
  readonly bandwidths: Float64Array;
  readonly logMasses: Float64Array;
  /** Of categories: logarithms of a kernel's probability of its own category, and of each other. */
  readonly own: number;
  readonly other: number;
  /** By level: logarithms of the probability under each kernel, where they were asked for. */
  readonly known: Map<number, Float64Array>;
}

/**
 * A density over a space from observations: each is a kernel, the product of one for each dimension (Bergstra et al. 2011;
 * multivariate as Falkner et al. 2018), and the uniform prior is one more. A number's kernel is a normal distribution cut to
 * the scale, as wide as the larger gap to the neighbouring observations; a category's prefers its own. Where a hyperparameter
 * was not active in an observation, its kernel is the prior's.
 */
export class Parzen {
  readonly #columns: readonly Column[];
  readonly #logWeights: Float64Array;
  readonly #cumulated: Float64Array;

  /**
   * @param rows coordinates, NaN where a hyperparameter was not active.
   * @param weights of the rows; the prior's is 1.
   * @param trials how many there are, in this density or not.
   */
  constructor(encoding: Encoding, rows: readonly Float64Array[], weights: readonly number[], trials: number) {
    const all = [...weights, 1];
    const total = all.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#logWeights = Float64Array.from(all, (weight) => Math.log(weight / total));
    this.#cumulated = Float64Array.from(all, (weight) => (sum += weight / total));
    this.#columns = encoding.dimensions.map((dimension, k) => columnOf(dimension, rows, k, trials));
  }

  /** A kernel drawn by the weights. */
  draw(random: Random): number {
    const u = random();
    const kernel = this.#cumulated.findIndex((upTo) => u < upTo);
    return kernel < 0 ? this.#cumulated.length - 1 : kernel;
  }

  /** `kernel`, if it has an observation of the dimension, else any that has; the prior's if none has. */
  kernelWith(dimension: number, kernel: number, random: Random): number {
    const prior = this.#logWeights.length - 1;
    const { centres } = this.#columns[dimension] as Column;
    if (kernel === prior || !Number.isNaN(centres[kernel])) return kernel;
    const active = [...centres.keys()].filter((i) => !Number.isNaN(centres[i]));
    return active[Math.floor(random() * active.length)] ?? prior;
  }

  /** A coordinate of one dimension drawn from a kernel. */
  coordinate(kernel: number, dimension: number, random: Random): number {
    const column = this.#columns[dimension] as Column;
    const { centres, bandwidths } = column;
    const centre = centres[kernel] as number;
    if (column.dimension.isCategory) {
      const count = column.dimension.levels?.length ?? 1;
      const staysThere = !Number.isNaN(centre) && random() < Math.exp(column.own) - Math.exp(column.other);
      return staysThere ? centre : Math.min(count - 1, Math.floor(random() * count));
    }
    if (Number.isNaN(centre)) return random();
    const bandwidth = bandwidths[kernel] as number;
    const low = normalDistribution(-centre / bandwidth);
    const high = normalDistribution((1 - centre) / bandwidth);
    const z = normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, low + random() * (high - low))));
    return Math.min(1, Math.max(0, centre + bandwidth * z));
  }

  /** The logarithm of the density at a point; dimensions whose coordinate is NaN do not count. */
  logDensity(point: Float64Array): number {
    const sums = Float64Array.from(this.#logWeights);
    for (const [k, column] of this.#columns.entries()) {
      const x = point[k] as number;
      if (Number.isNaN(x)) continue;
      const logs = column.dimension.levels ? knownAt(column, x) : logsAt(column, x);
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (logs[i] as number);
    }
    const top = sums.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
    return top + Math.log(sums.reduce((sum, each) => sum + Math.exp(each - top), 0));
  }
}

function columnOf(dimension: Dimension, rows: readonly Float64Array[], k: number, trials: number): Column {
  const centres = Float64Array.from([...rows, undefined], (row) => row?.[k] ?? Number.NaN);
  const observed = centres.filter((centre) => !Number.isNaN(centre));
  const bandwidths = new Float64Array(centres.length);
  const logMasses = new Float64Array(centres.length);
  if (!dimension.isCategory) {
    const least = leastBandwidth / Math.sqrt((observed.length + 2) * (trials + 2));
    const order = [...centres.keys()].filter((i) => !Number.isNaN(centres[i]));
    order.sort((a, b) => (centres[a] as number) - (centres[b] as number) || a - b);
    for (const [rank, i] of order.entries()) {
      const centre = centres[i] as number;
      const gap = gapAt(order, centres, rank);
      const bandwidth = Math.min(1, Math.max(least, gap));
      bandwidths[i] = bandwidth;
      logMasses[i] = Math.log(normalDistribution((1 - centre) / bandwidth) - normalDistribution(-centre / bandwidth));
    }
  }
  const count = dimension.levels?.length ?? 1;
  const smoothing = categorySmoothing / (observed.length + 1);
  const own = Math.log((1 + smoothing) / (1 + smoothing * count));
  const other = Math.log(smoothing / (1 + smoothing * count));
  return { dimension, centres, bandwidths, logMasses, own, other, known: new Map() };
}

/** The larger gap to a neighbour; a lone observation's is to the ends of the scale. */
function gapAt(order: readonly number[], centres: Float64Array, rank: number): number {
  const at = (position: number) => centres[order[position] as number] as number;
  const here = at(rank);
  if (order.length === 1) return Math.max(here, 1 - here);
  return Math.max(rank > 0 ? here - at(rank - 1) : 0, rank < order.length - 1 ? at(rank + 1) - here : 0);
}

function knownAt(column: Column, x: number): Float64Array {
  const known = column.known.get(x);
  if (known) return known;
  const logs = logsAt(column, x);
  column.known.set(x, logs);
  return logs;
}

/** Logarithms of each kernel's probability of a category, mass of a value's cell (relative to its width), or density. */
function logsAt(column: Column, x: number): Float64Array {
  const { dimension, centres, bandwidths, logMasses, own, other } = column;
  const count = dimension.levels?.length ?? 1;
  if (dimension.isCategory) {
    return centres.map((centre) => (Number.isNaN(centre) ? -Math.log(count) : centre === x ? own : other));
  }
  const cell = dimension.levels && cellOf(dimension, x);
  return centres.map((centre, i) => {
    if (Number.isNaN(centre)) return 0;
    const bandwidth = bandwidths[i] as number;
    if (!cell) {
      const z = (x - centre) / bandwidth;
      return -0.5 * z * z - Math.log(bandwidth) - logRootTwoPi - (logMasses[i] as number);
    }
    const [low, high] = cell;
    const mass = normalDistribution((high - centre) / bandwidth) - normalDistribution((low - centre) / bandwidth);
    return Math.max(leastLogMass, Math.log(mass)) - Math.log(high - low) - (logMasses[i] as number);
  });
}

/** The stretch of the scale that rounds to the value at a coordinate. */
function cellOf({ parameter, spacing }: Dimension, x: number): readonly [number, number] {
  if (parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined) {
    const value = fromUnit(parameter, x) as number;
    return [toUnit(parameter, value - 0.5), toUnit(parameter, value + 0.5)];
  }
  return [x - spacing / 2, x + spacing / 2];
}
