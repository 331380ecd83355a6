import { byLoss, lossOf } from '../loss.js';
import type { OracleStudy, OracleTrial } from '../oracle.js';

const defaultPopulation = 8;
/** Steps of a whole training. */
const defaultLooks = 10;
/** Share of the trials known at an epoch that is replaced, and that others begin from (Ray Tune's number). */
const quantile = 0.25;
/** Trials that must be known at an epoch to tell who is good there; in a smaller population, all. */
const leastKnown = 4;

/** Members of the population: each is a chain of trials, in which one takes the place of the one before. */
export function populationOf({ options }: OracleStudy): number {
  return options?.population ?? defaultPopulation;
}

/** The step after an epoch: the next multiple of the interval, or the end of a whole training. */
export function stepAfter({ epochs, options }: OracleStudy, epoch: number): number {
  const interval = options?.interval ?? Math.ceil(epochs / defaultLooks);
  return Math.min(epochs, (Math.floor(epoch / interval) + 1) * interval);
}

/** The newest trial of each member, in the order of their numbers. */
export function currentTrials(trials: readonly OracleTrial[]): OracleTrial[] {
  const replaced = new Set(trials.map(({ replaces }) => replaces));
  return trials.filter(({ number }) => !replaced.has(number));
}

/** Who is good at an epoch, and who is not. */
export interface Ranking {
  /** The best quarter, best first. */
  readonly top: readonly OracleTrial[];
  /** The worst quarter, the worst last. */
  readonly bottom: readonly OracleTrial[];
}

/**
 * Who is good at each epoch up to `last` where enough trials are known to tell, the latest first. Members need not be there
 * at the same time: who is ahead of the others is judged by where they are. Lazy.
 */
export function* rankings(study: OracleStudy, last: number): Generator<Ranking> {
  const epochs = new Set(study.trials.map((trial) => trial.epochs).filter((epoch) => epoch <= last));
  for (const epoch of [...epochs].sort((a, b) => b - a)) {
    const ranking = rankingAt(study, epoch);
    if (ranking) yield ranking;
  }
}

/**
 * The quarters of the trials that have trained through an epoch themselves, failed ones left out. Losses are those of the
 * epoch, not the best up to it: the weights that are handed on are the last ones (the paper compares current performance),
 * and a child's own curve begins late.
 *
 * @returns undefined with fewer than four such trials, or, in a population of less, fewer than all.
 */
function rankingAt(study: OracleStudy, epoch: number): Ranking | undefined {
  const known = study.trials.filter((trial) => hasTrainedThrough(trial, epoch));
  if (known.length < Math.min(leastKnown, populationOf(study))) return undefined;
  const ranked = bestFirst(known, study.direction, epoch);
  const quarter = Math.min(Math.ceil(ranked.length * quantile), Math.floor(ranked.length / 2));
  return { top: ranked.slice(0, quarter), bottom: ranked.slice(ranked.length - quarter) };
}

/** The loss after a trial's last epoch; of one that failed, infinite. */
export function lossNow(trial: OracleTrial, direction: 'min' | 'max'): number {
  return trial.status === 'failed' ? Number.POSITIVE_INFINITY : lossAt(trial, trial.epochs, direction);
}

/** The loss at the last epoch that is known up to `epoch`; infinite where its score is not finite. */
function lossAt({ curve = [] }: OracleTrial, epoch: number, direction: 'min' | 'max'): number {
  return lossOf(curve.findLast((point) => point.epoch <= epoch)?.score, direction);
}

/** A child's curve begins after its parent's epochs; the epochs of a leg that is running do not count before it has ended. */
function hasTrainedThrough({ status, epochs, curve = [] }: OracleTrial, epoch: number): boolean {
  return status !== 'failed' && epochs >= epoch && (curve[0]?.epoch ?? Number.POSITIVE_INFINITY) <= epoch;
}

/** Of equals the first are those that are better by now, then the earlier. */
function bestFirst(trials: readonly OracleTrial[], direction: 'min' | 'max', epoch: number): OracleTrial[] {
  const ranked = trials.map((trial) => {
    return { trial, loss: lossAt(trial, epoch, direction), now: lossNow(trial, direction) };
  });
  ranked.sort((a, b) => byLoss(a.loss, b.loss) || byLoss(a.now, b.now) || a.trial.number - b.trial.number);
  return ranked.map(({ trial }) => trial);
}
