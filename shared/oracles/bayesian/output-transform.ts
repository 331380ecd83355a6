import { fitYeoJohnson, yeoJohnson, yeoJohnsonLogSlope } from '../../math/power-transform.js';
export const tuneY: Record<string, number> = { winsor: 1, fail: 0.5, squeeze: 1, spread: 1 };

/** Targets of mean 0 and standard deviation 1, made from losses. */
export interface Targets {
  readonly name: string;
  readonly y: Float64Array;
  /** Sum of the logarithms of the transform's slope: compares densities of differently transformed losses. */
  readonly logSlopes: Float64Array;
}

export function standardise(values: Float64Array): { y: Float64Array; scale: number } {
  let mean = 0;
  for (const v of values) mean += v / values.length;
  let variance = 0;
  for (const v of values) variance += (v - mean) ** 2 / values.length;
  const scale = Math.sqrt(variance) || 1;
  return { y: values.map((v) => (v - mean) / scale), scale };
}

/** Replaces failures, and squeezes outliers beyond the upper quartile. */
export function tame(losses: Float64Array): Float64Array {
  const finite = losses.filter(Number.isFinite).sort();
  if (finite.length === 0) return losses.map(() => 0);
  const best = finite[0] as number;
  const at = (q: number) => {
    const position = q * (finite.length - 1);
    const low = Math.floor(position);
    return (finite[low] as number) + (position - low) * ((finite[Math.min(low + 1, finite.length - 1)] as number) - (finite[low] as number));
  };
  const upper = at(0.75);
  const fence = upper + 3 * (upper - at(0.25));
  const squeeze = (loss: number) => (loss > fence && fence > best ? fence + (upper - at(0.25)) * Math.log1p((loss - fence) / Math.max(upper - at(0.25), 1e-300)) : loss);
  const squeezed = losses.map((loss) => (Number.isFinite(loss) ? (tune2() ? squeeze(loss) : loss) : loss));
  const most = squeezed.reduce((worst, loss) => (Number.isFinite(loss) ? Math.max(worst, loss) : worst), best);
  const failed = most + (tuneY.fail as number) * (most - best);
  return squeezed.map((loss) => (Number.isFinite(loss) ? loss : failed));
}
const tune2 = () => tuneY.winsor === 1;

export function targetsOf(losses: Float64Array): Targets[] {
  const tamed = tame(losses);
  const plain = standardise(tamed);
  const zeros = new Float64Array(losses.length).fill(-Math.log(plain.scale));
  const lambda = fitYeoJohnson(plain.y);
  const bent = plain.y.map((v) => yeoJohnson(v, lambda));
  const again = standardise(bent);
  const sorted = plain.y.slice().sort();
  const median = sorted[sorted.length >> 1] as number;
  const spread = (median - (sorted[0] as number)) * (tuneY.spread as number);
  const squeezed = plain.y.map((v) => (v > median && spread > 0 ? median + spread * Math.log1p((v - median) / spread) : v));
  const third = standardise(squeezed);
  const slopes = plain.y.map((v, i) => (v > median && spread > 0 ? -Math.log1p((v - median) / spread) : 0) - Math.log(third.scale) + (zeros[i] as number));
  return [
    ...(tuneY.squeeze === 1 ? [{ name: 'squeezed', y: third.y, logSlopes: slopes }] : []),
    { name: 'linear', y: plain.y, logSlopes: zeros },
    {
      name: 'yeo-johnson',
      y: again.y,
      logSlopes: plain.y.map((v, i) => yeoJohnsonLogSlope(v, lambda) - Math.log(again.scale) + (zeros[i] as number)),
    },
  ];
}
