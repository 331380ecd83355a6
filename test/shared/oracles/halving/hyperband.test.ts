import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bracket, bracketsOf } from '../../../../shared/oracles/halving/brackets.js';
import { hyperband } from '../../../../shared/oracles/halving/hyperband.js';
import { lossAt } from '../../../../shared/oracles/halving/rungs.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { pointsByDefinition, spaceOf } from '../../space/spaces.js';
import { deepFreeze, studyOf, trialOf } from '../studies.js';
import { type Course, courses, type Outcome, paused, real, simulate, streamOf } from './simulation.js';

const options = fc.record(
  {
    factor: fc.constantFrom(2, 2.5, 3, 4),
    minEpochs: fc.integer({ min: 1, max: 5 }),
    iterations: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: ['factor'] },
);
const anyCourse = courses({ options });

/** Everything goes well, in a space without end. */
const smooth = (epochs: number, chosen: OracleOptions, slots: number): Course => ({
  space: real,
  direction: 'min',
  epochs,
  options: chosen,
  slots,
  picks: [3, 1, 4, 1, 5, 9, 2, 6],
  strides: [7, 40],
  losses: [3, 8, 1, 7, 2, 9, 6, 4, 0, 5],
  failures: [false],
});

const study = (epochs: number, chosen: OracleOptions = {}): OracleStudy => ({
  ...studyOf(real),
  epochs,
  options: chosen,
});

/** As `trials@epochs` of each round. */
const written = (brackets: readonly Bracket[]) =>
  brackets.map((bracket) => bracket.map(({ size, epochs }) => `${size}@${epochs}`).join(' '));

/** The brackets that a study goes through, each with the number of its first trial. */
function plan({ epochs, options: chosen }: Course): { bracket: Bracket; first: number; size: number }[] {
  const brackets = bracketsOf(study(epochs, chosen));
  let first = 0;
  return Array.from({ length: chosen.iterations ?? 1 }, () => brackets)
    .flat()
    .map((bracket) => {
      const size = bracket[0]?.size as number;
      first += size;
      return { bracket, first: first - size, size };
    });
}

/** The epochs up to which each trial was to be trained, leg after leg. */
function legsOf({ decisions }: Outcome): number[][] {
  const legs: number[][] = [];
  for (const { study: known, suggestion } of decisions) {
    if (suggestion.kind === 'trial') legs.push([suggestion.toEpoch]);
    if (suggestion.kind === 'continue') {
      const trial = known.trials[suggestion.trial] as OracleTrial;
      expect(trial).toMatchObject({ status: 'completed', epochs: legs[trial.number]?.at(-1) });
      legs[trial.number]?.push(suggestion.toEpoch);
    }
  }
  return legs;
}

describe('the brackets of hyperband', () => {
  it.each<[number, number, string[]]>([
    [100, 3, ['98@2 33@4 11@12 4@34 2@100', '41@4 14@12 5@34 2@100', '18@12 6@34 2@100', '9@34 3@100', '6@100']],
    [10, 3, ['12@2 4@4 2@10', '6@4 2@10', '4@10']],
    [81, 3, ['81@1 27@3 9@9 3@27 1@81', '34@3 12@9 4@27 2@81', '15@9 5@27 2@81', '8@27 3@81', '5@81']],
    [27, 3, ['27@1 9@3 3@9 1@27', '12@3 4@9 2@27', '6@9 2@27', '4@27']],
    [8, 2, ['8@1 4@2 2@4 1@8', '6@2 3@4 2@8', '4@4 2@8', '4@8']],
    [1, 3, ['1@1']],
  ])("of %i epochs and a factor of %i are Keras Tuner's", (epochs, factor, brackets) => {
    expect(written(bracketsOf(study(epochs, { factor })))).toEqual(brackets);
  });

  it('begin with `minEpochs` or more, and are those of a training that is so many times shorter', () => {
    expect(written(bracketsOf(study(81, { minEpochs: 3 })))).toEqual([
      '27@3 9@9 3@27 1@81',
      '12@9 4@27 2@81',
      '6@27 2@81',
      '4@81',
    ]);
    expect(written(bracketsOf(study(100, { minEpochs: 34 })))).toEqual(['2@100']);
    for (const [epochs, minEpochs] of [
      [100, 10],
      [200, 2],
      [54, 2],
    ] as const) {
      const scaled = bracketsOf(study(epochs / minEpochs)).map((bracket) => bracket.map(({ size }) => size));
      const brackets = bracketsOf(study(epochs, { minEpochs })).map((bracket) => bracket.map(({ size }) => size));
      expect(brackets).toEqual(scaled);
    }
  });
});

