import { StepladderError } from '../errors.js';
import { nonDominatedRanks } from '../math/pareto.js';
import { randomFor } from '../math/random.js';
import { type Dimension, Encoding } from '../oracles/encoding.js';
import { rankedTrials } from '../study/front.js';
import { metricOf, rankingBy } from '../study/leaderboard.js';
import type { MetricObjective } from '../study/records.js';
import { isPareto } from '../study/scores.js';
import type { Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';

/** With fewer, the best tenth is not one whole trial, and a forest learns nothing. */
const fewestTrials = 10;

/** What importances are worked out from: trials as points and losses. */
export interface Observations {
  /** Declarations of hyperparameters that have a choice, in the order of their declaration. */
  readonly dimensions: readonly Dimension[];
  /** A trial each: a position in [0, 1] for a number, an index for a category, NaN where it is not active. */
  readonly points: readonly Float64Array[];
  /** A trial each, ascending: lower is better. */
  readonly losses: Float64Array;
  /** Trials that there are, of which those were drawn. */
  readonly drawnFrom: number;
}

/**
 * The trials that have a score and did not fail, each as good as its best epoch, in an order that is theirs alone: neither
 * their numbers nor the names of hyperparameters count.
 *
 * @param mostTrials with more of them, so many are drawn.
 * @param metric what is looked at. @default the objective: the score, or with several objectives the rank of non-dominated sorting
 * @throws NoHyperparameters if none has a choice; TooFewTrials; InvalidRequest if no trial has reported the metric, or all
 *   have the same value of it.
 */
export function observationsOf(study: Study, mostTrials: number, metric?: string): Observations {
  const encoding = new Encoding(study.space, { position: Number.NaN, category: Number.NaN });
  const order = study.space.parameters.flatMap((parameter) => {
    const index = encoding.dimensions.findIndex((dimension) => dimension.parameter === parameter);
    return index < 0 ? [] : [index];
  });
  const all = lossesOfTrials(study, metric === undefined ? undefined : rankingBy(study, metric));
  const rows = drawn(all, mostTrials).map(({ trial, loss }) => {
    const point = encoding.encodeTrial(trial);
    return { loss, point: Float64Array.from(order, (index) => point[index] as number) };
  });
  rows.sort((a, b) => a.loss - b.loss || comparePoints(a.point, b.point));
  const losses = Float64Array.from(rows, ({ loss }) => loss);
  const dimensions = order.map((index) => encoding.dimensions[index] as Dimension);
  refuseToTell(study, metric, dimensions, losses);
  return { dimensions, points: rows.map(({ point }) => point), losses, drawnFrom: all.length };
}

/** Each trial has a lot by its number, and the lowest count: so a further trial takes the place of one at the most. */
function drawn<T extends { readonly trial: Trial }>(trials: readonly T[], count: number): readonly T[] {
  if (trials.length <= count) return trials;
  return trials
    .map((each) => ({ each, lot: randomFor('importance', each.trial.number)() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .map(({ each }) => each);
}

function refuseToTell(
  { definition: { study, objective } }: Study,
  metric: string | undefined,
  dimensions: readonly Dimension[],
  losses: Float64Array,
): void {
  if (dimensions.length === 0) {
    throw new StepladderError('NoHyperparameters', `No hyperparameter of study '${study}' has more than one value`);
  }
  const what = metric ?? 'score';
  if (losses.length < fewestTrials) {
    const message = `Importances take ${fewestTrials} trials with a ${what}; study '${study}' has ${losses.length}`;
    throw new StepladderError('TooFewTrials', message);
  }
  if (losses[0] === losses.at(-1)) {
    const isFront = metric === undefined && isPareto(objective);
    const why = isFront ? 'are on the front: name a metric' : `have the same ${what}: nothing made a difference`;
    throw new StepladderError('InvalidRequest', `All ${losses.length} trials of study '${study}' ${why}`);
  }
}

function lossesOfTrials(study: Study, by?: MetricObjective): { trial: Trial; loss: number }[] {
  const trials = rankedTrials(study).map(({ trial }) => trial);
  if (by) {
    return trials.flatMap((trial) => {
      const value = metricOf(trial, by.name);
      return value === undefined ? [] : [{ trial, loss: by.direction === 'min' ? value : -value }];
    });
  }
  const losses = trials.map((trial) => trial.losses as readonly number[]);
  const ranks = isPareto(study.definition.objective) ? nonDominatedRanks(losses) : losses.map(([loss]) => loss);
  return trials.map((trial, index) => ({ trial, loss: ranks[index] as number }));
}

/** By the first coordinate that differs; none comes first. */
function comparePoints(a: Float64Array, b: Float64Array): number {
  const place = (coordinate: number | undefined) => (Number.isNaN(coordinate) ? -1 : (coordinate as number));
  const index = a.findIndex((coordinate, i) => place(coordinate) !== place(b[i]));
  return index < 0 ? 0 : place(a[index]) - place(b[index]);
}
