import type { OracleStudy, OracleTrial } from '../oracle.js';

const defaultPopulation = 8;
/** Looks at a population during a whole training. */
const defaultLooks = 10;
/** Share of the trials known at a step that is replaced, and share that others begin from (Ray Tune's number). */
const quantile = 0.25;
/** Trials known at a step, in a larger population, with which it begins to be told who is good. */
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

/** A trial, and what it was worth after an epoch. */
interface Ranked {
  readonly trial: OracleTrial;
  /** Lower is better; infinite without a finite score. */
  readonly loss: number;
}

/** Who is good at an epoch, and who is not. */
export interface Ranking {
  /** The best quarter, best first. */
  readonly top: readonly Ranked[];
  /** The worst quarter, the worst last. */
  readonly bottom: readonly Ranked[];
}

/**
 * The quarters of the trials that have trained through an epoch themselves, failed ones left out. Members need not be there at the
 * same time: who comes early is judged by those that came before. Losses are those of the epoch, not the best up to it: the
 * weights that are handed on are the last ones (the paper compares current performance), and a child's own curve begins late.
 *
 * @returns undefined with fewer than four such trials, or, in a population of less, fewer than all.
 */
export function rankingAt(study: OracleStudy, epoch: number): Ranking | undefined {
  const ranked = study.trials
    .filter((trial) => hasTrainedThrough(trial, epoch))
    .map((trial) => ({ trial, loss: lossAt(trial, epoch, study.direction) }))
    .sort(compared);
  if (ranked.length < Math.min(leastKnown, populationOf(study))) return undefined;
  const quarter = Math.min(Math.ceil(ranked.length * quantile), Math.floor(ranked.length / 2));
  return { top: ranked.slice(0, quarter), bottom: ranked.slice(ranked.length - quarter) };
}

/** The loss after a trial's last epoch; of one that failed, infinite. */
export function lossNow(trial: OracleTrial, direction: 'min' | 'max'): number {
  return trial.status === 'failed' ? Number.POSITIVE_INFINITY : lossAt(trial, trial.epochs, direction);
}

/** The loss at the last epoch that is known up to `epoch`; infinite where its score is not finite. */
function lossAt({ curve = [] }: OracleTrial, epoch: number, direction: 'min' | 'max'): number {
  const score = curve.findLast((point) => point.epoch <= epoch)?.score;
  if (score === undefined || !Number.isFinite(score)) return Number.POSITIVE_INFINITY;
  return direction === 'min' ? score : -score;
}

/** A child's curve begins after its parent's epochs; the epochs of a leg that is running do not count before it has ended. */
function hasTrainedThrough({ status, epochs, curve = [] }: OracleTrial, epoch: number): boolean {
  return status !== 'failed' && epochs >= epoch && (curve[0]?.epoch ?? Number.POSITIVE_INFINITY) <= epoch;
}

/** The better first, the earlier of equals. The difference of infinite losses is not a number. */
export function compared(a: Ranked, b: Ranked): number {
  return (a.loss === b.loss ? 0 : a.loss - b.loss) || a.trial.number - b.trial.number;
}
