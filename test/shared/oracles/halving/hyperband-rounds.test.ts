import { describe, expect, it } from 'vitest';
import { hyperband } from '../../../../shared/oracles/halving/hyperband.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { spaceOf } from '../../space/spaces.js';
import { studyOf, trialOf } from '../studies.js';
import { real, smooth } from './courses.js';
import { simulate, streamOf } from './simulation.js';

const study = (epochs: number): OracleStudy => ({ ...studyOf(real), epochs });

/** Trials of a first round: their losses, `failed` or `running`. */
function firstRound(epochs: number, ends: readonly (number | undefined | 'failed' | 'running')[]): OracleTrial[] {
  return ends.map((end, number): OracleTrial => {
    const trial = { ...trialOf(number, { x: number / 1000 }), score: undefined, epochs: 0 };
    if (end === 'failed' || end === 'running') return { ...trial, status: end };
    return { ...trial, epochs, curve: [{ epoch: epochs, score: end }] };
  });
}

describe('a round of hyperband', () => {
  const next = (trials: OracleTrial[], trialsLeft?: number) => {
    const known: OracleStudy = { ...study(27), trials, trialsLeft };
    return hyperband.next(known, streamOf(known));
  };

  it('promotes the best as soon as the others that run could not take all places', () => {
    const scores = Array.from({ length: 19 }, (_, index) => 100 - index);
    const running = Array.from({ length: 8 }, () => 'running' as const);

    expect(next(firstRound(1, [...scores, ...running]))).toEqual({ kind: 'continue', trial: 18, toEpoch: 3 });
    expect(next(firstRound(1, [...scores.slice(1), 'running', ...running]))).toMatchObject({
      kind: 'trial',
      toEpoch: 3,
    });
  });

  it('is not held up by trials that fail or have no score', () => {
    const ends = Array.from({ length: 27 }, (_, index) => (index === 5 ? 7 : index % 2 === 0 ? 'failed' : undefined));

    expect(next(firstRound(1, ends))).toEqual({ kind: 'continue', trial: 5, toEpoch: 3 });
  });

  it('of few trials has fewer places for the next', () => {
    const trials = firstRound(1, [4, 3, 2, 1]);

    expect(next(trials.slice(0, 3), 0)).toEqual({ kind: 'continue', trial: 2, toEpoch: 3 });
    expect(next(trials, 1)).toMatchObject({ kind: 'trial', toEpoch: 1 });
    const promoted = trials.map((trial) => (trial.number < 2 ? trial : { ...trial, status: 'running' as const }));
    expect(next(promoted, 0)).toEqual({ kind: 'wait' });
    const inLastRound = promoted.map((trial) => (trial.number < 2 ? trial : { ...trial, epochs: 9 }));
    expect(next(inLastRound.slice(0, 3), 0)).toEqual({ kind: 'exhausted' });
  });

  it('does not go on with a trial that was stopped', () => {
    const trials = firstRound(1, [1, 2, 3]).map((trial) => ({ ...trial, stopped: trial.number === 0 }));

    expect(next(trials, 0)).toEqual({ kind: 'continue', trial: 1, toEpoch: 3 });
  });

  it('goes on with a trial whose training ended before its epochs', () => {
    const known: OracleStudy = { ...study(100), trials: firstRound(1, [1, 2, 3]), trialsLeft: 0 };

    expect(hyperband.next(known, streamOf(known))).toEqual({ kind: 'continue', trial: 0, toEpoch: 4 });
  });

  it('has no place any more for trials that others are better than', () => {
    const scores = Array.from({ length: 20 }, (_, index) => index);
    const running = Array.from({ length: 7 }, () => 'running' as const);
    const known: OracleStudy = { ...study(27), trials: firstRound(1, [...scores, ...running, 'running']) };

    const may = known.trials.map((trial) => hyperband.mayGoOn?.(known, trial));

    expect(may).toEqual(known.trials.map(({ number }) => number < 9));
  });

  it('is filled before the next bracket, whatever slots begin first', () => {
    const trials = firstRound(
      1,
      Array.from({ length: 30 }, () => 'running' as const),
    );

    expect(next(trials)).toMatchObject({ kind: 'trial', toEpoch: 3 });
    expect(next(trials.filter(({ number }) => number !== 5))).toMatchObject({ kind: 'trial', toEpoch: 1 });
    expect(next(trials.slice(1))).toMatchObject({ kind: 'trial', toEpoch: 1 });
  });

  it('may go on though a slot that began before has not begun its trial', () => {
    const trials = firstRound(
      3,
      Array.from({ length: 30 }, () => 1),
    );
    const known: OracleStudy = { ...study(27), trials: trials.filter(({ number }) => number !== 5) };

    expect(hyperband.mayGoOn?.(known, trials[29] as OracleTrial)).toBe(true);
  });
});

/** What slots hear one after another: a new trial, one that goes on, both with its last epoch, `wait` or `exhausted`. */
const heard = (course: ReturnType<typeof smooth>) =>
  simulate(hyperband, course).decisions.map(({ suggestion }) => {
    if (suggestion.kind === 'trial') return `new@${suggestion.toEpoch}`;
    return suggestion.kind === 'continue' ? `on@${suggestion.toEpoch}` : suggestion.kind;
  });
const times = (count: number, what: string) => Array.from({ length: count }, () => what);

describe("Keras Tuner's own sequences", () => {
  it('of 9 epochs: one slot fills each round and ends', () => {
    expect(heard(smooth(9, { factor: 3 }, 1))).toEqual([
      ...[...times(9, 'new@1'), ...times(3, 'on@3'), 'on@9'],
      ...[...times(5, 'new@3'), ...times(2, 'on@9')],
      ...[...times(3, 'new@9'), 'exhausted'],
    ]);
  });

  it('of 4 epochs and a factor of 2: slots at once begin the 10 trials of all brackets, and 4 and 1 of them go on', () => {
    const all = heard(smooth(4, { factor: 2 }, 16));

    expect(all.slice(0, 11)).toEqual([...times(4, 'new@1'), ...times(3, 'new@2'), ...times(3, 'new@4'), 'wait']);
    expect(all.filter((what) => what.startsWith('on')).sort()).toEqual([...times(2, 'on@2'), ...times(3, 'on@4')]);
    expect(all.at(-1)).toBe('exhausted');
  });

  it('of one boolean: two trials run, a third slot waits, and all ends', () => {
    const all = heard({ ...smooth(8, { factor: 2 }, 3), space: spaceOf({ name: 'a', kind: 'boolean' }) });

    expect(all.slice(0, 3)).toEqual(['new@1', 'new@1', 'wait']);
    expect(all.filter((what) => what.startsWith('new'))).toHaveLength(2);
    expect(all.at(-1)).toBe('exhausted');
  });
});
