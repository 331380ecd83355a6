import { hasEnded, type OracleStudy, type Suggestion } from '../oracle.js';
import { hasReached, isPausedAt, membersOf } from './rungs.js';

/**
 * Where no trial may begin any more, and too few did to fill the rungs: the best trial of the highest rung that was reached goes
 * on, once no other trains, until one is trained whole.
 *
 * @param rungs their epochs, ascending.
 */
export function lastPromotion(study: OracleStudy, rungs: readonly number[]): Suggestion | undefined {
  const { trials, epochs } = study;
  const isOver = trials.every(hasEnded);
  if (!isOver || trials.some((trial) => hasReached(trial, epochs))) return undefined;
  for (let index = rungs.length - 2; index >= 0; index--) {
    const rung = rungs[index] as number;
    const best = membersOf(study, rung).find(({ trial, loss }) => loss < Infinity && isPausedAt(trial, rung));
    if (best) return { kind: 'continue', trial: best.trial.number, toEpoch: rungs[index + 1] as number };
  }
  return undefined;
}
