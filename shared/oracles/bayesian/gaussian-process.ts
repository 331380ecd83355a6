import { factorise, inverse, solveLower, solveUpper } from '../../math/cholesky.js';
import { type Inputs, matern, maternSlope, squaredDistance, weightsOf } from './kernel.js';

/** Share of the amplitude that is left of a variance that rounding has eaten. */
const leastVariance = 1e-12;

export interface Prediction {
  readonly mean: number;
  readonly variance: number;
}

/** Gradients of a prediction by the coordinates; those by categories are 0. */
export interface PredictionSlope {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * A Gaussian process with a constant mean (of generalised least squares) given its observations, and points that are pending:
 * where their results are known it will be surer, so variances count them; means do not (they expect what is expected now).
 */
export class GaussianProcess {
  readonly mean: number;
  /** Variance of the function, and of the noise on observations of it. */
  readonly amplitude: number;
  readonly noise: number;
  readonly #y: Float64Array;
  readonly #isCategory: readonly boolean[];
  readonly #weights: Float64Array;
  readonly #rows: Float64Array;
  readonly #observed: number;
  readonly #size: number;
  readonly #factor: Float64Array;
  readonly #alpha: Float64Array;
  readonly #vector: Float64Array;

  /**
   * @param y targets of the rows.
   * @param theta ln ℓ of each column, ln amplitude² and ln noise².
   * @param pending coordinates of points.
   */
  constructor(inputs: Inputs, y: Float64Array, theta: Float64Array, pending: readonly Float64Array[] = []) {
    const { count, width, rows, isCategory } = inputs;
    this.amplitude = Math.exp(theta[width] as number);
    this.noise = Math.exp(theta[width + 1] as number);
    this.#y = y;
    this.#isCategory = isCategory;
    this.#weights = weightsOf(theta, width);
    this.#observed = count;
    this.#size = count + pending.length;
    this.#rows = new Float64Array(this.#size * width);
    this.#rows.set(rows);
    for (const [i, row] of pending.entries()) this.#rows.set(row, (count + i) * width);
    this.#factor = this.#factorised(width);
    this.#vector = new Float64Array(this.#size);
    const { mean, alpha } = solveForMean(this.#factor, count, y, this.#size);
    this.mean = mean;
    this.#alpha = alpha;
  }

  /** Where rounding makes the covariance singular, a little more noise cures it. */
  #factorised(width: number): Float64Array {
    const size = this.#size;
    for (let noise = this.noise; ; noise = 10 * noise + 1e-9 * this.amplitude) {
      const factor = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        const row = this.#rows.subarray(i * width, (i + 1) * width);
        for (let j = 0; j < i; j++) factor[i * size + j] = matern(this.#squaredDistance(row, j), this.amplitude);
        factor[i * size + i] = this.amplitude + noise;
      }
      if (factorise(factor, size)) return factor;
    }
  }

  #squaredDistance(x: Float64Array, row: number): number {
    return squaredDistance(x, this.#rows, row, this.#weights, this.#isCategory);
  }

  /** Mean and variance of the function, without noise, at a point. @param slope is filled where given. */
  predict(x: Float64Array, slope?: PredictionSlope): Prediction {
    const v = this.#vector;
    let mean = this.mean;
    for (let i = 0; i < this.#size; i++) {
      const covariance = matern(this.#squaredDistance(x, i), this.amplitude);
      v[i] = covariance;
      if (i < this.#observed) mean += covariance * (this.#alpha[i] as number);
    }
    solveLower(this.#factor, this.#size, v);
    let variance = this.amplitude;
    for (let i = 0; i < this.#size; i++) variance -= (v[i] as number) ** 2;
    if (slope) this.#fillSlope(x, v, slope);
    return { mean, variance: Math.max(variance, leastVariance * this.amplitude) };
  }

  /** @param v L⁻¹ k(x) */
  #fillSlope(x: Float64Array, v: Float64Array, slope: PredictionSlope): void {
    solveUpper(this.#factor, this.#size, v);
    slope.mean.fill(0);
    slope.variance.fill(0);
    const width = x.length;
    for (let i = 0; i < this.#size; i++) {
      const ofCovariance = -maternSlope(this.#squaredDistance(x, i), this.amplitude);
      const ofMean = i < this.#observed ? ofCovariance * (this.#alpha[i] as number) : 0;
      const ofVariance = -2 * ofCovariance * (v[i] as number);
      for (let k = 0; k < width; k++) {
        if (this.#isCategory[k]) continue;
        const step = (this.#weights[k] as number) * ((x[k] as number) - (this.#rows[i * width + k] as number));
        slope.mean[k] = (slope.mean[k] as number) + ofMean * step;
        slope.variance[k] = (slope.variance[k] as number) + ofVariance * step;
      }
    }
  }

  /** Means of the function at the observed points. */
  fitted(): Float64Array {
    return this.#alpha.map((alpha, i) => (this.#y[i] as number) - this.noise * alpha);
  }

  /**
   * Means, and log densities of the observations, each given all others (Rasmussen and Williams 2006, eq. 5.10 to 5.12; the
   * constant mean stays that of all).
   */
  leaveOneOut(): { mean: Float64Array; logDensity: Float64Array } {
    const n = this.#observed;
    const inverted = inverse(this.#factor, n, this.#size);
    const mean = new Float64Array(n);
    const logDensity = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const precision = inverted[i * n + i] as number;
      const deviation = (this.#alpha[i] as number) / precision;
      mean[i] = (this.#y[i] as number) - deviation;
      logDensity[i] = -0.5 * (deviation * deviation * precision - Math.log(precision) + Math.log(2 * Math.PI));
    }
    return { mean, logDensity };
  }
}

/** The mean m of generalised least squares, and α = K⁻¹ (y - m). @param factor L of K, with `stride` numbers a row */
export function solveForMean(
  factor: Float64Array,
  n: number,
  y: Float64Array,
  stride = n,
): { mean: number; alpha: Float64Array } {
  const ones = new Float64Array(n).fill(1);
  const alpha = Float64Array.from(y);
  solveLower(factor, n, ones, stride);
  solveLower(factor, n, alpha, stride);
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < n; i++) {
    top += (ones[i] as number) * (alpha[i] as number);
    bottom += (ones[i] as number) ** 2;
  }
  const mean = n > 0 ? top / bottom : 0;
  for (let i = 0; i < n; i++) alpha[i] = (alpha[i] as number) - mean * (ones[i] as number);
  solveUpper(factor, n, alpha, stride);
  return { mean, alpha };
}
