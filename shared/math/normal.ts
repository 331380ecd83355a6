/** ½ log 2π: what a log density of the normal distribution lacks. */
const halfLogTwoPi = 0.9189385332046728;
const inverseRootTwoPi = 0.3989422804014327;
const rootHalfPi = 1.2533141373155003;

/**
 * Everything here rests on one function, the reciprocal tail ratio
 *
 *     s(x) = Φ(-x) / h(-x) = x + 2/(x + 3/(x + 4/(x + …))),   x ≥ 0,   h(z) = φ(z) + z Φ(z),
 *
 * for h' = Φ and h(-x) = φ(x) - x Φ(-x) give, with no difference of like numbers, for all x ≥ 0
 *
 *     Φ(-x) = φ(x)/(x + 1/s(x))   and   h(-x) = φ(x)/(1 + x s(x)).
 *
 * s(x)/(x + √(π/2)) is smooth and 1 at both ends, so one polynomial in t = (x - 3)/(x + 3) serves the whole half line: the
 * Chebyshev series of degree 30, written in powers of t, lowest first, worked out with 60 digits by
 * test/shared/math/fixtures/tail_ratio.py. Its relative error in float64 is below 4e-16. (Shepherd and Laframboise 1981
 * do so with erfc.)
 */
const tailPolynomial = Float64Array.of(
  0.8304906253302542,
  0.07039944655681121,
  0.16654514892772315,
  -0.06651030486451093,
  -0.006274688219464994,
  -0.002575733797573789,
  0.011035774758738246,
  -0.0004257104162061015,
  -0.002660276633105146,
  -0.0013878269792229447,
  0.0009981791452704516,
  0.0007961823488154903,
  -9.518426640605665e-5,
  -0.0004068096047500452,
  -0.0001030002339220093,
  0.00013472885043369696,
  0.00010090041323001134,
  -1.8655968318784463e-5,
  -5.171147678842564e-5,
  -1.3531405550148542e-5,
  1.707288494802578e-5,
  1.2734644230292761e-5,
  -2.4669206865521028e-6,
  -6.070549377586452e-6,
  -8.689461345746829e-7,
  1.8798167270673798e-6,
  6.568717741731732e-7,
  -3.6187359825386713e-7,
  -1.8258927077937587e-7,
  3.3242090813161704e-8,
  2.095384026941473e-8,
);

/** s(x) of the comment above, for x ≥ 0. Even and odd powers are summed apart: two chains of additions take half the time of one. */
function tailRatio(x: number): number {
  if (x > 1e9) return x;
  const t = (x - 3) / (x + 3);
  const square = t * t;
  let even = tailPolynomial[30] as number;
  let odd = 0;
  for (let power = 29; power > 0; power -= 2) {
    odd = odd * square + (tailPolynomial[power] as number);
    even = even * square + (tailPolynomial[power - 1] as number);
  }
  return (even + odd * t) * (x + rootHalfPi);
}

/** log φ(z), φ the density of the standard normal distribution. */
export function normalLogDensity(z: number): number {
  return -0.5 * z * z - halfLogTwoPi;
}

/** Φ(-x) for x ≥ 0. The square in φ(x) is split in two, for its rounding would count x²/2 times (Cody 1969 does so with erfc). */
function upperTail(x: number): number {
  if (x > 39) return 0;
  const head = Math.trunc(x * 16) / 16;
  const density = inverseRootTwoPi * Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (x - head) * (x + head));
  return density / (x + 1 / tailRatio(x));
}

/** Φ(z), the standard normal distribution function, in [0, 1]. Its relative error is some 1e-15 down to z = -37. */
export function normalDistribution(z: number): number {
  return z > 0 ? 1 - upperTail(z) : upperTail(-z);
}

/** log Φ(z), at most 0. Its relative error is some 1e-15 wherever it is finite, so also where Φ(z) is 0 in float64. */
export function normalLogDistribution(z: number): number {
  if (z > 0) return Math.log1p(-upperTail(z));
  return normalLogDensity(z) - Math.log(1 / tailRatio(-z) - z);
}

/**
 * log h(z), h(z) = φ(z) + z Φ(z): the logarithm of the expected improvement of a normal variable over a threshold that lies
 * z standard deviations below its mean, in those standard deviations. It neither vanishes nor cancels far below, where h
 * does; why that matters: Ament et al. 2023, "Unexpected Improvements to Expected Improvement for Bayesian Optimization".
 * The error of h that is left is some 1e-15 of its value (times z²/2 for z < -1, that of the exponent).
 */
export function logExpectedImprovement(z: number): number {
  if (z <= 0) return normalLogDensity(z) - Math.log1p(-z * tailRatio(-z));
  return Math.log(z + Math.exp(normalLogDensity(z)) / (1 + z * tailRatio(z)));
}

/** The derivative of `logExpectedImprovement`, Φ(z)/h(z) > 0: about -z far below, 1/z far above. */
export function logExpectedImprovementSlope(z: number): number {
  if (z <= 0) return tailRatio(-z);
  const s = tailRatio(z);
  const density = Math.exp(normalLogDensity(z));
  return (1 - density / (z + 1 / s)) / (z + density / (1 + z * s));
}

/** Coefficients of Wichura 1988, "Algorithm AS 241: The Percentage Points of the Normal Distribution" (PPND16), lowest power first. */
const centre = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
} as const;
const shoulder = {
  over: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
} as const;
const tail = {
  over: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
} as const;

function ratio({ over, under }: { over: readonly number[]; under: readonly number[] }, x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let power = over.length - 1; power >= 0; power--) {
    numerator = numerator * x + (over[power] as number);
    denominator = denominator * x + (under[power] as number);
  }
  return numerator / denominator;
}

/** The inverse of `normalDistribution`, with a relative error of some 1e-15 (Wichura 1988). ∓Infinity at 0 and 1, NaN beyond. */
export function normalQuantile(p: number): number {
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * ratio(centre, 0.180625 - offset * offset);
  const inTail = offset < 0 ? p : 1 - p;
  if (!(inTail > 0)) return inTail === 0 ? offset * Number.POSITIVE_INFINITY : Number.NaN;
  const depth = Math.sqrt(-Math.log(inTail));
  const size = depth <= 5 ? ratio(shoulder, depth - 1.6) : ratio(tail, depth - 5);
  return offset < 0 ? -size : size;
}
