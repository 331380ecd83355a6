import { GaussianProcess } from './gaussian-process.js';
import { coldStarts, maximumAPosteriori, type Theta } from './hyperparameters.js';
import { type Inputs, pairDistances } from './kernel.js';
import { quantile, type Targets, type Transform, targetsOf, transforms } from './targets.js';

/** What was learnt of a transform: its hyperparameters, and its share among the transforms. */
export interface Learnt {
  readonly transform: Transform;
  readonly theta: Theta;
  readonly share: number;
}

/** Observations beyond which a fit that is warm has fewer other starts, and none. */
const fewObservations = 30;
const manyObservations = 128;
/** Operations that one search for a mode may spend, and bounds of its evaluations. */
const operations = 3e7;
const evaluations = { least: 5, most: 40 };

/**
 * Fits a Gaussian process under each transform of the losses. Of the modes that several starts lead to, that one counts which
 * predicts best: by the leave-one-out density of the better half of the losses, where the optimum will be. The same measure,
 * made comparable by the transforms' slopes, gives the transforms' shares.
 *
 * @param losses `tamed`
 * @returns best first.
 */
export function learn(
  inputs: Inputs,
  losses: Float64Array,
  observations: number,
  before: readonly Learnt[] | undefined,
): Learnt[] {
  const distances = pairDistances(inputs);
  const isCounted = betterHalf(losses);
  const scored = transforms.map((transform) => {
    const targets = targetsOf(losses, transform);
    const warm = before?.find((each) => each.transform === transform)?.theta;
    const modes = startsOf(inputs.isCategory, observations, warm).map((start) => {
      const { theta } = maximumAPosteriori(inputs, distances, targets.y, start, evaluationsFor(inputs));
      return {
        transform,
        theta: theta.map(rounding),
        score: leaveOneOutScore(inputs, targets, theta.map(rounding), isCounted),
      };
    });
    return modes.reduce((best, mode) => (mode.score > best.score ? mode : best));
  });
  const top = Math.max(...scored.map(({ score }) => score));
  const weights = scored.map(({ score }) => Math.exp(score - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return scored
    .map(({ transform, theta }, i) => ({ transform, theta, share: rounding((weights[i] as number) / total) }))
    .sort((a, b) => b.share - a.share);
}

function startsOf(isCategory: readonly boolean[], observations: number, warm: Theta | undefined): Theta[] {
  if (!warm) return coldStarts(isCategory);
  if (observations > manyObservations) return [warm];
  return [warm, ...coldStarts(isCategory).slice(0, observations > fewObservations ? 2 : 3)];
}

function evaluationsFor({ count: n, width }: Inputs): number {
  const affordable = Math.round(operations / (n ** 3 + width * n ** 2));
  return Math.min(evaluations.most, Math.max(evaluations.least, affordable));
}

function leaveOneOutScore(
  inputs: Inputs,
  { y, logSlopes }: Targets,
  theta: Theta,
  isCounted: readonly boolean[],
): number {
  const { logDensity } = new GaussianProcess(inputs, y, theta).leaveOneOut();
  let score = 0;
  for (const [i, counts] of isCounted.entries()) {
    if (counts) score += (logDensity[i] as number) + (logSlopes[i] as number);
  }
  return score;
}

function betterHalf(losses: Float64Array): boolean[] {
  const median = quantile(losses.slice().sort(), 0.5);
  return Array.from(losses, (loss) => loss <= median);
}

/** As it stands in records: few digits, so that it is the same where it is read. */
function rounding(value: number): number {
  return Math.round(value * 1000) / 1000;
}
