import { factorise, inverse } from '../../math/cholesky.js';
import { minimise } from '../../math/lbfgs.js';
import { solveForMean } from './gaussian-process.js';
import { type Inputs, matern, maternSlope, weightsOf } from './kernel.js';

/** What is fitted: ln ℓ of each column, then ln amplitude² and ln noise², for targets of standard deviation 1. */
export type Theta = Float64Array;

/**
 * Normal priors on theta. The length scales' grows with the square root of the dimension, as distances do (Hvarfner et al.
 * 2024, "Vanilla Bayesian Optimization Performs Great in High Dimensions"); centres and widths were chosen by measurement on
 * analytic functions and recorded networks.
 */
const prior = {
  lengthScale: {
    centre: (isCategory: readonly boolean[], k: number) =>
      -1 + 0.5 * Math.log(isCategory.length) + (isCategory[k] ? categoryScale : 0),
    sigma: 0.7,
  },
  amplitude: { centre: 0, sigma: 1 },
  noise: { centre: -6, sigma: 2 },
};

/** Two of several categories are at distance 1 mostly, two points of a scale at √(1/6) on average: scales differ as these do. */
const categoryScale = 0.8;

const lowest = { lengthScale: Math.log(0.02), amplitude: Math.log(1e-3), noise: Math.log(1e-6) };
const highest = { lengthScale: Math.log(100), amplitude: Math.log(1e3), noise: Math.log(10) };

export function priorCentre(isCategory: readonly boolean[]): Theta {
  const scales = isCategory.map((_, k) => prior.lengthScale.centre(isCategory, k));
  return Float64Array.of(...scales, prior.amplitude.centre, prior.noise.centre);
}

/**
 * Where a search for the mode can begin from nothing: the prior's centre, a smooth function under much noise, and a rough
 * one. Rugged objectives have modes of both kinds.
 */
export function coldStarts(isCategory: readonly boolean[]): Theta[] {
  const centre = priorCentre(isCategory);
  const width = isCategory.length;
  const shifted = (by: number) => centre.map((each, k) => (k < width ? each + by : each));
  return [centre, shifted(1).with(width + 1, -1), shifted(-1.5)];
}

function thetaOf(width: number, lengthScale: number, amplitude: number, noise: number): Theta {
  const theta = new Float64Array(width + 2).fill(lengthScale);
  theta[width] = amplitude;
  theta[width + 1] = noise;
  return theta;
}

/** The maximum a posteriori that L-BFGS reaches from `start`, and its negative log posterior. */
export function maximumAPosteriori(
  inputs: Inputs,
  distances: Float64Array,
  y: Float64Array,
  start: Theta,
  evaluations: number,
): { theta: Theta; value: number } {
  const { count, width } = inputs;
  const scratch = { matrix: new Float64Array(count * count), slopes: new Float64Array((count * (count - 1)) / 2) };
  const { x, value } = minimise(
    (theta, gradient) => negativeLogPosterior(inputs, distances, y, theta, gradient, scratch),
    start,
    {
      lower: thetaOf(width, lowest.lengthScale, lowest.amplitude, lowest.noise),
      upper: thetaOf(width, highest.lengthScale, highest.amplitude, highest.noise),
      evaluations,
      tolerance: 1e-3,
      improvement: 1e-6,
    },
  );
  return { theta: x, value };
}

/**
 * The negative logarithm of likelihood times prior, and its gradient by theta (Rasmussen and Williams 2006, eq. 5.9): infinite
 * where the covariance is not positive definite. The mean is that of generalised least squares.
 *
 * @param distances `pairDistances(inputs)`
 * @param scratch memory for the covariance and its slopes, to be used again.
 */
export function negativeLogPosterior(
  inputs: Inputs,
  distances: Float64Array,
  y: Float64Array,
  theta: Theta,
  gradient: Float64Array,
  scratch = { matrix: new Float64Array(inputs.count ** 2), slopes: new Float64Array(distances.length) },
): number {
  const { count: n, width } = inputs;
  const { matrix } = scratch;
  fillCovariance(inputs, distances, theta, scratch);
  gradient.fill(0);
  if (!factorise(matrix, n)) return Number.POSITIVE_INFINITY;
  const { mean, alpha } = solveForMean(matrix, n, y);
  let quadratic = 0;
  let value = 0.5 * n * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) {
    quadratic += (alpha[i] as number) * ((y[i] as number) - mean);
    value += Math.log(matrix[i * n + i] as number);
  }
  const trace = addLengthScaleGradient(inputs, distances, theta, alpha, scratch, gradient);
  const noise = Math.exp(theta[width + 1] as number);
  // ½ tr((K⁻¹ - ααᵀ)(K - noise I)), and tr((K⁻¹ - ααᵀ) K) = n - αᵀ(y - m).
  gradient[width] = 0.5 * (n - quadratic - noise * trace);
  gradient[width + 1] = 0.5 * noise * trace;
  return value + 0.5 * quadratic + addPriors(theta, gradient, inputs.isCategory);
}

interface Scratch {
  readonly matrix: Float64Array;
  readonly slopes: Float64Array;
}

function fillCovariance({ count: n, width }: Inputs, distances: Float64Array, theta: Theta, scratch: Scratch): void {
  const weights = weightsOf(theta, width);
  const amplitude = Math.exp(theta[width] as number);
  const diagonal = amplitude + Math.exp(theta[width + 1] as number);
  let pair = 0;
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0;
      for (let k = 0; k < width; k++) squared += (weights[k] as number) * (distances[at++] as number);
      scratch.matrix[i * n + j] = matern(squared, amplitude);
      scratch.slopes[pair++] = maternSlope(squared, amplitude);
    }
    scratch.matrix[i * n + i] = diagonal;
  }
}

/** Adds the gradient by the length scales; answers tr(K⁻¹ - ααᵀ). */
function addLengthScaleGradient(
  { count: n, width }: Inputs,
  distances: Float64Array,
  theta: Theta,
  alpha: Float64Array,
  { matrix, slopes }: Scratch,
  gradient: Float64Array,
): number {
  const inverted = inverse(matrix, n);
  let pair = 0;
  let at = 0;
  let trace = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const weight = (inverted[i * n + j] as number) - (alpha[i] as number) * (alpha[j] as number);
      const slope = weight * (slopes[pair++] as number);
      for (let k = 0; k < width; k++) {
        gradient[k] = (gradient[k] as number) + slope * (distances[at++] as number);
      }
    }
    trace += (inverted[i * n + i] as number) - (alpha[i] as number) ** 2;
  }
  const weights = weightsOf(theta, width);
  for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) * (weights[k] as number);
  return trace;
}

function addPriors(theta: Theta, gradient: Float64Array, isCategory: readonly boolean[]): number {
  const width = isCategory.length;
  let value = 0;
  const add = (index: number, centre: number, sigma: number) => {
    const z = ((theta[index] as number) - centre) / sigma;
    value += 0.5 * z * z;
    gradient[index] = (gradient[index] as number) + z / sigma;
  };
  for (let k = 0; k < width; k++) add(k, prior.lengthScale.centre(isCategory, k), prior.lengthScale.sigma);
  add(width, prior.amplitude.centre, prior.amplitude.sigma);
  add(width + 1, prior.noise.centre, prior.noise.sigma);
  return value;
}
