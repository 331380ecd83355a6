import { numberOfNext, type Oracle, type OracleStudy, type OracleTrial, type Suggestion } from '../oracle.js';
import { factorOf, hasReached, isPausedAt, membersOf, rungsOf } from './rungs.js';
import { newTrial } from './sampler.js';

/**
 * Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning"). It never waits.
 *
 * By promotion: the best trial that is among the first 1/factor of those known at its rung goes on to the next rung, the highest
 * such rung first; where there is none, a new trial begins. No more than 1/factor of those known at a rung are promoted from
 * it (Li et al. 2022, "Hyper-Tune"): without this limit, trials that were the best only of the first few take more.
 *
 * By stopping: a trial trains on while it is among the first 1/factor (rounded up) of those known at each rung that it has
 * passed. It is judged again after each epoch, by what is known then: by measurement better than once, at the rung.
 *
 * Several brackets take turns in new trials: each begins at a rung higher than the one before, so it depends less on what
 * first epochs say. They share rungs.
 */
export const asha: Oracle = {
  name: 'asha',
  endsByItself: false,
  options: ['sampler', 'minEpochs', 'factor', 'halving', 'brackets'],
  next(study, random) {
    if (study.options?.halving === 'stopping') return newTrial(study, study.epochs, random);
    const rungs = rungsOf(study);
    const first = rungs[bracketOf(study, numberOfNext(study.trials))] as number;
    return promotion(study, rungs, ({ number }) => bracketOf(study, number)) ?? newTrial(study, first, random);
  },
  mayGoOn(study, trial) {
    if (study.options?.halving === 'stopping') return false;
    return mayBePromoted(study, trial, mostAt(study, trial.epochs));
  },
  stops(study, trial) {
    if (study.options?.halving !== 'stopping') return false;
    return rungsOf(study)
      .slice(bracketOf(study, trial.number), -1)
      .some((rung) => hasReached(trial, rung) && !isAmongFirst(study, trial.number, rung));
  },
};

/**
 * Goes on with the best trial that may, at the highest rung.
 *
 * @param lowestOf index of the rung at which a trial's first leg ended.
 * @param unlimited how many of the best at a rung go on however many have.
 */
export function promotion(
  study: OracleStudy,
  rungs: readonly number[],
  lowestOf: (trial: OracleTrial) => number,
  unlimited = 0,
): Suggestion | undefined {
  for (let index = rungs.length - 2; index >= 0; index--) {
    const rung = rungs[index] as number;
    const members = membersOf(study, rung);
    const places = Math.floor(members.length / factorOf(study));
    const promoted = members.filter(({ trial }) => lowestOf(trial) <= index && hasGoneOnFrom(trial, rung));
    const open = promoted.length < places ? places : Math.min(unlimited, places);
    const next = members.slice(0, open).find(({ trial, loss }) => loss < Infinity && isPausedAt(trial, rung));
    if (next) return { kind: 'continue', trial: next.trial.number, toEpoch: rungs[index + 1] as number };
  }
  return undefined;
}

/**
 * Whether a trial at a rung is, or may come to be, among those who go on.
 *
 * @param most trials that may ever be known there.
 */
export function mayBePromoted(study: OracleStudy, { number, epochs }: OracleTrial, most: number): boolean {
  const rank = membersOf(study, epochs).findIndex(({ trial }) => trial.number === number);
  return rank >= 0 && rank < Math.max(1, Math.floor(most / factorOf(study)));
}

/** Trials that have not failed, and those that may still begin: any number without a budget of trials. */
export function mostTrials({ trials, trialsLeft = Number.POSITIVE_INFINITY }: OracleStudy): number {
  return trials.filter(({ status }) => status !== 'failed').length + trialsLeft;
}

/** How many trials may ever be known at a rung: with one bracket, those of the rungs below as far as they may be promoted. */
function mostAt(study: OracleStudy, epochs: number): number {
  const below = (study.options?.brackets ?? 1) > 1 ? 0 : rungsOf(study).indexOf(epochs);
  return Math.floor(mostTrials(study) / factorOf(study) ** Math.max(0, below));
}

/** Of a trial that has a leg which ended there, or after. */
function hasGoneOnFrom({ status, epochs }: OracleTrial, rung: number): boolean {
  return epochs > rung || (epochs === rung && status !== 'completed');
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
