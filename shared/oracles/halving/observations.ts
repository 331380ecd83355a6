import type { OracleStudy, OracleTrial } from '../oracle.js';
import { type Member, membersOf, rungsOf } from './rungs.js';

/** A trial's loss at a rung, as it would be at the highest. */
export interface Observation {
  readonly trial: OracleTrial;
  /** Index of the rung. */
  readonly rung: number;
  /** Infinite for a trial that failed, or has no finite score there. */
  readonly loss: number;
}

/**
 * What trials had at each rung that they reached, highest rung first and best first; trials that failed come before all.
 * Losses at lower rungs are moved by what training on typically brings: so what differs between rungs is the trials' doing.
 */
export function observationsOf(study: OracleStudy): Observation[] {
  const rungs = rungsOf(study).map((epoch) => membersOf(study, epoch));
  const gains = gainsOf(rungs);
  const failed = study.trials.filter(({ status }) => status === 'failed');
  return [
    ...failed.map((trial) => ({ trial, rung: rungs.length - 1, loss: Number.POSITIVE_INFINITY })),
    ...rungs
      .map((members, rung) => members.map(({ trial, loss }) => ({ trial, rung, loss: loss + (gains[rung] as number) })))
      .reverse()
      .flat(),
  ];
}

/** For each rung, what a loss changes by up to the highest: sums of the medians over trials that reached the next rung. */
function gainsOf(rungs: readonly (readonly Member[])[]): number[] {
  const gains = rungs.map(() => 0);
  for (let rung = rungs.length - 2; rung >= 0; rung--) {
    const before = new Map((rungs[rung] as Member[]).map(({ trial, loss }) => [trial.number, loss]));
    const steps = (rungs[rung + 1] as Member[])
      .map(({ trial, loss }) => loss - (before.get(trial.number) as number))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    gains[rung] = (gains[rung + 1] as number) + (steps[steps.length >> 1] ?? 0);
  }
  return gains;
}
