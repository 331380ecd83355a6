import type { Random } from '../../math/random.js';
import type { Values } from '../../space/parameter.js';
import { pointKey, type Space } from '../../space/space.js';
import { Encoding } from '../encoding.js';
import { initialPoint } from '../initial-design.js';
import type { Oracle, OracleStudy, OracleTrial } from '../oracle.js';
import { untriedPoint } from '../untried.js';
import { Parzen } from './parzen.js';

const initialTrials = 10;
const candidates = 24;
/** Share, and most, of the trials that have ended that count as good. */
const goodShare = 0.15;
const mostGood = 25;
/** Trials that count fully; older ones less. */
const recent = 25;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate, as Optuna 5's: of points drawn from the density of
 * the good trials, that one is suggested at which this density is greatest relative to the density of all others. Trials
 * that are pending count as not good (the constant liar), as do failures. Takes time proportional to the trials.
 *
 * Draws go down the tree of conditions: the hyperparameters of a branch come from the trial that their parents were drawn
 * from or, where the branch was not active there, from another good one in which it was.
 *
 * By measurement it differs from Optuna's: the better of the good trials weigh more (as in CMA-ES), more of them are good,
 * and bandwidths may be narrower.
 */
export const tpe: Oracle = {
  name: 'tpe',
  endsByItself: false,
  next(study, random) {
    const { space, trials, epochs } = study;
    const tried = new Set(trials.map(({ point }) => point));
    const isInitial = trials.length < initialTrials || !trials.some(hasEnded);
    const values =
      (isInitial ? initialPoint(study, trials.length) : mostPromising(study, tried, random)) ??
      untriedPoint(space, tried, random);
    return values ? { kind: 'trial', values, toEpoch: epochs } : { kind: 'exhausted' };
  },
};

/** The best of the candidates that were not tried. */
function mostPromising(study: OracleStudy, tried: ReadonlySet<string>, random: Random): Values | undefined {
  const encoding = encodingOf(study.space);
  const { good, others } = densitiesOf(study, encoding);
  let best: { values: Values; score: number } | undefined;
  for (let candidate = 0; candidate < candidates; candidate++) {
    const values = drawFrom(good, encoding, random);
    if (tried.has(pointKey(values))) continue;
    const point = encoding.encode(values);
    const score = good.logDensity(point) - others.logDensity(point);
    if (!best || score > best.score) best = { values, score };
  }
  return best?.values;
}

/** Coordinates of all dimensions are drawn, in their own order; those of branches that turn out inactive fall away. */
function drawFrom(good: Parzen, encoding: Encoding, random: Random): Values {
  const kernel = good.draw(random);
  const point = Float64Array.from(encoding.dimensions, (_, dimension) => {
    return good.coordinate(good.kernelWith(dimension, kernel, random), dimension, random);
  });
  return encoding.decode(point);
}

function densitiesOf({ trials, direction }: OracleStudy, encoding: Encoding): { good: Parzen; others: Parzen } {
  const loss = (trial: OracleTrial) => lossOf(trial, direction);
  const scored = trials.filter((trial) => hasEnded(trial) && loss(trial) < Number.POSITIVE_INFINITY);
  scored.sort((a, b) => loss(a) - loss(b) || a.number - b.number);
  const ended = trials.filter(hasEnded).length;
  const best = scored.slice(0, Math.min(Math.ceil(goodShare * ended), mostGood));
  const isGood = new Set(best);
  const others = trials.filter((trial) => !isGood.has(trial));
  const rowsOf = (some: readonly OracleTrial[]) => some.map((trial) => encoding.encodeTrial(trial));
  return {
    good: new Parzen(encoding, rowsOf(best), weightsByRank(best.length), trials.length),
    others: new Parzen(encoding, rowsOf(others), weightsByAge(others.length), trials.length),
  };
}

function hasEnded({ status }: OracleTrial): boolean {
  return status === 'completed' || status === 'failed';
}

function lossOf({ status, score }: OracleTrial, direction: 'min' | 'max'): number {
  if (status === 'failed' || score === undefined || !Number.isFinite(score)) return Number.POSITIVE_INFINITY;
  return direction === 'min' ? score : -score;
}

/** ln(n + 1) - ln(rank), of mean 1: the weights of CMA-ES (Hansen 2016). */
function weightsByRank(count: number): number[] {
  const weights = Array.from({ length: count }, (_, rank) => Math.log(count + 1) - Math.log(rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * count) / total);
}

/** 1 for the latest, down to 1/n for the first (Bergstra et al. 2013, Hyperopt). */
function weightsByAge(count: number): number[] {
  const older = count - recent;
  return Array.from({ length: count }, (_, age) => {
    if (age >= older) return 1;
    return older === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * age) / (older - 1);
  });
}

/** The encoding of a space in which inactive hyperparameters are missing, made once. */
function encodingOf(space: Space): Encoding {
  const known = encodings.get(space);
  if (known) return known;
  const encoding = new Encoding(space, { position: Number.NaN, category: Number.NaN });
  encodings.set(space, encoding);
  return encoding;
}

const encodings = new WeakMap<Space, Encoding>();
