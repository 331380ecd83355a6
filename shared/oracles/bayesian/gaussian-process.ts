import { factorise, inverse, solveLower, solveUpper } from '../../math/cholesky.js';
import { minimise } from '../../math/lbfgs.js';

export const tune: Record<string, number> = {
  lsMu: 0,
  lsMuD: 0.5,
  lsSigma: 1,
  ampMu: 0,
  ampSigma: 1,
  noiseMu: -5,
  noiseSigma: 1.5,
  noiseFloor: 1e-6,
};

/** Points that a Gaussian process knows: `count` rows of `width` coordinates, and which columns are categories. */
export interface Inputs {
  readonly count: number;
  readonly width: number;
  readonly rows: Float64Array;
  readonly isCategory: readonly boolean[];
}

const root5 = Math.sqrt(5);

/** Squared distances by dimension for each pair of rows, pair after pair: (1, 0), (2, 0), (2, 1), (3, 0), … */
export function pairDistances({ count, width, rows, isCategory }: Inputs): Float64Array {
  const result = new Float64Array(((count * (count - 1)) / 2) * width);
  let at = 0;
  for (let i = 1; i < count; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < width; k++) {
        const difference = (rows[i * width + k] as number) - (rows[j * width + k] as number);
        result[at++] = isCategory[k] ? (difference === 0 ? 0 : 1) : difference * difference;
      }
    }
  }
  return result;
}

/** theta: ln of each length scale, ln amplitude², ln noise². */
export type Theta = Float64Array;

export function priorCentre(width: number): Theta {
  const theta = new Float64Array(width + 2).fill(
    (tune.lsMu as number) + (tune.lsMuD as number) * Math.log(Math.max(1, width)),
  );
  theta[width] = tune.ampMu as number;
  theta[width + 1] = tune.noiseMu as number;
  return theta;
}

const lowest = {
  lengthScale: Math.log(0.02),
  amplitude: Math.log(1e-3),
  noise: () => Math.log(tune.noiseFloor as number),
};
const highest = { lengthScale: Math.log(100), amplitude: Math.log(1e3), noise: Math.log(10) };

function bounds(width: number, low: number, amplitude: number, noise: number): Float64Array {
  const result = new Float64Array(width + 2).fill(low);
  result[width] = amplitude;
  result[width + 1] = noise;
  return result;
}

/** Maximum a posteriori. */
export function fit(
  inputs: Inputs,
  distances: Float64Array,
  y: Float64Array,
  start: Theta,
  evaluations: number,
): { theta: Theta; value: number } {
  const { count: n, width } = inputs;
  const lower = bounds(width, lowest.lengthScale, lowest.amplitude, lowest.noise());
  const upper = bounds(width, highest.lengthScale, highest.amplitude, highest.noise);
  const matrix = new Float64Array(n * n);
  const slopes = new Float64Array((n * (n - 1)) / 2);
  const result = minimise(
    (theta, gradient) => negativeLogPosterior(inputs, distances, y, theta, gradient, matrix, slopes),
    start,
    { lower, upper, evaluations, tolerance: 1e-3, improvement: 1e-6 },
  );
  return { theta: result.x, value: result.value };
}

export function negativeLogPosterior(
  { count: n, width }: Inputs,
  distances: Float64Array,
  y: Float64Array,
  theta: Theta,
  gradient: Float64Array,
  matrix = new Float64Array(n * n),
  slopes = new Float64Array((n * (n - 1)) / 2),
): number {
  const amplitude = Math.exp(theta[width] as number);
  const noise = Math.exp(theta[width + 1] as number);
  const weights = Float64Array.from({ length: width }, (_, k) => Math.exp(-2 * (theta[k] as number)));
  let pair = 0;
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0;
      for (let k = 0; k < width; k++) squared += (weights[k] as number) * (distances[at++] as number);
      const r = root5 * Math.sqrt(squared);
      const decay = amplitude * Math.exp(-r);
      matrix[i * n + j] = decay * (1 + r + (r * r) / 3);
      slopes[pair++] = (5 / 3) * decay * (1 + r);
    }
    matrix[i * n + i] = amplitude + noise;
  }
  if (!factorise(matrix, n)) return Number.POSITIVE_INFINITY;
  const { mean, alpha } = weightsOf(matrix, n, y);
  let value = 0.5 * n * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++)
    value += 0.5 * ((y[i] as number) - mean) * (alpha[i] as number) + Math.log(matrix[i * n + i] as number);
  const inverted = inverse(matrix, n);
  gradient.fill(0);
  pair = 0;
  at = 0;
  let trace = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const weight = (inverted[i * n + j] as number) - (alpha[i] as number) * (alpha[j] as number);
      const slope = weight * (slopes[pair++] as number);
      for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) + slope * (distances[at++] as number);
    }
    trace += (inverted[i * n + i] as number) - (alpha[i] as number) ** 2;
  }
  // d/d ln amplitude² = ½ tr(W (K - noise I)), W = K⁻¹ - ααᵀ: tr(W K) = n - αᵀ(y - m).
  let quadratic = 0;
  for (let i = 0; i < n; i++) quadratic += (alpha[i] as number) * ((y[i] as number) - mean);
  for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) * (weights[k] as number);
  gradient[width] = 0.5 * (n - quadratic - noise * trace);
  gradient[width + 1] = 0.5 * noise * trace;
  return value + addPriors(theta, gradient, width);
}

function addPriors(theta: Theta, gradient: Float64Array, width: number): number {
  let value = 0;
  const add = (index: number, mean: number, sigma: number) => {
    const z = ((theta[index] as number) - mean) / sigma;
    value += 0.5 * z * z;
    gradient[index] = (gradient[index] as number) + z / sigma;
  };
  const centre = (tune.lsMu as number) + (tune.lsMuD as number) * Math.log(Math.max(1, width));
  for (let k = 0; k < width; k++) add(k, centre, tune.lsSigma as number);
  add(width, tune.ampMu as number, tune.ampSigma as number);
  add(width + 1, tune.noiseMu as number, tune.noiseSigma as number);
  return value;
}

