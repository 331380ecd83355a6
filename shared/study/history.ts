import { Front, hypervolume, type Losses } from '../math/pareto.js';
import { isPareto } from './scores.js';
import type { Study } from './study.js';
import type { Trial } from './trial.js';

/** A trial with its score, and what the study had reached with it. */
export interface HistoryPoint {
  readonly trial: number;
  /** One, or with several objectives one for each. */
  readonly scores: readonly number[];
  /** The best score so far; absent with several objectives. */
  readonly best?: number;
  /**
   * With several objectives, how much of the box from the best to the worst score of each the front so far dominates, in
   * [0, 1]. The box is that of all trials, so further trials may change it.
   */
  readonly hypervolume?: number;
}

/** The trials that have a score and did not fail, in the order of their numbers. */
export function historyOf({ trials, definition: { objective } }: Study): readonly HistoryPoint[] {
  const scored = trials.filter((trial): trial is Scored => trial.losses !== undefined && trial.status !== 'failed');
  return isPareto(objective) ? volumesSoFar(scored) : bestSoFar(scored);
}

interface Scored extends Trial {
  readonly scores: readonly number[];
  readonly losses: Losses;
}

function bestSoFar(trials: readonly Scored[]): HistoryPoint[] {
  let best: Scored | undefined;
  return trials.map((trial) => {
    if (!best || (trial.losses[0] as number) < (best.losses[0] as number)) best = trial;
    return { trial: trial.number, scores: trial.scores, best: best.scores[0] as number };
  });
}

function volumesSoFar(trials: readonly Scored[]): HistoryPoint[] {
  const front = new Front();
  const scaled = inUnitBox(trials.map(({ losses }) => losses));
  let volume = 0;
  return trials.map(({ number, scores }, index) => {
    const point = scaled[index] as Losses;
    if (front.add(point))
      volume = hypervolume(
        front.points,
        point.map(() => 1),
      );
    return { trial: number, scores, hypervolume: volume };
  });
}

/** Losses from 0, the best of each, to 1, the worst; 0 if all are the same. */
function inUnitBox(points: readonly Losses[]): Losses[] {
  const bounds = (points[0] ?? []).map((_, objective) => {
    const losses = points.map((point) => point[objective] as number);
    const least = losses.reduce((a, b) => Math.min(a, b));
    return { least, range: losses.reduce((a, b) => Math.max(a, b)) - least };
  });
  return points.map((point) =>
    point.map((loss, objective) => {
      const { least, range } = bounds[objective] as (typeof bounds)[number];
      return range > 0 ? (loss - least) / range : 0;
    }),
  );
}
