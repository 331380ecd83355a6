import { randomFor } from '../math/random.js';
import { type Fit, numberOfNext, type OracleTrial } from '../oracles/oracle.js';
import { oracleNamed } from '../oracles/oracles.js';
import type { Values } from '../space/parameter.js';
import { pointKey } from '../space/space.js';
import { askOracle } from './ask-oracle.js';
import { reasonForNoLeg, reasonForNoTrial, reasonOfFailure, reasonToEnd } from './budget.js';
import { nextEnqueued } from './enqueue.js';
import { oracleStudyOf } from './oracle-study.js';
import { nextOfQueue, type WaitingPoint } from './queue.js';
import type { PointOfEntry } from './records.js';
import type { RunState, Study } from './study.js';
import type { Trial } from './trial.js';

/** What the next leg is, before it has a number and a slot. */
export interface NextLeg {
  readonly trial: number;
  readonly values: Values;
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /** The point of the queue that a new trial tries. */
  readonly enqueued?: PointOfEntry;
  readonly fit?: Fit;
  readonly parent?: number;
  readonly replaces?: number;
  readonly checkpoint?: string;
  /** Legs that the trial had before. */
  readonly earlier?: number;
}

/** What a slot should do now. */
export type Decision =
  | { readonly kind: 'train'; readonly next: NextLeg }
  | { readonly kind: 'wait' }
  /** Nothing more is handed out in this run. */
  | { readonly kind: 'done'; readonly status: 'completed' | 'failed'; readonly reason: string };

/**
 * Decides what the next leg of a study is: a trial that waits to go on comes first, then what the oracle suggests. Pure but
 * for the clock, which only a budget of seconds asks.
 */
export function decide(study: Study, state: RunState, now: number): Decision {
  const over = reasonOver(study, state, now);
  if (over) return over;
  const waiting = study.trials.find(({ status }) => status === 'waiting');
  if (waiting) return goOn(study, state, waiting, toEpochOf(waiting));
  const number = numberOfNext(study.trials);
  return follow(study, state, number, suggest(study, state, number, study.trials, nextOfQueue(study)));
}

/**
 * Decides on trial `number` of the initial design, begun as the leg of the same number, while other slots may not have
 * begun those before it: what they will suggest is suggested here too, and stands as pending. So N slots start at once
 * without meeting at the same leg. What is in the queue by then waits for asks that have the whole log in view: slots of
 * which one has seen a point and another has not would not agree on who tries it.
 */
export function decideInitial(study: Study, state: RunState, now: number, number: number): Decision {
  const over = reasonOver(study, state, now);
  if (over) return over;
  const trials: OracleTrial[] = study.trials.filter((trial) => trial.number < number);
  for (let missing = numberOfNext(trials); missing < number; missing = numberOfNext(trials)) {
    const suggestion = suggest(study, state, missing, trials);
    if (suggestion.kind === 'exhausted') return exhausted;
    if (suggestion.kind === 'broken') return follow(study, state, missing, suggestion);
    // Who takes another's place is decided with the whole log in view: two must not take the same.
    if (suggestion.kind !== 'trial' || suggestion.replaces !== undefined) return { kind: 'wait' };
    const { values, fit } = suggestion;
    trials.push({ number: missing, status: 'running', values, point: pointKey(values), epochs: 0, fit });
    trials.sort((a, b) => a.number - b.number);
  }
  const suggestion = suggest(study, state, number, trials);
  return suggestion.kind === 'continue' ? { kind: 'wait' } : follow(study, state, number, suggestion);
}

const exhausted = { kind: 'done', status: 'completed', reason: 'every point of the search space is tried' } as const;

function reasonOver(study: Study, state: RunState, now: number): Decision | undefined {
  const failure = reasonOfFailure(study, state) ?? reasonOfEmptySpace(study);
  if (failure !== undefined) return { kind: 'done', status: 'failed', reason: failure };
  const reason = reasonToEnd(study, state.run.budget, now);
  return reason === undefined ? undefined : { kind: 'done', status: 'completed', reason };
}

/** A space can be learned from the first trial, but not from none. */
function reasonOfEmptySpace({ space, trials }: Study): string | undefined {
  const learned =
    space.parameters.length > 0 || trials.every(({ status }) => status === 'running' || status === 'waiting');
  if (learned) return undefined;
  const failure = trials[0]?.failure;
  if (!failure) return 'the first trial declared no hyperparameters';
  return `the first trial, which was to declare the search space, failed with ${failure.code}: ${failure.message}; declare \`space\` to do without it`;
}

