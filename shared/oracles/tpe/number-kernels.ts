import { normalDistribution, normalQuantile } from '../../math/normal.js';
import type { Random } from '../../math/random.js';
import { fromUnit, toUnit } from '../../space/domain.js';
import type { Dimension } from '../encoding.js';
import type { Kernels } from './kernels.js';

/** Least bandwidth of n observations of N trials: this over √((n + 2)(N + 2)), of the unit scale. */
const bandwidthScale = 2;
/** The least bandwidth of all. */
const narrowest = 0.02;
/** In bandwidths: a normal distribution has no mass beyond that float64 could add to 1. */
const reach = 9;
/** Logarithm of a mass that float64 rounds to 0. */
const leastLogMass = -700;
/** More than there can be of observations. */
const indices = 2 ** 20;
const rootTwoPi = Math.sqrt(2 * Math.PI);

/**
 * Normal distributions cut to the scale, as wide as the larger gap to a neighbouring observation (Bergstra et al. 2011); two
 * of the same value have no gap. The prior is uniform. The kinds are the distinct values, and the prior.
 */
export class NumberKernels implements Kernels {
  readonly kinds: Int32Array;
  readonly #dimension: Dimension;
  readonly #least: number;
  readonly #centres: Float64Array;
  readonly #bandwidths: Float64Array;
  /** By kind, the logarithms of the mass on the scale, and of what the density's exponential is divided by. */
  readonly #logMasses: Float64Array;
  readonly #logDivisors: Float64Array;
  readonly #logs: Float64Array;
  /** By coordinate, where cells are not narrow: there are few of those. */
  readonly #ofCells = new Map<number, Float64Array>();

  /**
   * @param observed coordinates; NaN where there is none.
   * @param trials how many there are, in this density or not.
   */
  constructor(dimension: Dimension, observed: Float64Array, trials: number) {
    const order = ascending(observed);
    this.#dimension = dimension;
    this.#least = Math.max(narrowest, bandwidthScale / Math.sqrt((order.length + 2) * (trials + 2)));
    this.kinds = new Int32Array(observed.length + 1);
    this.#centres = distinctOf(observed, order, this.kinds);
    const gaps = gapsOf(this.#centres, order, this.kinds);
    this.#bandwidths = gaps.map((gap) => Math.min(1, Math.max(this.#least, gap)));
    this.#logMasses = this.#centres.map((centre, kind) => logMassOnScale(centre, this.#bandwidths[kind] as number));
    this.#logDivisors = this.#logMasses.map((logMass, kind) => {
      return logMass + Math.log(rootTwoPi * (this.#bandwidths[kind] as number));
    });
    this.#logs = new Float64Array(this.#centres.length + 1);
  }

  /** Of a value on a grid, the mass of its cell relative to the cell's width: the density in its middle if the cell is narrow. */
  logDensities(x: number): Float64Array {
    const [low, high] = cellAt(this.#dimension, x);
    if (high - low <= this.#least / 2) return this.#densitiesAt(x);
    const known = this.#ofCells.get(x) ?? this.#densitiesOfCell(low, high);
    this.#ofCells.set(x, known);
    return known;
  }

  draw(kind: number, random: Random): number {
    const u = random();
    const centre = this.#centres[kind];
    if (centre === undefined) return u;
    const bandwidth = this.#bandwidths[kind] as number;
    const below = normalDistribution(-centre / bandwidth);
    const upTo = normalDistribution((1 - centre) / bandwidth);
    const z = normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, below + u * (upTo - below))));
    return Math.min(1, Math.max(0, centre + bandwidth * z));
  }

  #densitiesAt(x: number): Float64Array {
    const [logs, centres, bandwidths, logDivisors] = [this.#logs, this.#centres, this.#bandwidths, this.#logDivisors];
    for (let kind = 0; kind < centres.length; kind++) {
      const z = (x - (centres[kind] as number)) / (bandwidths[kind] as number);
      logs[kind] = -0.5 * z * z - (logDivisors[kind] as number);
    }
    return logs;
  }

  #densitiesOfCell(low: number, high: number): Float64Array {
    const logs = new Float64Array(this.#centres.length + 1);
    for (const [kind, centre] of this.#centres.entries()) {
      const bandwidth = this.#bandwidths[kind] as number;
      const mass = normalDistribution((high - centre) / bandwidth) - normalDistribution((low - centre) / bandwidth);
      logs[kind] = Math.max(leastLogMass, Math.log(mass / (high - low))) - (this.#logMasses[kind] as number);
    }
    return logs;
  }
}

/**
 * The indices of coordinates on the scale, in ascending order of the coordinates' first 32 binary digits: by one sort of numbers
 * that hold these digits and the index, of which there may be 2^20.
 */
function ascending(coordinates: Float64Array): Uint32Array {
  const keys = new Float64Array(coordinates.length);
  let count = 0;
  for (let i = 0; i < coordinates.length; i++) {
    const x = coordinates[i] as number;
    if (x >= 0 && x <= 1) keys[count++] = Math.floor(x * 2 ** 32) * indices + i;
  }
  const sorted = keys.subarray(0, count).sort();
  const order = new Uint32Array(count);
  for (let rank = 0; rank < count; rank++) order[rank] = (sorted[rank] as number) % indices;
  return order;
}

/** The distinct values in their order; sets the kinds of the observations to their indices, and all others to the prior's. */
function distinctOf(observed: Float64Array, order: Uint32Array, kinds: Int32Array): Float64Array {
  const distinct = new Float64Array(order.length);
  let count = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank] as number;
    const value = observed[index] as number;
    if (count === 0 || value !== distinct[count - 1]) distinct[count++] = value;
    kinds[index] = count;
  }
  for (let i = 0; i < kinds.length; i++) kinds[i] = ((kinds[i] || count + 1) as number) - 1;
  return distinct.slice(0, count);
}

/** Of each distinct value the larger gap to a neighbour, none if it occurs twice; of a lone value, that to an end of the scale. */
function gapsOf(distinct: Float64Array, order: Uint32Array, kinds: Int32Array): Float64Array {
  if (order.length === 1) return distinct.map((value) => Math.max(value, 1 - value));
  const gaps = new Float64Array(distinct.length);
  for (let kind = 1; kind < distinct.length; kind++) {
    const gap = Math.abs((distinct[kind] as number) - (distinct[kind - 1] as number));
    gaps[kind - 1] = Math.max(gap, gaps[kind - 1] as number);
    gaps[kind] = gap;
  }
  for (let rank = 1; rank < order.length; rank++) {
    const kind = kinds[order[rank] as number] as number;
    if (kind === kinds[order[rank - 1] as number]) gaps[kind] = 0;
  }
  return gaps;
}

/** The logarithm of the mass in [0, 1] of a normal distribution around one of its points. */
function logMassOnScale(centre: number, bandwidth: number): number {
  if (Math.min(centre, 1 - centre) > reach * bandwidth) return 0;
  return Math.log(normalDistribution((1 - centre) / bandwidth) - normalDistribution(-centre / bandwidth));
}

/** The stretch of the scale that rounds to the value at a coordinate; of a continuous range, the coordinate alone. */
function cellAt({ parameter, spacing }: Dimension, x: number): readonly [number, number] {
  if (parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined) {
    const value = fromUnit(parameter, x) as number;
    return [toUnit(parameter, value - 0.5), toUnit(parameter, value + 0.5)];
  }
  return [x - spacing / 2, x + spacing / 2];
}
