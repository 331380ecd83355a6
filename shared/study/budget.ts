import { covers, Front } from '../math/pareto.js';
import { dollarsOf, formatDollars, formatDollarsNeeded, mostDollarsOfLeg } from './cost.js';
import type { Assigned, Budget, Result, Run } from './records.js';
import { isPareto, lossesOf } from './scores.js';
import type { RunState, Study } from './study.js';
import type { EndedLeg, Trial } from './trial.js';

/** What a study has spent, over all its runs. */
export interface Spent {
  readonly trials: number;
  /** Epochs trained in legs that count. */
  readonly epochs: number;
  /** Seconds between the start and the end of runs; a run that was killed ended with its last record. */
  readonly seconds: number;
  /** What the legs that have ended cost in the cloud; 0 on a laptop. */
  readonly dollars: number;
}

export function spentBy(study: Study, now: number): Spent {
  const runs = [...study.runs.values()];
  const milliseconds = runs.reduce((sum, state) => sum + endOf(state, study, now) - state.run.started, 0);
  return {
    trials: study.trials.length,
    epochs: study.trials.reduce((sum, trial) => sum + trainedBy(trial), 0),
    seconds: milliseconds / 1000,
    dollars: dollarsOf(study).spent,
  };
}

/**
 * When legs ended, in seconds that `spentBy` counts: of the runs before theirs, and of their own until then. A worker from
 * outside may tell when the run is over: that is its end.
 */
export function elapsedBy(study: Study): (leg: EndedLeg) => number {
  const begun = new Map<number, { readonly before: number; readonly started: number; readonly length: number }>();
  let before = 0;
  for (const state of study.runs.values()) {
    const { run, started } = state.run;
    const length = endOf(state, study, Number.POSITIVE_INFINITY) - started;
    begun.set(run, { before, started, length });
    before += length;
  }
  return ({ assigned, result }) => {
    const run = begun.get(assigned.run) ?? { before: 0, started: assigned.at, length: 0 };
    return (run.before + Math.min(Math.max(0, result.at - run.started), run.length)) / 1000;
  };
}

/** Why nothing more should be handed out, in the words that the user reads; undefined while there is something left. */
export function reasonToEnd(study: Study, budget: Budget, now: number): string | undefined {
  if (budget.target !== undefined && isReached(study, budget.target)) return `a score of ${budget.target} is reached`;
  if (budget.patience !== undefined && isOutOfPatience(study, budget.patience)) {
    return `${budget.patience} trials in a row brought ${isPareto(study.definition.objective) ? 'nothing to the front' : 'no better score'}`;
  }
  if (budget.seconds !== undefined && spentBy(study, now).seconds >= budget.seconds) {
    return `the budget of ${budget.seconds} seconds is spent`;
  }
  return undefined;
}

/** Why trial `number` may not begin. Numbers are handed out without gaps, so they count the trials. */
export function reasonForNoTrial(study: Study, { trials }: Budget, number: number): string | undefined {
  const spent = trials !== undefined && Math.max(study.trials.length, number) >= trials;
  return spent ? `the budget of ${trials} trials is spent` : undefined;
}

/** Its own epochs, without those of the trial that it began from. */
function trainedBy({ epochs, begunFrom }: Trial): number {
  return epochs - begunFrom;
}

/** Why a leg of so many epochs may not begin; what running legs will train, or may cost, counts as spent. */
export function reasonForNoLeg(study: Study, budget: Budget, needed: number): string | undefined {
  return reasonForNoEpochs(study, budget, needed) ?? reasonForNoDollars(study, budget);
}

function reasonForNoDollars(study: Study, { dollars }: Budget): string | undefined {
  const { compute } = study.definition;
  if (dollars === undefined || !compute) return undefined;
  const { spent, reserved } = dollarsOf(study);
  const needed = mostDollarsOfLeg(compute);
  if (spent + reserved + needed <= dollars) return undefined;
  const running = reserved > 0 ? `, running trials may take ${formatDollars(reserved)}` : '';
  return `${formatDollars(spent)} of ${formatDollars(dollars)} are spent${running}, and the next leg may take ${formatDollarsNeeded(needed)}`;
}

