import type { OracleStudy, OracleTrial } from '../oracle.js';
import type { Encoding } from './encoding.js';

/** What a model sees of a study: points with losses, lower is better, and points whose losses are still to come. */
export interface History {
  readonly points: readonly Float64Array[];
  /** One for each point; a trial that failed, or has no finite score, has infinity. */
  readonly losses: Float64Array;
  readonly pending: readonly Float64Array[];
}

export function historyOf({ trials, direction }: OracleStudy, encoding: Encoding): History {
  const points: Float64Array[] = [];
  const losses: number[] = [];
  const pending: Float64Array[] = [];
  for (const trial of trials) {
    const point = encoding.encode(trial.values);
    if (isPending(trial)) {
      pending.push(point);
    } else {
      points.push(point);
      losses.push(lossOf(trial, direction));
    }
  }
  return { points, losses: Float64Array.from(losses), pending };
}

function isPending({ status }: OracleTrial): boolean {
  return status === 'running' || status === 'waiting';
}

function lossOf({ status, score }: OracleTrial, direction: 'min' | 'max'): number {
  if (status === 'failed' || score === undefined || !Number.isFinite(score)) return Number.POSITIVE_INFINITY;
  return direction === 'min' ? score : -score;
}
