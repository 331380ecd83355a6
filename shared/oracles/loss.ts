import type { OracleTrial } from './oracle.js';

/** A score as a loss: lower is better, and infinite where it is missing or not finite. */
export function lossOf(score: number | undefined, direction: 'min' | 'max'): number {
  if (score === undefined || !Number.isFinite(score)) return Number.POSITIVE_INFINITY;
  return direction === 'min' ? score : -score;
}

/** The loss of a trial; infinite where it failed, or has not ended. */
export function lossOfTrial({ status, score }: OracleTrial, direction: 'min' | 'max'): number {
  return status === 'completed' ? lossOf(score, direction) : Number.POSITIVE_INFINITY;
}

/** Puts losses in ascending order. Infinite ones are equal, where their difference is not a number. */
export function byLoss(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
