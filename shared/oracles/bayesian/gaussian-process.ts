import { factorise, inverse, solveLower, solveUpper } from '../../math/cholesky.js';
import { fillMatern, type Inputs, weightsOf } from './kernel.js';

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
  readonly #weights: Float64Array;
  /** What was observed, then what is pending. */
  readonly #inputs: Inputs;
  readonly #observed: number;
  readonly #size: number;
  readonly #factor: Float64Array;
  readonly #alpha: Float64Array;
  readonly #vector: Float64Array;
  readonly #slopes: Float64Array;

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
    this.#weights = weightsOf(theta, width);
    this.#observed = count;
    this.#size = count + pending.length;
    const all = new Float64Array(this.#size * width);
    all.set(rows);
    for (const [i, row] of pending.entries()) all.set(row, (count + i) * width);
    this.#inputs = { count: this.#size, width, rows: all, isCategory };
    this.#factor = this.#factorised();
    this.#vector = new Float64Array(this.#size);
    this.#slopes = new Float64Array(this.#size);
    const { mean, alpha } = solveForMean(this.#factor, count, y, this.#size);
    this.mean = mean;
    this.#alpha = alpha;
  }

  /** Where rounding makes the covariance singular, a little more noise cures it. */
  #factorised(): Float64Array {
    const size = this.#size;
    const { width, rows } = this.#inputs;
    for (let noise = this.noise; ; noise = 10 * noise + 1e-9 * this.amplitude) {
      const factor = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        this.#covariances(rows.subarray(i * width, (i + 1) * width), i, factor.subarray(i * size));
        factor[i * size + i] = this.amplitude + noise;
      }
      if (factorise(factor, size)) return factor;
    }
  }

  /** Fills `values` with the covariances of a point and the first `count` rows. */
  #covariances(x: Float64Array, count: number, values: Float64Array, slopes?: Float64Array): void {
    fillMatern(x, this.#inputs, this.#weights, this.amplitude, count, values, slopes);
  }

  /** Mean and variance of the function, without noise, at a point. @param slope is filled where given. */
  predict(x: Float64Array, slope?: PredictionSlope): Prediction {
    const v = this.#vector;
    this.#covariances(x, this.#size, v, slope && this.#slopes);
    let mean = this.mean;
    for (let i = 0; i < this.#observed; i++) mean += (v[i] as number) * (this.#alpha[i] as number);
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
    const { width, rows, isCategory } = this.#inputs;
    for (let i = 0; i < this.#size; i++) {
      const ofCovariance = -(this.#slopes[i] as number);
      const ofMean = i < this.#observed ? ofCovariance * (this.#alpha[i] as number) : 0;
      const ofVariance = -2 * ofCovariance * (v[i] as number);
      for (let k = 0; k < width; k++) {
        if (isCategory[k]) continue;
        const step = (this.#weights[k] as number) * ((x[k] as number) - (rows[i * width + k] as number));
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
