/** λ is sought within these bounds: beyond them the transform of standardised values runs into the limits of float64. */
const leastLambda = -5;
const greatestLambda = 5;
/** The likelihood is flat to float64's precision within some 1e-8 of its top. */
const tolerance = 1e-7;
/** Values that differ by less than this part of their size are constant. */
const constancy = 1e-12;
const goldenSection = (Math.sqrt(5) - 1) / 2;

/**
 * Yeo and Johnson's power transform (2000, "A new family of power transformations to improve normality or symmetry"):
 * ((1+y)^λ - 1)/λ for y ≥ 0, -((1-y)^(2-λ) - 1)/(2-λ) for y < 0, and the limits of these at λ = 0 and λ = 2, log(1+y) and
 * -log(1-y). It grows with the value, and is the identity for λ = 1.
 */
export function yeoJohnson(value: number, lambda: number): number {
  return fromLogarithm(signedLogarithm(value), lambda);
}

/** The logarithm of `yeoJohnson`'s derivative by the value: (λ - 1) log(1+y) for y ≥ 0, (1 - λ) log(1-y) for y < 0. */
export function yeoJohnsonLogSlope(value: number, lambda: number): number {
  return (lambda - 1) * signedLogarithm(value);
}

/**
 * The λ in [-5, 5] under which the transformed values are most likely a sample of a normal distribution of any mean and
 * variance: scikit-learn's `PowerTransformer`, but bounded. The log-likelihood is strictly concave in λ (Marchand et al. 2022,
 * "SecureFedYJ"), so golden section search finds its top, in about 40 evaluations.
 *
 * @param values finite; best standardised, since the transform bends at 0 by steps of about 1.
 * @returns λ, with an error of some 1e-7; 1, the identity, for constant values and fewer than two.
 */
export function fitYeoJohnson(values: ArrayLike<number>): number {
  const logarithms = Float64Array.from(values, signedLogarithm);
  if (isConstant(values)) return 1;
  let low = leastLambda;
  let high = greatestLambda;
  let left = high - goldenSection * (high - low);
  let right = low + goldenSection * (high - low);
  let atLeft = logLikelihood(logarithms, left);
  let atRight = logLikelihood(logarithms, right);
  while (high - low > tolerance) {
    if (atLeft > atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - goldenSection * (high - low);
      atLeft = logLikelihood(logarithms, left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + goldenSection * (high - low);
      atRight = logLikelihood(logarithms, right);
    }
  }
  return (low + high) / 2;
}

/** sign(y) log(1+|y|). */
function signedLogarithm(value: number): number {
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value);
}

/** `yeoJohnson` of the value with this signed logarithm. */
function fromLogarithm(logarithm: number, lambda: number): number {
  const exponent = logarithm < 0 ? (lambda - 2) * logarithm : lambda * logarithm;
  return exponent === 0 ? logarithm : logarithm * (Math.expm1(exponent) / exponent);
}

function isConstant(values: ArrayLike<number>): boolean {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    least = Math.min(least, values[index] as number);
    greatest = Math.max(greatest, values[index] as number);
  }
  return !(greatest - least > constancy * Math.max(Math.abs(least), Math.abs(greatest)));
}

/** The log-likelihood of λ with the likeliest mean and variance, but for a constant. */
function logLikelihood(logarithms: Float64Array, lambda: number): number {
  let mean = 0;
  let sumOfLogarithms = 0;
  for (const logarithm of logarithms) {
    mean += fromLogarithm(logarithm, lambda) / logarithms.length;
    sumOfLogarithms += logarithm;
  }
  let variance = 0;
  for (const logarithm of logarithms) variance += (fromLogarithm(logarithm, lambda) - mean) ** 2 / logarithms.length;
  return (lambda - 1) * sumOfLogarithms - 0.5 * logarithms.length * Math.log(variance);
}
