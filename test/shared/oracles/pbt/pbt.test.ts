import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import type { OracleStudy, OracleTrial, Suggestion } from '../../../../shared/oracles/oracle.js';
import { pbt } from '../../../../shared/oracles/pbt/pbt.js';
import type { Space } from '../../../../shared/space/space.js';
import { smallSpaces, spaces } from '../../space/spaces.js';
import { check, type NewTrial } from './check.js';
import { anyOrder, inTurn, type Population, simulate, withAccidents } from './simulation.js';

/** A fixed score for each trial and epoch, now and then none, with ties. */
const scoreOf: fc.Arbitrary<Population['score']> = fc.integer().map((seed) => (_, trial, epoch) => {
  const score = Math.floor(40 * randomFor(seed, trial, epoch)()) - 20;
  return score === 7 ? undefined : score;
});

const populationIn = (space: fc.Arbitrary<Space>, next: Population['next'] | fc.Arbitrary<Population['next']>) =>
  space.chain((chosen) =>
    fc.record({
      space: fc.constant(chosen),
      epochs: fc.integer({ min: 1, max: 24 }),
      slots: fc.integer({ min: 1, max: 12 }),
      direction: fc.constantFrom<'min' | 'max'>('min', 'max'),
      seed: fc.integer(),
      cap: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      score: scoreOf,
      next: typeof next === 'function' ? fc.constant(next) : next,
      options: fc.record(
        {
          population: fc.integer({ min: 2, max: 12 }),
          interval: fc.integer({ min: 1, max: 30 }),
          perturbed: fc.uniqueArray(fc.constantFrom(...chosen.parameters.map(({ name }) => name)), { minLength: 1 }),
        },
        { requiredKeys: [] },
      ),
    }),
  );

describe('population based training', () => {
  it.each([
    ['any space', spaces],
    ['a finite space', smallSpaces],
  ])('in %s hands out points, from the best quarter to the worst, and lets a member wait for none', (_, space) => {
    fc.assert(fc.property(populationIn(space, withAccidents), (population) => void simulate({ ...population, check })));
  });

  it('never has more members than its population, and trains each to the end', () => {
    fc.assert(
      fc.property(populationIn(spaces, anyOrder), (population) => {
        const { epochs, cap = Infinity, options } = population;
        const { trials, said } = simulate(population);
        const size = Math.min(options.population ?? 8, cap);
        const members = trials.filter(({ number }) => trials.every(({ replaces }) => replaces !== number));

        expect(members.map((trial) => [trial.status, trial.epochs])).toEqual(
          Array.from({ length: size }, () => ['completed', epochs]),
        );
        expect(trials.length).toBeLessThanOrEqual(cap);
        expect(said.at(-1)).toEqual({ kind: 'exhausted' });
      }),
    );
  });

  it('says the same elsewhere, of records', () => {
    const again = (suggestion: Suggestion, study: OracleStudy) => {
      const elsewhere: OracleStudy = JSON.parse(JSON.stringify(study));
      const random = randomFor(study.seed, 'oracle', study.trials.length);
      expect(pbt.next(elsewhere, random)).toEqual(suggestion);
    };
    fc.assert(
      fc.property(populationIn(spaces, withAccidents), (population) => void simulate({ ...population, check: again })),
    );
  });

  it('maximises what it minimises with the other sign', () => {
    fc.assert(
      fc.property(populationIn(spaces, fc.integer().map(inTurn)), (population) => {
        const { score } = population;
        const mirrored = (...of: Parameters<typeof score>) => {
          const value = score(...of);
          return value === undefined ? undefined : -value;
        };
        const lower = simulate({ ...population, next: inTurn(population.seed), direction: 'min' });
        const next = inTurn(population.seed);
        const higher = simulate({ ...population, next, direction: 'max', score: mirrored });
        expect(higher.said).toEqual(lower.said);
      }),
    );
  });

  it('may go on with every trial but those that were replaced', () => {
    fc.assert(
      fc.property(populationIn(spaces, withAccidents), (population) => {
        const check = (suggestion: Suggestion, study: OracleStudy) => {
          const needed = suggestion.kind === 'continue' ? suggestion.trial : (suggestion as Partial<NewTrial>).parent;
          const trial = study.trials.find(({ number }) => number === needed);
          if (trial) expect(pbt.mayGoOn?.(study, trial)).toBe(true);
        };
        const { trials } = simulate({ ...population, check });
        const last = { ...population, trials };
        for (const { replaces } of trials) {
          if (replaces !== undefined) expect(pbt.mayGoOn?.(last, trials[replaces] as OracleTrial)).toBe(false);
        }
      }),
    );
  });
});