/** The generalised-least-squares mean m and K⁻¹ (y - m). */
function weightsOf(
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
  const mean = top / bottom;
  for (let i = 0; i < n; i++) alpha[i] = (alpha[i] as number) - mean * (ones[i] as number);
  solveUpper(factor, n, alpha, stride);
  return { mean, alpha };
}

/** A Gaussian process given its hyperparameters and observations; pending points can be added. */
export class GaussianProcess {
  readonly inputs: Inputs;
  readonly theta: Theta;
  readonly mean: number;
  readonly amplitude: number;
  readonly noise: number;
  readonly #weights: Float64Array;
  #rows: Float64Array;
  #factor: Float64Array;
  #alpha: Float64Array;
  #size: number;
  readonly #observed: number;

  constructor(inputs: Inputs, y: Float64Array, theta: Theta, pending: readonly Float64Array[] = []) {
    const { count: n, width } = inputs;
    this.inputs = inputs;
    this.theta = theta;
    this.amplitude = Math.exp(theta[width] as number);
    this.noise = Math.exp(theta[width + 1] as number);
    this.#weights = Float64Array.from({ length: width }, (_, k) => Math.exp(-2 * (theta[k] as number)));
    const size = n + pending.length;
    this.#size = size;
    this.#observed = n;
    this.#rows = new Float64Array(size * width);
    this.#rows.set(inputs.rows);
    for (const [i, row] of pending.entries()) this.#rows.set(row, (n + i) * width);
    this.#factor = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      const row = this.#rows.subarray(i * width, (i + 1) * width);
      for (let j = 0; j < i; j++) this.#factor[i * size + j] = this.#covariance(row, j);
      this.#factor[i * size + i] = this.amplitude + this.noise;
    }
    if (!factorise(this.#factor, size)) throw new Error('not positive definite');
    const { mean, alpha } = weightsOf(this.#factor, n, y, size);
    this.mean = mean;
    this.#alpha = alpha;
  }

  #covariance(x: Float64Array, row: number): number {
    const { width, isCategory } = this.inputs;
    const rows = this.#rows;
    const start = row * width;
    let squared = 0;
    for (let k = 0; k < width; k++) {
      const difference = (x[k] as number) - (rows[start + k] as number);
      squared += (this.#weights[k] as number) * (isCategory[k] ? (difference === 0 ? 0 : 1) : difference * difference);
    }
    const r = root5 * Math.sqrt(squared);
    return this.amplitude * Math.exp(-r) * (1 + r + (r * r) / 3);
  }

  /** Mean and variance of the function at a point; with `gradient`, those of mean and variance too. */
  predict(
    x: Float64Array,
    gradient?: { mean: Float64Array; variance: Float64Array },
  ): { mean: number; variance: number } {
    const size = this.#size;
    const n = this.#observed;
    const { width, isCategory } = this.inputs;
    const v = this.#scratch;
    let mean = this.mean;
    for (let i = 0; i < size; i++) {
      const k = this.#covariance(x, i);
      v[i] = k;
      if (i < n) mean += k * (this.#alpha[i] as number);
    }
    solveLower(this.#factor, size, v);
    let variance = this.amplitude;
    for (let i = 0; i < size; i++) variance -= (v[i] as number) ** 2;
    variance = Math.max(variance, 1e-12 * this.amplitude);
    if (gradient) {
      solveUpper(this.#factor, size, v);
      gradient.mean.fill(0);
      gradient.variance.fill(0);
      for (let i = 0; i < size; i++) {
        const start = i * width;
        let squared = 0;
        for (let k = 0; k < width; k++) {
          const difference = (x[k] as number) - (this.#rows[start + k] as number);
          squared +=
            (this.#weights[k] as number) * (isCategory[k] ? (difference === 0 ? 0 : 1) : difference * difference);
        }
        const r = root5 * Math.sqrt(squared);
        const slope = -(5 / 3) * this.amplitude * Math.exp(-r) * (1 + r);
        const ofMean = i < n ? slope * (this.#alpha[i] as number) : 0;
        const ofVariance = -2 * slope * (v[i] as number);
        for (let k = 0; k < width; k++) {
          if (isCategory[k]) continue;
          const step = (this.#weights[k] as number) * ((x[k] as number) - (this.#rows[start + k] as number));
          gradient.mean[k] = (gradient.mean[k] as number) + ofMean * step;
          gradient.variance[k] = (gradient.variance[k] as number) + ofVariance * step;
        }
      }
    }
    return { mean, variance };
  }
  get #scratch(): Float64Array {
    this.#vector ??= new Float64Array(this.#size);
    return this.#vector;
  }
  #vector: Float64Array | undefined;

  /** Mean at an observed point, and log densities of each observation given all others. */
  leaveOneOut(y: Float64Array): { mean: Float64Array; logDensity: Float64Array; fitted: Float64Array } {
    const n = this.#observed;
    const inverted = inverse(this.#factor, n, this.#size);
    const mean = new Float64Array(n);
    const logDensity = new Float64Array(n);
    const fitted = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const precision = inverted[i * n + i] as number;
      const deviation = (this.#alpha[i] as number) / precision;
      mean[i] = (y[i] as number) - deviation;
      logDensity[i] = -0.5 * (deviation * deviation * precision - Math.log(precision) + Math.log(2 * Math.PI));
      fitted[i] = (y[i] as number) - this.noise * (this.#alpha[i] as number);
    }
    return { mean, logDensity, fitted };
  }
}