describe('hyperband', () => {
  it.each([
    [100, 3, 172, 254, 2672],
    [10, 3, 22, 30, 120],
    [81, 3, 143, 211, 1767],
    [27, 3, 49, 70, 375],
    [8, 2, 22, 36, 102],
  ])(
    'of %i epochs and a factor of %i has the %i trials, %i legs and %i epochs of Keras Tuner, with any number of slots',
    (epochs, factor, trials, legs, trained) => {
      for (const slots of [1, 8]) {
        const outcome = simulate(hyperband, smooth(epochs, { factor }, slots));

        expect(outcome.trials).toHaveLength(trials);
        expect(legsOf(outcome).flat()).toHaveLength(legs);
        expect(outcome.trials.reduce((sum, trial) => sum + trial.epochs, 0)).toBe(trained);
      }
    },
  );

  it('goes through its brackets as often as it is told', () => {
    const once = simulate(hyperband, smooth(10, {}, 3));
    const thrice = simulate(hyperband, smooth(10, { iterations: 3 }, 3));

    expect(thrice.trials).toHaveLength(3 * once.trials.length);
    expect(legsOf(thrice).flat()).toHaveLength(3 * legsOf(once).flat().length);
  });

  it('ends by itself', () => {
    expect(hyperband.endsByItself).toBe(true);
  });

  it('promotes exactly the best of each round that have a score, as many as the next one has places for', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const outcome = simulate(hyperband, course);
        const legs = legsOf(outcome);

        for (const { bracket, first, size } of plan(course)) {
          const begun = outcome.trials.slice(first, first + size);
          let entrants = begun;
          for (const [round, { epochs }] of bracket.entries()) {
            for (const { number } of entrants) expect(legs[number]?.[round]).toBe(epochs);
            const next = bracket[round + 1];
            const survivors = entrants
              .filter(({ status, number }) => status !== 'failed' || (legs[number]?.length ?? 0) > round + 1)
              .map((trial) => ({ trial, loss: lossAt(trial, epochs, course.direction) }))
              .filter(({ loss }) => loss < Number.POSITIVE_INFINITY)
              .sort((a, b) => a.loss - b.loss || a.trial.number - b.trial.number);
            const places = next ? Math.ceil((begun.length * next.size) / size) : 0;
            const promoted = begun.filter(({ number }) => (legs[number]?.length ?? 0) > round + 1);
            entrants = survivors.slice(0, places).map(({ trial }) => trial);
            expect(new Set(promoted)).toEqual(new Set(entrants));
          }
        }
      }),
    );
  });

  it('begins as many trials as it has places for, or as there may be, before any slot waits or is sent away', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { decisions } = simulate(hyperband, course);
        const places = plan(course).reduce((sum, { size }) => sum + size, 0);
        const points = course.space === real ? Number.POSITIVE_INFINITY : pointsByDefinition(course.space).length;
        const most = Math.min(places, points, course.cap ?? Number.POSITIVE_INFINITY);

        for (const { study: known, suggestion } of decisions) {
          if (suggestion.kind === 'wait' || suggestion.kind === 'exhausted') expect(known.trials).toHaveLength(most);
        }
      }),
    );
  });

  it('sends slots away only when nothing more can follow, and lets them wait only while it can', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { decisions } = simulate(hyperband, course);
        const kinds = decisions.map(({ suggestion }) => suggestion.kind);
        const end = kinds.indexOf('exhausted');

        expect(new Set(kinds.slice(end))).toEqual(new Set(['exhausted']));
        for (const { study: known, suggestion } of decisions) {
          if (suggestion.kind === 'wait') expect(known.trials.some(({ status }) => status === 'running')).toBe(true);
        }
      }),
    );
  });

  it('says of every trial that goes on later that it may', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { decisions } = simulate(hyperband, course);

        for (const [index, { study: known, suggestion }] of decisions.entries()) {
          if (suggestion.kind !== 'continue') continue;
          const trial = known.trials[suggestion.trial] as OracleTrial;
          const earlier = decisions
            .slice(0, index + 1)
            .filter(({ study: { trials } }) => trials[trial.number] === trial);
          for (const decision of earlier) expect(hyperband.mayGoOn?.(decision.study, trial)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says the same of a study that was written out and read in, and leaves it as it is', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        for (const { study: known, suggestion } of simulate(hyperband, course).decisions) {
          const read: OracleStudy = JSON.parse(JSON.stringify(known));

          expect(hyperband.next(deepFreeze(read), streamOf(known))).toEqual(suggestion);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('takes trials that wait to go on for trials that run', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        for (const { study: known, suggestion } of simulate(hyperband, course).decisions) {
          expect(hyperband.next({ ...known, trials: paused(known.trials) }, streamOf(known))).toEqual(suggestion);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('goes on after an interruption at any point as it would have without', () => {
    fc.assert(
      fc.property(anyCourse, fc.nat(), (course, moment) => {
        const whole = simulate(hyperband, course);
        const resumed = simulate(hyperband, course, moment % (whole.steps + 1));

        expect(resumed.decisions.map(({ suggestion }) => suggestion)).toEqual(
          whole.decisions.map(({ suggestion }) => suggestion),
        );
      }),
    );
  });
});

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
    const known: OracleStudy = { ...study(27, {}), trials, trialsLeft };
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
});

describe('hyperband in a small space', () => {
  it('halves the few points there are (Keras Tuner stops after 4 trials of 2 epochs)', () => {
    const space = spaceOf({ name: 'a', kind: 'boolean' }, { name: 'b', kind: 'boolean' });

    const outcome = simulate(hyperband, { ...smooth(100, {}, 2), space });

    expect(outcome.trials).toHaveLength(4);
    expect(
      legsOf(outcome)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([2, 2, 2, 2, 4, 4, 12, 34, 100]);
  });
});
