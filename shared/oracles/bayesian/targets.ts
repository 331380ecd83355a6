import { fitYeoJohnson, yeoJohnson, yeoJohnsonLogSlope } from '../../math/power-transform.js';

/** The ways in which losses become targets. */
export const transforms = ['linear', 'squeezed', 'yeo-johnson'] as const;
export type Transform = (typeof transforms)[number];

/** Targets of mean 0 and standard deviation 1, as a Gaussian process expects them, made from losses. */
export interface Targets {
  readonly y: Float64Array;
  /** Logarithm of the transform's slope at each loss: it makes densities under different transforms comparable. */
  readonly logSlopes: Float64Array;
}

/** Interquartile ranges above the upper quartile beyond which a loss is an outlier (Tukey's far out). */
const fence = 3;
/** How much worse than the worst loss a failed trial counts, in ranges of the losses (Vizier's value for infeasible trials). */
const failurePenalty = 0.5;
/** Losses are rounded to this part of their scale, so that rounding in a change of units changes nothing. */
const resolution = 1e-7;

/**
 * Losses without units: a scale of 1, outliers drawn in by logarithms, and failures, which are infinite, a little worse
 * than the worst.
 */
export function tamed(losses: Float64Array): Float64Array {
  const finite = losses.filter(Number.isFinite).sort();
  const [best = 0] = finite;
  const middle = quantile(finite, 0.5);
  const scale = middle - best || (finite.at(-1) ?? best) - best || 1;
  const rounded = losses.map((loss) => Math.round((loss - middle) / scale / resolution) * resolution);
  const known = rounded.filter(Number.isFinite).sort();
  const upper = quantile(known, 0.75);
  const spread = upper - quantile(known, 0.25);
  const end = upper + fence * spread;
  const drawnIn = rounded.map((loss) =>
    Number.isFinite(loss) && loss > end && spread > 0 ? end + spread * Math.log1p((loss - end) / spread) : loss,
  );
  const [least = 0, most = 0] = [Math.min(...drawnIn), Math.max(...drawnIn.filter(Number.isFinite))];
  const failed = most + failurePenalty * (most - least || 1);
  return drawnIn.map((loss) => (Number.isFinite(loss) ? loss : failed));
}

/** Targets from losses that `tamed` has prepared. */
export function targetsOf(losses: Float64Array, transform: Transform): Targets {
  const linear = standardised(losses);
  if (transform === 'linear') return linear;
  return transform === 'squeezed' ? squeezed(linear) : powerTransformed(linear);
}

/** Worse than the median, losses grow by their logarithm alone: where most of a space is bad, the good part is looked at closely. */
function squeezed({ y, logSlopes }: Targets): Targets {
  const sorted = y.slice().sort();
  const median = quantile(sorted, 0.5);
  const spread = median - (sorted[0] as number);
  if (spread === 0) return { y, logSlopes };
  const excess = y.map((value) => Math.log1p(Math.max(0, value - median) / spread));
  const again = standardised(y.map((value, i) => (value > median ? median + spread * (excess[i] as number) : value)));
  return {
    y: again.y,
    logSlopes: again.logSlopes.map((each, i) => each - (excess[i] as number) + (logSlopes[i] as number)),
  };
}

/** Yeo and Johnson's transform, as HEBO uses it (Cowen-Rivers et al. 2022). */
function powerTransformed({ y, logSlopes }: Targets): Targets {
  const lambda = fitYeoJohnson(y);
  const again = standardised(y.map((value) => yeoJohnson(value, lambda)));
  const ownSlopes = y.map((value) => yeoJohnsonLogSlope(value, lambda));
  return {
    y: again.y,
    logSlopes: again.logSlopes.map((each, i) => each + (ownSlopes[i] as number) + (logSlopes[i] as number)),
  };
}

function standardised(values: Float64Array): Targets {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  const scale = Math.sqrt(variance) || 1;
  return { y: values.map((value) => (value - mean) / scale), logSlopes: values.map(() => -Math.log(scale)) };
}

/** @param sorted ascending */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? 0;
  return low + (position % 1) * ((sorted[Math.ceil(position)] ?? 0) - low);
}