/** A suggestion, whose new trial may have a point of the queue. */
type Suggested = ReturnType<typeof askOracle> & { readonly enqueued?: PointOfEntry };

/** What the oracle suggests, new trials with the values of enqueued points as long as there are any. @param queued comes last of these */
function suggest(
  study: Study,
  { run }: RunState,
  number: number,
  trials: readonly OracleTrial[],
  queued?: WaitingPoint,
): Suggested {
  const { space, epochs, seed, definition } = study;
  if (space.parameters.length === 0) {
    return trials.length === 0 ? { kind: 'trial', values: {}, toEpoch: epochs } : { kind: 'wait' };
  }
  const random = randomFor(seed, 'oracle', number);
  const known = oracleStudyOf(study, run.budget, trials, Math.max(trials.length, number));
  const suggestion = askOracle(study, known, random);
  if (suggestion.kind !== 'trial' && suggestion.kind !== 'exhausted') return suggestion;
  // It goes on with its parent's weights, which fit the values that were suggested.
  if (suggestion.kind === 'trial' && suggestion.parent !== undefined) return suggestion;
  const given = nextEnqueued(space, definition.enqueue ?? [], trials);
  const point = given ? { values: given } : queued;
  if (!point) return suggestion;
  return suggestion.kind === 'trial' ? { ...suggestion, ...point } : { kind: 'trial', toEpoch: epochs, ...point };
}

function follow(study: Study, state: RunState, number: number, suggestion: Suggested): Decision {
  if (suggestion.kind === 'broken') return { kind: 'done', status: 'failed', reason: suggestion.reason };
  if (suggestion.kind === 'wait') return suggestion;
  if (suggestion.kind === 'exhausted') {
    const reason = reasonForNoTrial(study, state.run.budget, number) ?? reasonOfEnd(study);
    return reason === undefined ? exhausted : { ...exhausted, reason };
  }
  if (suggestion.kind === 'continue') {
    return goOn(study, state, study.trial(suggestion.trial) as Trial, suggestion.toEpoch);
  }
  const { values, toEpoch, enqueued, fit, parent, replaces } = suggestion;
  const origin = parent === undefined ? undefined : study.trial(parent);
  const fromEpoch = origin?.epochs ?? 0;
  const reason =
    reasonForNoTrial(study, state.run.budget, number) ?? reasonForNoLeg(study, state.run.budget, toEpoch - fromEpoch);
  if (reason !== undefined) return { kind: 'done', status: 'completed', reason };
  const inherited = origin && { parent: origin.number, ...(origin.checkpoint && { checkpoint: origin.checkpoint }) };
  const lineage = { ...inherited, ...(replaces !== undefined && { replaces }) };
  return {
    kind: 'train',
    next: {
      ...{ trial: number, values, fromEpoch, toEpoch },
      ...lineage,
      ...(enqueued && { enqueued }),
      ...(fit && { fit }),
    },
  };
}

/** Oracles that spend epochs may come to an end before every point is tried. */
function reasonOfEnd({ definition: { oracle } }: Study): string | undefined {
  const { endsByItself, options } = oracleNamed(oracle);
  return endsByItself && options ? `${oracle} has trained all that it meant to` : undefined;
}

function goOn(study: Study, { run }: RunState, trial: Trial, toEpoch: number): Decision {
  const { number, values, epochs: fromEpoch, legs } = trial;
  const reason = reasonForNoLeg(study, run.budget, toEpoch - fromEpoch);
  if (reason !== undefined) return { kind: 'done', status: 'completed', reason };
  return {
    kind: 'train',
    next: { trial: number, values, fromEpoch, toEpoch, earlier: legs.length, ...originOf(trial) },
  };
}

/** What a trial goes on from: its newest checkpoint; its parent's where its first leg was lost, or failed and is tried again. */
function originOf({ epochs, begunFrom, parent, checkpoint, legs }: Trial): Pick<NextLeg, 'parent' | 'checkpoint'> {
  if (checkpoint !== undefined) return { checkpoint };
  const inherited = legs[0]?.assigned.checkpoint;
  if (parent === undefined || epochs !== begunFrom) return {};
  return { parent, ...(inherited !== undefined && { checkpoint: inherited }) };
}

/** A waiting trial goes on to where its last leg was to end. */
function toEpochOf({ legs }: Trial): number {
  return (legs[legs.length - 1] as Trial['legs'][number]).assigned.toEpoch;
}