function reasonForNoEpochs(study: Study, { epochs }: Budget, needed: number): string | undefined {
  if (epochs === undefined) return undefined;
  const spent = study.trials.reduce((sum, trial) => sum + trainedBy(trial) + reservedBy(trial), 0);
  if (spent + needed <= epochs) return undefined;
  return spent === epochs
    ? `the budget of ${epochs} epochs is spent`
    : `${spent} of ${epochs} epochs are spent, and the next leg needs ${needed}`;
}

/** Trials in a row whose model is too large count for one failure: chance draws them, and the next may be smaller. */
const tooLargePerFailure = 10;

/**
 * Why the study has failed: a trial that said so, or trials that failed one after another, in the order of their ends within
 * this run.
 */
export function reasonOfFailure(study: Study, { run }: RunState): string | undefined {
  const allowed = study.definition.maxConsecutiveFailures;
  if (!study.trials.some(({ status }) => status === 'failed')) return undefined;
  const ended = inOrderOfEnd(study.trials).filter((trial) => trial.legs.at(-1)?.assigned.run === run.run);
  const fatal = ended.find(({ failure, status }) => status === 'failed' && failure?.code === 'Fatal');
  if (fatal) return `trial ${fatal.number} ended the study: ${fatal.failure?.message}`;
  const last = ended.slice(ended.findLastIndex(({ status }) => status !== 'failed') + 1);
  const tooLarge = last.filter(({ failure }) => failure?.code === 'ModelTooLarge').length;
  if (last.length - tooLarge + Math.floor(tooLarge / tooLargePerFailure) < allowed) return undefined;
  const newest = last.at(-1) as Trial;
  const why = newest.failure ? `${newest.failure.code}: ${newest.failure.message}` : 'its machine was lost too often';
  const many = last.length === 1 ? '1 trial' : `${last.length} trials in a row`;
  return `${many} failed, trial ${newest.number} with ${why}`;
}

function endOf({ run, end }: RunState, study: Study, now: number): number {
  if (end) return end.at;
  return run.run === study.runs.size ? now : lastRecordOf(run, study);
}

/** When a run that ended without a word was last heard of. */
export function lastRecordOf({ run, started }: Run, { legs }: Study): number {
  const times = legs
    .filter(({ assigned }) => assigned.run === run)
    .map(({ assigned, result }) => (isOfTrainer(assigned, result) ? result.at : assigned.at));
  return Math.max(started, ...times);
}

/** A lost leg was ended by who came later, and a worker from outside may tell when the run is long over. */
function isOfTrainer({ expires }: Assigned, result: Result | undefined): result is Result {
  return result !== undefined && result.status !== 'lost' && expires === undefined;
}

function reservedBy(trial: Trial): number {
  const { assigned, result } = trial.legs[trial.legs.length - 1] as Trial['legs'][number];
  return result ? 0 : assigned.toEpoch - assigned.fromEpoch;
}

function isReached({ trials, definition }: Study, target: number): boolean {
  const wanted = lossesOf([target], definition.objective);
  return trials.some(({ status, losses }) => status !== 'failed' && losses !== undefined && covers(losses, wanted));
}

function isOutOfPatience(study: Study, patience: number): boolean {
  const front = new Front();
  let without = 0;
  for (const { status, losses } of inOrderOfEnd(study.trials)) {
    const improved = status === 'completed' && losses !== undefined && front.add(losses);
    without = improved || front.points.length === 0 ? 0 : without + 1;
  }
  return without >= patience;
}

/** Ends at the same moment are put in the order of the legs. */
function inOrderOfEnd(trials: readonly Trial[]): Trial[] {
  const lastLeg = (trial: Trial) => trial.legs.at(-1)?.assigned.leg ?? 0;
  return trials
    .filter(({ ended }) => ended !== undefined)
    .sort((a, b) => (a.ended as number) - (b.ended as number) || lastLeg(a) - lastLeg(b));
}
