import type { Encoding } from '../encoding.js';
import { lossOfTrial } from '../loss.js';
import { hasEnded, type OracleStudy } from '../oracle.js';

/** What a model sees of a study. */
export interface History {
  /** Coordinates of the trials that have ended, in the order of their numbers. */
  readonly points: readonly Float64Array[];
  /** One for each, lower is better; infinite for a trial that failed or has no finite score. */
  readonly losses: Float64Array;
  /** Coordinates of the trials that have not ended. */
  readonly pending: readonly Float64Array[];
}

export function historyOf({ trials, direction }: OracleStudy, encoding: Encoding): History {
  const ended = trials.filter(hasEnded);
  return {
    points: ended.map((trial) => encoding.encodeTrial(trial)),
    losses: Float64Array.from(ended, (trial) => lossOfTrial(trial, direction)),
    pending: trials.filter((trial) => !hasEnded(trial)).map((trial) => encoding.encodeTrial(trial)),
  };
}

/** Indices of the losses, best first, the earlier of equals. */
export function ranked(losses: Float64Array): number[] {
  return [...losses.keys()].sort((a, b) => (losses[a] as number) - (losses[b] as number) || a - b);
}

/** A model of more points would take too long: the best, the latest, and those nearest to the best. */
const mostPoints = { best: 128, latest: 64, nearest: 64 };
/** Pending trials that are conditioned on: the latest. */
const mostPending = 64;

/** The part of a history that a model can know. */
export function selected({ points, losses, pending }: History): History {
  const few = pending.slice(-mostPending);
  const { best, latest, nearest } = mostPoints;
  if (points.length <= best + latest + nearest) return { points, losses, pending: few };
  const order = ranked(losses);
  const incumbent = points[order[0] as number] as Float64Array;
  const chosen = new Set([...order.slice(0, best), ...[...losses.keys()].slice(-latest)]);
  const distances = points.map((point) => point.reduce((sum, x, k) => sum + (x - (incumbent[k] as number)) ** 2, 0));
  const byDistance = [...distances.keys()].sort((a, b) => (distances[a] as number) - (distances[b] as number));
  for (const index of byDistance) {
    if (chosen.size === best + latest + nearest) break;
    chosen.add(index);
  }
  const indices = [...chosen].sort((a, b) => a - b);
  return {
    points: indices.map((index) => points[index] as Float64Array),
    losses: Float64Array.from(indices, (index) => losses[index] as number),
    pending: few,
  };
}
