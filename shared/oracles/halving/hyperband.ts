import { numberOfNext, type Oracle, type OracleStudy, type OracleTrial } from '../oracle.js';
import { type Bracket, bracketsOf, type Round, shortened } from './brackets.js';
import { lossAt } from './rungs.js';
import { newTrial } from './sampler.js';

/**
 * Hyperband (Li et al. 2018), with Keras Tuner's brackets and its asynchronous promotion, which chooses as if each round were
 * waited for: the best trial that has ended a round goes on as soon as there are more places for it than trials that may yet
 * be better. While no bracket has anything to train, the next one begins; `wait` is answered only after the last one has.
 *
 * It differs from Keras Tuner where that wastes training: what is promoted is the trial itself, which goes on from its
 * checkpoint; a trial that failed, or has no score, is not waited for, and its place in the next round goes to another; and
 * a bracket in which fewer trials may begin than it has places for, in a small space or under a budget of trials, has
 * smaller rounds instead of none.
 *
 * First rounds are filled in the order of the brackets, so the number of a trial says which bracket it is in.
 */
export const hyperband: Oracle = {
  name: 'hyperband',
  endsByItself: true,
  options: ['sampler', 'minEpochs', 'factor', 'iterations'],
  next(study, random) {
    const next = numberOfNext(study.trials);
    let isCutShort = false;
    let mayFollow = false;
    for (const { bracket, end, trials } of begunBrackets(study)) {
      if (next < end && !isCutShort) {
        const suggestion = newTrial(study, (bracket[0] as Round).epochs, random);
        if (suggestion.kind === 'trial') return suggestion;
        isCutShort = true;
      }
      const ends = endsOf(isCutShort ? shortened(bracket, trials.length) : bracket, trials, study.direction);
      for (const { candidates, free, pending, toEpoch } of ends) {
        const best = candidates[0];
        if (best && free > pending) return { kind: 'continue', trial: best.number, toEpoch };
        mayFollow ||= pending > 0;
      }
    }
    return { kind: mayFollow ? 'wait' : 'exhausted' };
  },
  mayGoOn(study, { number }) {
    for (const { bracket, end, trials } of begunBrackets(study)) {
      if (number >= end) continue;
      return endsOf(bracket, trials, study.direction).some(({ candidates, free }) => {
        return candidates.slice(0, Math.max(0, free)).some((candidate) => candidate.number === number);
      });
    }
    return false;
  },
};

/** A bracket that has begun, or is the next to begin. */
interface BegunBracket {
  readonly bracket: Bracket;
  /** Its trials have lower numbers. */
  readonly end: number;
  readonly trials: readonly OracleTrial[];
}

function* begunBrackets(study: OracleStudy): Generator<BegunBracket> {
  const { trials, options } = study;
  const brackets = bracketsOf(study);
  const turns = brackets.length * (options?.iterations ?? 1);
  const newest = Math.max(numberOfNext(trials), trials.at(-1)?.number ?? 0);
  let position = 0;
  let end = 0;
  for (let turn = 0; turn < turns && end <= newest; turn++) {
    const bracket = brackets[turn % brackets.length] as Bracket;
    const first = position;
    end += (bracket[0] as Round).size;
    while ((trials[position]?.number ?? Number.POSITIVE_INFINITY) < end) position++;
    yield { bracket, end, trials: trials.slice(first, position) };
  }
}

/** How matters stand at the end of a round. */
interface EndOfRound {
  /** Trials that have come there and may go on, best first. */
  readonly candidates: readonly OracleTrial[];
  /** Places of the next round that no trial has taken. */
  readonly free: number;
  /** Trials that may yet come there. */
  readonly pending: number;
  /** Epochs of the next round. */
  readonly toEpoch: number;
}

/** Of each round but the last. */
function endsOf(bracket: Bracket, trials: readonly OracleTrial[], direction: 'min' | 'max'): EndOfRound[] {
  const rounds = trials.map((trial) => roundOf(trial, bracket));
  let entrants = bracket[0]?.size ?? 0;
  return bracket.slice(1).map((next, round) => {
    const ended = trials.filter(
      ({ status }, i) => rounds[i] === round && (status === 'completed' || status === 'failed'),
    );
    const candidates = inOrder(ended, (bracket[round] as Round).epochs, direction);
    const promoted = rounds.filter((other) => other > round).length;
    const survivors = entrants - (ended.length - candidates.length);
    entrants = Math.min(next.size, survivors);
    const pending = survivors - promoted - candidates.length;
    return { candidates, free: entrants - promoted, pending, toEpoch: next.epochs };
  });
}

/** Those that may go on, best first, the earlier of equals. */
function inOrder(ended: readonly OracleTrial[], epochs: number, direction: 'min' | 'max'): OracleTrial[] {
  return ended
    .map((trial) => ({ trial, loss: lossAt(trial, epochs, direction) }))
    .filter(({ trial, loss }) => trial.status === 'completed' && !trial.stopped && loss < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.loss - b.loss || a.trial.number - b.trial.number)
    .map(({ trial }) => trial);
}

/** The round that a trial is in, failed in or completed. A training may end by itself before the round's last epoch. */
function roundOf({ status, epochs }: OracleTrial, bracket: Bracket): number {
  const isIn = (round: Round) => (status === 'completed' ? epochs <= round.epochs : epochs < round.epochs);
  const index = bracket.findIndex(isIn);
  return index < 0 ? bracket.length : index;
}
