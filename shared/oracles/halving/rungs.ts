import { byLoss, lossOf } from '../loss.js';
import type { OracleStudy, OracleTrial } from '../oracle.js';

const defaultFactor = 3;

/** The factor of a study: of so many trials at a rung one goes on. */
export function factorOf({ options }: OracleStudy): number {
  return options?.factor ?? defaultFactor;
}

/**
 * The epochs of the rungs, ascending, the last a whole training: each a factor above the one before, rounded up (as those of
 * Keras Tuner's Hyperband), the lowest at least `minEpochs`.
 */
export function rungsOf(study: OracleStudy): number[] {
  const { epochs } = study;
  const factor = factorOf(study);
  const least = leastEpochsOf(study);
  const rungs: number[] = [];
  for (let divisor = 1; epochs / divisor >= least * (1 - tolerance); divisor *= factor) {
    const rung = roundedUp(epochs / divisor);
    if (rung !== rungs[0]) rungs.unshift(rung);
  }
  return rungs;
}

/** Epochs that the lowest rung has at the least. */
export function leastEpochsOf({ epochs, options }: OracleStudy): number {
  return Math.min(options?.minEpochs ?? 1, epochs);
}

/** The next whole number, of a quotient that may be one but for rounding. */
export function roundedUp(quotient: number): number {
  return Math.ceil(quotient * (1 - tolerance));
}

const tolerance = 1e-12;

/** A trial at a rung, with its score there. */
export interface Member {
  readonly trial: OracleTrial;
  /** Lower is better; infinite without a finite score. */
  readonly loss: number;
}

/** The trials that have trained up to a rung, best first, the earlier of equals. */
export function membersOf({ trials, direction }: OracleStudy, epoch: number): Member[] {
  const members = trials
    .filter((trial) => hasReached(trial, epoch))
    .map((trial) => ({
      trial,
      loss: lossAt(trial, epoch, direction),
    }));
  return members.sort((a, b) => byLoss(a.loss, b.loss) || a.trial.number - b.trial.number);
}

/** Whether the trial's score is known at that epoch. A trial that failed has none that counts. */
export function hasReached({ status, curve = [] }: OracleTrial, epoch: number): boolean {
  return status !== 'failed' && (curve.at(-1)?.epoch ?? 0) >= epoch;
}

/** The best loss up to an epoch (Keras Tuner's rule: a trial is as good as its best epoch); infinite where there is none. */
export function lossAt({ curve = [] }: OracleTrial, epoch: number, direction: 'min' | 'max'): number {
  let least = Number.POSITIVE_INFINITY;
  for (const point of curve) {
    if (point.epoch > epoch) break;
    least = Math.min(least, lossOf(point.score, direction));
  }
  return least;
}

/** Whether a trial trains no longer, at exactly that epoch, and may go on. */
export function isPausedAt({ status, stopped, epochs }: OracleTrial, epoch: number): boolean {
  return status === 'completed' && !stopped && epochs === epoch;
}
