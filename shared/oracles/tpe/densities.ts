import type { Dimension, Encoding } from '../encoding.js';
import { lossOfTrial } from '../loss.js';
import { hasEnded, type OracleStudy, type OracleTrial } from '../oracle.js';
import { groupsOf } from './groups.js';
import { Parzen } from './parzen.js';

/** Share, and most, of the trials that have ended that count as good. */
const goodShare = 0.15;
const mostGood = 25;
/** Trials that count fully; older ones less. */
const recent = 25;

/** What is known of a group of dimensions that are active at the same points. */
export interface GroupDensities {
  readonly group: ReadonlyMap<number, Dimension>;
  /** Of the best trials in which it was active, and of the others: pending trials (the constant liar) and failures too. */
  readonly good: Parzen;
  readonly others: Parzen;
}

export function densitiesOf({ space, trials, direction }: OracleStudy, encoding: Encoding): GroupDensities[] {
  const points = trials.map((trial) => encoding.encodeTrial(trial));
  const losses = Float64Array.from(trials, (trial) => lossOfTrial(trial, direction));
  const loss = (index: number) => losses[index] as number;
  const indices = [...trials.keys()];
  const ranked = indices.filter((index) => loss(index) < Number.POSITIVE_INFINITY);
  ranked.sort((a, b) => loss(a) - loss(b) || a - b);
  return groupsOf(space, encoding.dimensions).map((group) => {
    const keys = [...group.keys()];
    const isActive = (index: number) => keys.some((k) => !Number.isNaN((points[index] as Float64Array)[k]));
    const active = indices.filter(isActive);
    const ended = active.filter((index) => hasEnded(trials[index] as OracleTrial)).length;
    const good = ranked.filter(isActive).slice(0, Math.min(Math.ceil(goodShare * ended), mostGood));
    const isGood = new Set(good);
    const others = active.filter((index) => !isGood.has(index));
    const parzenOf = (some: readonly number[], weights: Float64Array) =>
      new Parzen({ group, points: some.map((index) => points[index] as Float64Array), weights, trials: active.length });
    return {
      group,
      good: parzenOf(good, weightsByRank(good.length)),
      others: parzenOf(others, weightsByAge(others.length)),
    };
  });
}

/** ln(n + 1) - ln(rank), of mean 1: the weights of CMA-ES (Hansen 2016). */
function weightsByRank(count: number): Float64Array {
  const weights = new Float64Array(count).map((_, rank) => Math.log(count + 1) - Math.log(rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * count) / total);
}

/** 1 for the latest, down to 1/n for the first (Bergstra et al. 2013, Hyperopt). */
function weightsByAge(count: number): Float64Array {
  const older = count - recent;
  return new Float64Array(count).map((_, age) => {
    if (age >= older) return 1;
    return older === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * age) / (older - 1);
  });
}
