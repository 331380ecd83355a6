import fc from 'fast-check';
import { randomFor } from '../../../../shared/math/random.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { OracleStudy, OracleTrial, Suggestion } from '../../../../shared/oracles/oracle.js';
import { pbt } from '../../../../shared/oracles/pbt/pbt.js';
import type { Values } from '../../../../shared/space/parameter.js';
import { pointKey, type Space } from '../../../../shared/space/space.js';
import { deepFreeze } from '../studies.js';

/** How a leg ends. */
export type End = 'completed' | 'failed' | 'stopped';

export interface Population {
  readonly space: Space;
  readonly options: OracleOptions;
  readonly epochs: number;
  readonly slots: number;
  readonly direction: 'min' | 'max';
  readonly seed: number;
  /** Trials that may begin. @default any number */
  readonly cap?: number | undefined;
  /** The score of a trial after an epoch; undefined if it is not finite. */
  readonly score: (values: Values, trial: number, epoch: number) => number | undefined;
  /** Which of the legs that run ends next, and how. */
  readonly next: (running: number) => { leg: number; end: End };
  /** Called with each suggestion before it is followed. */
  readonly check?: (suggestion: Suggestion, study: OracleStudy) => void;
}

interface Running {
  readonly trial: number;
  readonly toEpoch: number;
}

/** Trains a whole population, a leg at a time, by the oracle's word; all its trials, and what it said. */
export function simulate(population: Population): { trials: OracleTrial[]; said: Suggestion[] } {
  const { slots, next, check = () => undefined } = population;
  const trials: OracleTrial[] = [];
  const running: Running[] = [];
  const said: Suggestion[] = [];
  for (;;) {
    let suggestion: Suggestion | undefined;
    while (running.length < slots) {
      const study = studyOf(population, trials);
      suggestion = pbt.next(study, randomFor(population.seed, 'oracle', trials.length));
      said.push(suggestion);
      check(suggestion, study);
      if (suggestion.kind === 'wait' || suggestion.kind === 'exhausted') break;
      running.push(follow(trials, suggestion));
    }
    if (running.length === 0) return { trials, said };
    const { leg, end } = next(running.length);
    const [ended] = running.splice(leg, 1);
    trials[(ended as Running).trial] = trained(population, trials, ended as Running, end);
  }
}

function studyOf({ space, direction, epochs, seed, options, cap }: Population, trials: OracleTrial[]): OracleStudy {
  const trialsLeft = cap === undefined ? undefined : cap - trials.length;
  return deepFreeze({ space, direction, epochs, seed, options, trialsLeft, trials: [...trials] });
}

function follow(trials: OracleTrial[], suggestion: Suggestion): Running {
  if (suggestion.kind === 'continue') {
    const { trial, toEpoch } = suggestion;
    trials[trial] = { ...(trials[trial] as OracleTrial), status: 'running' };
    return { trial, toEpoch };
  }
  const { values, toEpoch, parent, replaces } = suggestion as Suggestion & { kind: 'trial' };
  const epochs = parent === undefined ? 0 : (trials[parent] as OracleTrial).epochs;
  const number = trials.length;
  trials.push({ number, status: 'running', values, point: pointKey(values), epochs, curve: [], parent, replaces });
  return { trial: number, toEpoch };
}

function trained(
  { score, direction }: Population,
  trials: readonly OracleTrial[],
  { trial: number, toEpoch }: Running,
  end: End,
): OracleTrial {
  const trial = trials[number] as OracleTrial;
  if (end === 'failed') return { ...trial, status: 'failed' };
  const last = end === 'stopped' ? trial.epochs + 1 : toEpoch;
  const added = Array.from({ length: last - trial.epochs }, (_, index) => {
    const epoch = trial.epochs + index + 1;
    return { epoch, score: score(trial.values, number, epoch) };
  });
  const curve = [...(trial.curve ?? []), ...added];
  const scores = curve.map((point) => point.score).filter((known) => known !== undefined);
  const best = direction === 'min' ? Math.min(...scores) : Math.max(...scores);
  const stopped = end === 'stopped' && last < toEpoch;
  return { ...trial, status: 'completed', epochs: last, curve, stopped, ...(scores.length > 0 && { score: best }) };
}

/** Legs that end in any order, each well. */
export const anyOrder: fc.Arbitrary<Population['next']> = endsOf(fc.constant<End>('completed'));

/** Legs that end in any order, some failed, some stopped. */
export const withAccidents: fc.Arbitrary<Population['next']> = endsOf(
  fc.oneof({ weight: 6, arbitrary: fc.constant<End>('completed') }, fc.constantFrom<End>('failed', 'stopped')),
);

function endsOf(ends: fc.Arbitrary<End>): fc.Arbitrary<Population['next']> {
  return fc.infiniteStream(fc.tuple(fc.nat(), ends)).map((stream) => (running) => {
    const [pick, end] = stream.next().value as [number, End];
    return { leg: pick % running, end };
  });
}

/** Legs that end well, in an order that a seed decides. */
export function inTurn(seed: number): Population['next'] {
  const random = randomFor(seed, 'turns');
  return (running) => ({ leg: Math.floor(random() * running), end: 'completed' });
}
