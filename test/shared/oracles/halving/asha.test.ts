import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asha } from '../../../../shared/oracles/halving/asha.js';
import { factorOf, lossAt, rungsOf } from '../../../../shared/oracles/halving/rungs.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { pointsByDefinition, spaceOf } from '../../space/spaces.js';
import { studyOf, trialOf } from '../studies.js';
import { type Course, courses, real } from './courses.js';
import { halvingContract } from './halving-contract.js';
import { type Decision, simulate, streamOf } from './simulation.js';

const optionsOf = (halving: 'promotion' | 'stopping') =>
  fc.record(
    {
      factor: fc.constantFrom(2, 2.5, 3, 4),
      brackets: fc.integer({ min: 1, max: 3 }),
      minEpochs: fc.integer({ min: 1, max: 5 }),
      halving: fc.constant(halving),
    },
    { requiredKeys: ['factor', 'halving'] },
  );
const cap = fc.nat({ max: 60 });
const promoting = courses({ options: optionsOf('promotion'), cap });
const stopping = courses({ options: optionsOf('stopping'), cap });

/** A trial that has reached a rung and has not failed, by whatever leg. */
interface Known {
  readonly trial: OracleTrial;
  readonly loss: number;
}

function knownAt({ trials, direction }: OracleStudy, rung: number): Known[] {
  return trials
    .filter(({ status, curve = [] }) => status !== 'failed' && curve.some(({ epoch }) => epoch === rung))
    .map((trial) => ({ trial, loss: lossAt(trial, rung, direction) }));
}

/** How many of the others are better; of equals the earlier is. */
function betterThan(own: Known, others: readonly Known[]): number {
  return others.filter(({ trial, loss }) => loss < own.loss || (loss === own.loss && trial.number < own.trial.number))
    .length;
}

/** The rung at which a trial's first leg ends. */
function lowestOf(study: OracleStudy, number: number): number {
  const rungs = rungsOf(study);
  return rungs[number % Math.min(study.options?.brackets ?? 1, rungs.length)] as number;
}

/** What should happen by the paper's rule and limit: the promotion from the highest rung that has one, or a new trial. */
function expected(study: OracleStudy, earlier: readonly Decision[]): object {
  const rungs = rungsOf(study);
  for (const [index, rung] of [...rungs.entries()].slice(0, -1).reverse()) {
    const known = knownAt(study, rung);
    const places = Math.floor(known.length / factorOf(study));
    const toEpoch = rungs[index + 1] as number;
    const promoted = earlier.filter(({ suggestion }) => {
      if (suggestion.kind !== 'continue' || suggestion.toEpoch !== toEpoch) return false;
      return study.trials[suggestion.trial]?.status !== 'failed';
    });
    const ranked = known.map((own) => ({ ...own, rank: betterThan(own, known) }));
    const candidates = ranked
      .filter(({ trial }) => trial.status === 'completed' && trial.epochs === rung)
      .filter(({ rank, loss }) => rank < places && Number.isFinite(loss))
      .sort((a, b) => a.rank - b.rank);
    if (promoted.length >= places || !candidates[0]) continue;
    return { kind: 'continue', trial: candidates[0].trial.number, toEpoch };
  }
  return { kind: 'trial', toEpoch: lowestOf(study, study.trials.length) };
}

