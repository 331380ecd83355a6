import type { Random } from '../../math/random.js';
import type { Values } from '../../space/parameter.js';
import { pointKey, type Space } from '../../space/space.js';
import { Encoding } from '../encoding.js';
import { initialPoint } from '../initial-design.js';
import { hasEnded, numberOfNext, type Oracle, type OracleStudy } from '../oracle.js';
import { untriedPoint } from '../untried.js';
import { densitiesOf, type GroupDensities } from './densities.js';

const initialTrials = 10;
const candidates = 24;
/** Where most of what is good was tried, it takes more draws to find as many candidates that were not. */
const mostDraws = 100;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate, as Optuna 5's: of points drawn from the density of
 * the good trials, that one is suggested at which this density is greatest relative to the density of all others. Trials
 * that are pending count as not good (the constant liar), as do failures. Takes time proportional to the trials.
 *
 * Hyperparameters that are active under the same conditions are one group. Its two densities come from the trials in which it
 * was active, the good among those, so they say what is good there once it is reached. Draws go down the tree of conditions,
 * and a candidate's score is the sum of the log ratios of the groups that it reaches: each density conditional on the group
 * being reached, that is the log ratio of two densities over all points of the conditional space.
 *
 * By measurement it differs from Optuna's: the better of the good trials weigh more (as in CMA-ES), more of them are good,
 * bandwidths may be narrower, the good are chosen by group, and groups are scored together.
 */
export const tpe: Oracle = {
  name: 'tpe',
  endsByItself: false,
  next(study, random) {
    const { space, trials, epochs } = study;
    const tried = new Set(trials.map(({ point }) => point));
    const number = numberOfNext(trials);
    const isInitial = number < initialTrials || !trials.some(hasEnded);
    const values =
      (isInitial ? initialPoint(study, number) : mostPromising(study, tried, random)) ??
      untriedPoint(space, tried, random);
    return values ? { kind: 'trial', values, toEpoch: epochs } : { kind: 'exhausted' };
  },
};

/** The best of the candidates that were not tried. */
function mostPromising(study: OracleStudy, tried: ReadonlySet<string>, random: Random): Values | undefined {
  const encoding = encodingOf(study.space);
  const groups = densitiesOf(study, encoding);
  let best: { values: Values; score: number } | undefined;
  for (let draw = 0, found = 0; draw < mostDraws && found < candidates; draw++) {
    const point = new Float64Array(encoding.dimensions.length);
    for (const { good } of groups) good.drawInto(point, random);
    const values = encoding.decode(point);
    if (tried.has(pointKey(values))) continue;
    found++;
    const score = scoreOf(encoding.encode(values), groups);
    if (!best || score > best.score) best = { values, score };
  }
  return best?.values;
}

/** The groups that are not active have no coordinates, and no say. */
function scoreOf(point: Float64Array, groups: readonly GroupDensities[]): number {
  let score = 0;
  for (const { group, good, others } of groups) {
    const isActive = [...group.keys()].every((index) => !Number.isNaN(point[index]));
    if (isActive) score += good.logDensity(point) - others.logDensity(point);
  }
  return score;
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
