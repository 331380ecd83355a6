import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bracket, bracketsOf } from '../../../../shared/oracles/halving/brackets.js';
import { hyperband } from '../../../../shared/oracles/halving/hyperband.js';
import { lossAt } from '../../../../shared/oracles/halving/rungs.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { pointsByDefinition, spaceOf } from '../../space/spaces.js';
import { studyOf } from '../studies.js';
import { type Course, courses, real, smooth } from './courses.js';
import { halvingContract } from './halving-contract.js';
import { type Outcome, simulate } from './simulation.js';

const options = fc.record(
  {
    factor: fc.constantFrom(2, 2.5, 3, 4),
    minEpochs: fc.integer({ min: 1, max: 5 }),
    iterations: fc.integer({ min: 1, max: 2 }),
  },
  { requiredKeys: ['factor'] },
);
const anyCourse = courses({ options });

const study = (epochs: number, chosen: OracleOptions = {}): OracleStudy => ({
  ...studyOf(real),
  epochs,
  options: chosen,
});

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

describe('hyperband', () => {
  halvingContract(hyperband, anyCourse);

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