describe('asha by promotion', () => {
  it('goes on with the best of the first 1/factor of those known at the highest rung that has one, or begins a trial', () => {
    fc.assert(
      fc.property(promoting, (course) => {
        const { decisions } = simulate(asha, course);

        for (const [index, { study, suggestion }] of decisions.entries()) {
          const rule = expected(study, decisions.slice(0, index));
          expect(suggestion).toMatchObject(suggestion.kind === 'exhausted' ? {} : rule);
          if (suggestion.kind === 'exhausted') expect(rule).toMatchObject({ kind: 'trial' });
        }
      }),
    );
  });

  it('never promotes more than 1/factor of those known at a rung', () => {
    fc.assert(
      fc.property(courses({ options: optionsOf('promotion'), cap, withFailures: false }), (course) => {
        const { trials, decisions } = simulate(asha, course);
        const study: OracleStudy = { ...(decisions[0] as Decision).study, trials };
        const rungs = rungsOf(study);

        for (const [index, rung] of rungs.slice(0, -1).entries()) {
          const promotions = decisions.filter(
            ({ suggestion }) => suggestion.kind === 'continue' && suggestion.toEpoch === rungs[index + 1],
          );
          expect(promotions.length).toBeLessThanOrEqual(knownAt(study, rung).length / factorOf(study));
        }
      }),
    );
  });

  it('goes on with a trial from where it stands, and never without a score', () => {
    fc.assert(
      fc.property(promoting, (course) => {
        for (const { study, suggestion } of simulate(asha, course).decisions) {
          if (suggestion.kind !== 'continue') continue;
          const trial = study.trials[suggestion.trial] as OracleTrial;
          const rungs = rungsOf(study);

          expect(trial.status).toBe('completed');
          expect(suggestion.toEpoch).toBe(rungs[rungs.indexOf(trial.epochs) + 1]);
          expect(lossAt(trial, trial.epochs, study.direction)).toBeLessThan(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});

describe('asha by stopping', () => {
  it('begins trials that are to be trained to the end, and goes on with none', () => {
    fc.assert(
      fc.property(stopping, (course) => {
        for (const { suggestion } of simulate(asha, course).decisions) {
          if (suggestion.kind !== 'exhausted') {
            expect(suggestion).toMatchObject({ kind: 'trial', toEpoch: course.epochs });
          }
        }
      }),
    );
  });

  it('stops a trial that is not among the first 1/factor, rounded up, of those known at a rung it has passed', () => {
    fc.assert(
      fc.property(stopping, (course) => {
        for (const { study, trial, stops } of simulate(asha, course).looks) {
          const passed = rungsOf(study)
            .slice(0, -1)
            .filter((rung) => rung >= lowestOf(study, trial.number) && rung <= (trial.curve?.length ?? 0));
          const fails = passed.some((rung) => {
            const known = knownAt(study, rung);
            const loss = lossAt(trial, rung, study.direction);
            const better = known.filter((other) => other.loss < loss).length;
            return loss === Number.POSITIVE_INFINITY || better >= Math.ceil(known.length / factorOf(study));
          });
          expect(stops).toBe(fails);
        }
      }),
    );
  });

  const runningWith = (scores: (number | undefined)[], more: OracleOptions = {}): OracleStudy => ({
    ...studyOf(real),
    epochs: 27,
    options: { halving: 'stopping', ...more },
    trials: scores.map((score, number): OracleTrial => {
      return { ...trialOf(number, { x: number }), status: 'running', epochs: 0, curve: [{ epoch: 1, score }] };
    }),
  });
  const stopped = (study: OracleStudy) => study.trials.map((trial) => asha.stops?.(study, trial));

  it('keeps equals, and is not misled by scores that are not finite', () => {
    expect(stopped(runningWith([1]))).toEqual([false]);
    expect(stopped(runningWith([undefined]))).toEqual([true]);
    expect(stopped(runningWith([5, undefined, undefined, undefined]))).toEqual([false, true, true, true]);
    expect(stopped(runningWith([Number.NaN, 9, 8, 7]))).toEqual([true, true, false, false]);
    expect(stopped(runningWith([2, 2, 2, 2]))).toEqual([false, false, false, false]);
  });

  it('stops nobody at the last epoch', () => {
    const whole = (score: number) => Array.from({ length: 9 }, (_, index) => ({ epoch: index + 1, score }));
    const study = { ...runningWith([1, 2]), epochs: 9 };
    const trials = study.trials.map((trial) => ({
      ...trial,
      curve: whole(3).with(8, { epoch: 9, score: trial.number }),
    }));

    expect(stopped({ ...study, trials })).toEqual([false, false]);
  });

  it('stops nobody before the first rung of its bracket, nor by promotion', () => {
    expect(stopped(runningWith([1, 2, 3, 4], { brackets: 2 }))).toEqual([false, false, true, false]);
    expect(stopped(runningWith([1, 2, 3, 4], { halving: 'promotion' }))).toEqual([false, false, false, false]);
  });
});

describe.each([
  ['promotion', promoting],
  ['stopping', stopping],
] as const)('asha by %s', (halving, anyCourse) => {
  halvingContract(asha, anyCourse);

  it('never waits', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        for (const { suggestion } of simulate(asha, course).decisions) expect(suggestion.kind).not.toBe('wait');
      }),
    );
  });

  it('tries all points of a finite space, or as many as it may, and is exhausted then', () => {
    const space = fc
      .record({ count: fc.integer({ min: 1, max: 15 }), more: fc.integer({ min: 1, max: 2 }) })
      .map(({ count, more }) =>
        spaceOf({ name: 'x', kind: 'int', min: 1, max: count }, { name: 'y', kind: 'int', min: 1, max: more }),
      );
    const anyCap = fc.option(fc.nat({ max: 40 }), { nil: undefined });
    fc.assert(
      fc.property(courses({ options: optionsOf(halving), space, cap: anyCap }), (course) => {
        const { trials, decisions } = simulate(asha, course);
        const points = pointsByDefinition(course.space).length;

        expect(trials).toHaveLength(Math.min(points, course.cap ?? points));
        expect(new Set(trials.map(({ point }) => point)).size).toBe(trials.length);
        expect(decisions.at(-1)?.suggestion).toEqual({ kind: 'exhausted' });
      }),
    );
  });
});

describe('asha', () => {
  it('needs a budget to end', () => {
    expect(asha.endsByItself).toBe(false);
  });

  it('begins the trials of its brackets by turns, each a rung higher', () => {
    const course: Course = {
      space: real,
      direction: 'max',
      epochs: 9,
      options: { brackets: 5 },
      slots: 9,
      cap: 9,
      picks: [0],
      strides: [9],
      losses: [0],
      failures: [true],
    };

    const first = simulate(asha, course).decisions.slice(0, 7);

    expect(first.map(({ suggestion }) => suggestion)).toMatchObject(
      [1, 3, 9, 1, 3, 9, 1].map((toEpoch) => ({ toEpoch })),
    );
  });

  it('does not promote a second trial because the first was the best of few (the limit of Hyper-Tune)', () => {
    const trials = [3, 4, 5, 1, 2, 6].map((score, number): OracleTrial => {
      const curve = [{ epoch: 1, score }];
      return { ...trialOf(number, { x: number }), status: number === 0 ? 'running' : 'completed', epochs: 1, curve };
    });
    const study: OracleStudy = { ...studyOf(real), epochs: 9, trials };

    expect(asha.next(study, streamOf(study))).toEqual({ kind: 'continue', trial: 3, toEpoch: 3 });
    const promoted = trials.map((trial) => (trial.number === 3 ? { ...trial, status: 'running' as const } : trial));
    expect(asha.next({ ...study, trials: promoted }, streamOf(study))).toMatchObject({ kind: 'trial', toEpoch: 1 });
  });
});
