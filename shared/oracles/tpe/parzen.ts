import type { Random } from '../../math/random.js';
import type { Dimension } from '../encoding.js';
import { CategoryKernels } from './category-kernels.js';
import type { Kernels } from './kernels.js';
import { NumberKernels } from './number-kernels.js';

/** Dimensions that are active at the same points, and their coordinates in the trials in which they were. */
export interface Observations {
  /** By their indices in a point. */
  readonly group: ReadonlyMap<number, Dimension>;
  /** Points of all dimensions; NaN where one has no coordinate. */
  readonly points: readonly Float64Array[];
  readonly weights: Float64Array;
  /** How many trials there are in which the group was active, in this density or not. */
  readonly trials: number;
}

/**
 * A density over a group of dimensions: each observation is a kernel, the product of one for each dimension (Bergstra et al.
 * 2011; multivariate as Falkner et al. 2018), and the uniform prior is one more, of weight 1.
 */
export class Parzen {
  readonly #kernels: Map<number, Kernels>;
  readonly #logWeights: Float64Array;
  readonly #cumulated: Float64Array;
  readonly #sums: Float64Array;

  constructor({ group, points, weights, trials }: Observations) {
    const count = points.length;
    this.#logWeights = new Float64Array(count + 1);
    this.#cumulated = new Float64Array(count + 1);
    this.#sums = new Float64Array(count + 1);
    const total = weights.reduce((sum, weight) => sum + weight, 1);
    let sum = 0;
    for (let i = 0; i <= count; i++) {
      const share = (weights[i] ?? 1) / total;
      sum += share;
      this.#logWeights[i] = Math.log(share);
      this.#cumulated[i] = sum;
    }
    this.#kernels = new Map();
    for (const [index, dimension] of group) {
      this.#kernels.set(index, kernelsOf(dimension, coordinatesOf(points, index), trials));
    }
  }

  /** Draws the group's coordinates into a point, from one kernel. */
  drawInto(point: Float64Array, random: Random): void {
    const u = random();
    const found = this.#cumulated.findIndex((upTo) => u < upTo);
    const kernel = found < 0 ? this.#cumulated.length - 1 : found;
    for (const [index, kernels] of this.#kernels) {
      point[index] = kernels.draw(kernels.kinds[kernel] as number, random);
    }
  }

  /** The logarithm of the density at a point at which the group is active. */
  logDensity(point: Float64Array): number {
    const sums = this.#sums;
    sums.set(this.#logWeights);
    for (const [index, kernels] of this.#kernels) {
      const logs = kernels.logDensities(point[index] as number);
      const { kinds } = kernels;
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (logs[kinds[i] as number] as number);
    }
    return logSumExp(sums);
  }
}

function coordinatesOf(points: readonly Float64Array[], index: number): Float64Array {
  const coordinates = new Float64Array(points.length);
  for (let i = 0; i < coordinates.length; i++) coordinates[i] = (points[i] as Float64Array)[index] as number;
  return coordinates;
}

function kernelsOf(dimension: Dimension, observed: Float64Array, trials: number): Kernels {
  const { isCategory, levels = [] } = dimension;
  return isCategory ? new CategoryKernels(levels.length, observed) : new NumberKernels(dimension, observed, trials);
}

/** log Σ exp, without overflow. */
function logSumExp(logs: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) top = Math.max(top, logs[i] as number);
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += Math.exp((logs[i] as number) - top);
  return top + Math.log(sum);
}
