import type { Random } from '../../math/random.js';
import { numberOfNext, type Oracle, type OracleStudy, type Suggestion } from '../oracle.js';
import { factorOf, hasReached, isPausedAt, membersOf, rungsOf } from './rungs.js';
import { newTrial } from './sampler.js';

/**
 * Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning"). By promotion: the
 * best trial that is among the first 1/factor of those known at its rung goes on to the next rung, the highest such rung
 * first; where there is none, a new trial begins. It never waits. By stopping: a trial trains on until it is not among the
 * first 1/factor (rounded up) of those known at a rung that it reaches.
 *
 * Several brackets take turns in new trials: each begins at a rung higher than the one before, so it depends less on what
 * first epochs say. They share rungs.
 */
export const asha: Oracle = {
  name: 'asha',
  endsByItself: false,
  next(study, random) {
    const byStopping = study.options?.halving === 'stopping';
    return (byStopping ? undefined : promotion(study, rungsOf(study))) ?? begin(study, byStopping, random);
  },
  stops(study, trial) {
    if (study.options?.halving !== 'stopping') return false;
    return rungsOf(study)
      .slice(bracketOf(study, trial.number), -1)
      .some((rung) => hasReached(trial, rung) && !isAmongFirst(study, trial.number, rung));
  },
};

/** Goes on with the best trial that may, at the highest rung. */
export function promotion(study: OracleStudy, rungs: readonly number[]): Suggestion | undefined {
  for (let index = rungs.length - 2; index >= 0; index--) {
    const members = membersOf(study, rungs[index] as number);
    const promotable = members.slice(0, Math.floor(members.length / factorOf(study)));
    const next = promotable.find(({ trial, loss }) => loss < Infinity && isPausedAt(trial, rungs[index] as number));
    if (next) return { kind: 'continue', trial: next.trial.number, toEpoch: rungs[index + 1] as number };
  }
  return undefined;
}

function begin(study: OracleStudy, byStopping: boolean, random: Random): Suggestion {
  const first = bracketOf(study, numberOfNext(study.trials));
  return newTrial(study, byStopping ? study.epochs : (rungsOf(study)[first] as number), random);
}

/** Brackets by turns. */
function bracketOf(study: OracleStudy, number: number): number {
  return number % Math.min(study.options?.brackets ?? 1, rungsOf(study).length);
}

function isAmongFirst(study: OracleStudy, number: number, rung: number): boolean {
  const members = membersOf(study, rung);
  const own = members.find(({ trial }) => trial.number === number);
  const cut = members[Math.ceil(members.length / factorOf(study)) - 1];
  return own !== undefined && cut !== undefined && own.loss < Infinity && own.loss <= cut.loss;
}
