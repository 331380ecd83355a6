import { randomFor } from '../../../../shared/math/random.js';
import {
  type LearningCurve,
  numberOfNext,
  type Oracle,
  type OracleStudy,
  type OracleTrial,
  type Suggestion,
} from '../../../../shared/oracles/oracle.js';
import { pointKey } from '../../../../shared/space/space.js';
import type { Course } from './courses.js';

/** What an oracle was asked, and what it said. */
export interface Decision {
  readonly study: OracleStudy;
  readonly suggestion: Suggestion;
}

/** After an epoch of a running trial: whether it should stop. */
export interface Look {
  readonly study: OracleStudy;
  readonly trial: OracleTrial;
  readonly stops: boolean;
}

export interface Outcome {
  readonly trials: readonly OracleTrial[];
  readonly decisions: readonly Decision[];
  readonly looks: readonly Look[];
  readonly steps: number;
}

interface State {
  readonly trials: readonly OracleTrial[];
  /** Where the last leg of each trial ends, by number. */
  readonly goals: readonly number[];
  /** Slots that have not been told that there is nothing left. */
  readonly open: number;
  readonly step: number;
  readonly legs: number;
}

/**
 * Runs a study until all its slots have been told that it is exhausted. Slots ask in turn whenever they are free; then one of
 * the running trials trains a few epochs, whose scores are known at once, and stops if the oracle says so.
 *
 * @param cut step before which the study is interrupted: running trials pause where they are, and all that is known is
 * written out and read in again.
 * @throws if slots wait while nothing runs.
 */
export function simulate(oracle: Oracle, course: Course, cut?: number): Outcome {
  const decisions: Decision[] = [];
  const looks: Look[] = [];
  let state: State = { trials: [], goals: [], open: course.slots, step: 0, legs: 0 };
  while (true) {
    if (state.step === cut) state = resumed(JSON.parse(JSON.stringify(interrupted(state))));
    state = asked(oracle, course, state, decisions);
    const running = state.trials.filter(({ status }) => status === 'running');
    if (running.length === 0 && state.open === 0) {
      return { trials: state.trials, decisions, looks, steps: state.step };
    }
    if (running.length === 0) throw new Error(`${state.open} slots wait for ever`);
    const trial = running[cycled(course.picks, state.step) % running.length] as OracleTrial;
    state = { ...trained(oracle, course, state, trial, looks), step: state.step + 1 };
  }
}

function asked(oracle: Oracle, course: Course, before: State, decisions: Decision[]): State {
  let state = before;
  const running = () => state.trials.filter(({ status }) => status === 'running').length;
  while (running() < state.open) {
    const study = studyOf(course, state.trials);
    const suggestion = oracle.next(study, streamOf(study));
    decisions.push({ study, suggestion });
    if (suggestion.kind === 'wait') return state;
    state = suggestion.kind === 'exhausted' ? { ...state, open: state.open - 1 } : begun(state, suggestion);
  }
  return state;
}

export function streamOf({ trials }: OracleStudy): () => number {
  return randomFor(1, 'oracle', numberOfNext(trials));
}

function studyOf({ space, direction, epochs, options, cap }: Course, trials: readonly OracleTrial[]): OracleStudy {
  const trialsLeft = cap === undefined ? undefined : cap - trials.length;
  return { space, direction, epochs, options, seed: 1, trials, trialsLeft };
}

function begun(state: State, suggestion: Suggestion & { kind: 'trial' | 'continue' }): State {
  const { toEpoch } = suggestion;
  if (suggestion.kind === 'continue') {
    const trial = state.trials[suggestion.trial] as OracleTrial;
    return withTrial(state, { ...trial, status: 'running' }, toEpoch);
  }
  const { values } = suggestion;
  const number = state.trials.length;
  return withTrial(
    state,
    { number, status: 'running', values, point: pointKey(values), epochs: 0, curve: [] },
    toEpoch,
  );
}

function withTrial(state: State, trial: OracleTrial, goal = state.goals[trial.number] as number): State {
  const trials = [...state.trials];
  const goals = [...state.goals];
  trials[trial.number] = trial;
  goals[trial.number] = goal;
  return { ...state, trials, goals };
}

function trained(oracle: Oracle, course: Course, before: State, { number }: OracleTrial, looks: Look[]): State {
  let state = before;
  for (let left = cycled(course.strides, state.step); left > 0; left--) {
    const trial = state.trials[number] as OracleTrial;
    const goal = state.goals[number] as number;
    const epoch = (trial.curve?.at(-1)?.epoch ?? 0) + 1;
    if (epoch === goal && cycled(course.failures, state.legs)) {
      const curve = trial.curve?.filter((point) => point.epoch <= trial.epochs);
      return withTrial({ ...state, legs: state.legs + 1 }, { ...trial, curve, status: 'failed' });
    }
    const curve = [...(trial.curve ?? []), { epoch, score: scoreOf(course, number, epoch) }];
    state = withTrial(state, { ...trial, curve });
    if (epoch === goal) return withTrial({ ...state, legs: state.legs + 1 }, ended({ ...trial, curve }, course));
    const study = studyOf(course, state.trials);
    const stops = oracle.stops?.(study, { ...trial, curve }) ?? false;
    looks.push({ study, trial: { ...trial, curve }, stops });
    if (stops) return withTrial(state, { ...ended({ ...trial, curve }, course), stopped: true });
  }
  return state;
}

function ended(trial: OracleTrial, { direction }: Course): OracleTrial {
  const curve = trial.curve as LearningCurve;
  const scores = curve.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const score = scores.length > 0 ? Math[direction](...scores) : undefined;
  return { ...trial, status: 'completed', epochs: (curve.at(-1) as LearningCurve[number]).epoch, score };
}

function scoreOf({ losses, direction }: Course, number: number, epoch: number): number | undefined {
  const loss = cycled(losses, number * 7 + epoch);
  return loss === undefined ? undefined : direction === 'min' ? loss : -loss;
}

function interrupted(state: State): State {
  return { ...state, trials: paused(state.trials) };
}

/** Pauses what runs: the epochs that it has reported are trained. */
export function paused(trials: readonly OracleTrial[]): OracleTrial[] {
  return trials.map((trial) => {
    if (trial.status !== 'running') return trial;
    return { ...trial, status: 'waiting', epochs: trial.curve?.at(-1)?.epoch ?? 0 };
  });
}

/** What waits goes on before anything is asked. */
function resumed(state: State): State {
  const trials = state.trials.map((trial): OracleTrial => {
    return trial.status === 'waiting' ? { ...trial, status: 'running' } : trial;
  });
  return { ...state, trials };
}

function cycled<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
