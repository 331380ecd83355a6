import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import type { OracleStudy, OracleTrial, Suggestion } from '../../../../shared/oracles/oracle.js';
import { perturbedByDefault } from '../../../../shared/oracles/pbt/explore.js';
import { pbt } from '../../../../shared/oracles/pbt/pbt.js';
import type { Space } from '../../../../shared/space/space.js';
import { isPoint, smallSpaces, spaceOf, spaces } from '../../space/spaces.js';
import { anyOrder, type Population, simulate, withAccidents } from './simulation.js';

type NewTrial = Suggestion & { kind: 'trial' };

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

const currentOf = ({ trials }: OracleStudy) =>
  trials.filter(({ number }) => trials.every((t) => t.replaces !== number));
const hasEnded = ({ status, stopped, epochs }: OracleTrial, study: OracleStudy) =>
  status === 'failed' || (status === 'completed' && (stopped === true || epochs >= study.epochs));

/** Those that have trained through an epoch themselves, by what they were worth there: the better the lower. */
function knownAt({ trials, direction }: OracleStudy, epoch: number): { trial: OracleTrial; loss: number }[] {
  const known = trials.filter(({ status, epochs, curve = [] }) => {
    return status !== 'failed' && epochs >= epoch && curve.some((point) => point.epoch <= epoch);
  });
  return known.map((trial) => {
    const score = trial.curve?.find((point) => point.epoch === epoch)?.score;
    return { trial, loss: score === undefined ? Infinity : direction === 'min' ? score : -score };
  });
}

/** Whether fewer than a quarter of those known at an epoch come before the trial. */
function isInTopQuarter(study: OracleStudy, number: number, epoch: number): boolean {
  const known = knownAt(study, epoch);
  const own = known.find(({ trial }) => trial.number === number);
  return own !== undefined && known.filter(({ loss }) => loss < own.loss).length < Math.ceil(known.length / 4);
}

function isInBottomQuarter(study: OracleStudy, { number, epochs }: OracleTrial): boolean {
  const known = knownAt(study, epochs);
  const own = known.find(({ trial }) => trial.number === number);
  return own !== undefined && known.filter(({ loss }) => loss > own.loss).length < Math.ceil(known.length / 4);
}

function checkReplacement(suggestion: NewTrial, study: OracleStudy): void {
  const replaced = study.trials[suggestion.replaces as number] as OracleTrial;
  const isCut = replaced.status === 'failed' || replaced.stopped === true;
  const size = study.options?.population ?? 8;

  expect(currentOf(study)).toContain(replaced);
  expect(replaced.status === 'completed' || replaced.status === 'failed').toBe(true);
  if (suggestion.parent === undefined) {
    expect(replaced.status).toBe('failed');
    return;
  }
  const parent = study.trials[suggestion.parent] as OracleTrial;
  expect(currentOf(study)).toContain(parent);
  expect(parent.number).not.toBe(replaced.number);
  expect([parent.status, hasEnded(parent, study)]).not.toEqual(['failed', true]);
  expect(parent.epochs).toBeLessThan(study.epochs);
  const steps = isCut ? study.trials.map(({ epochs }) => epochs) : [replaced.epochs];
  const told = steps.filter((step) => knownAt(study, step).length >= Math.min(4, size));
  expect(told.some((step) => isInTopQuarter(study, parent.number, step))).toBe(true);
  if (!isCut) {
    expect(hasEnded(replaced, study)).toBe(false);
    expect(isInBottomQuarter(study, replaced)).toBe(true);
    const losses = new Map(knownAt(study, replaced.epochs).map(({ trial, loss }) => [trial.number, loss]));
    expect(losses.get(parent.number)).toBeLessThan(losses.get(replaced.number) as number);
  }
}

/** Whether what a child does not share with its parent is perturbed, or stands under a condition on what is. */
function checkInheritance({ values, parent }: NewTrial, { space, trials, options }: OracleStudy): void {
  const before = (trials[parent as number] as OracleTrial).values;
  const mayDiffer = new Set(options?.perturbed ?? perturbedByDefault(space));
  for (let size = -1; size !== mayDiffer.size; ) {
    size = mayDiffer.size;
    for (const { name, when = [] } of space.parameters)
      if (when.some(({ parameter }) => mayDiffer.has(parameter))) mayDiffer.add(name);
  }
  const names = new Set([...Object.keys(values), ...Object.keys(before)]);
  const different = [...names].filter((name) => values[name] !== before[name]);
  expect(different.filter((name) => !mayDiffer.has(name))).toEqual([]);
  if (!options?.perturbed) expect(Object.keys(values).sort()).toEqual(Object.keys(before).sort());
}

function check(suggestion: Suggestion, study: OracleStudy): void {
  const { space, trials, epochs, options = {} } = study;
  const { population = 8, interval = Math.ceil(epochs / 10) } = options;
  const current = currentOf(study);
  if (suggestion.kind === 'trial') {
    expect(isPoint(space, suggestion.values)).toBe(true);
    const from = suggestion.parent === undefined ? 0 : (trials[suggestion.parent] as OracleTrial).epochs;
    expect(suggestion.toEpoch).toBe(Math.min(epochs, (Math.floor(from / interval) + 1) * interval));
    expect(study.trialsLeft).not.toBe(0);
    if (suggestion.replaces === undefined) expect(current.length).toBeLessThan(population);
    else checkReplacement(suggestion, study);
    if (suggestion.parent !== undefined) checkInheritance(suggestion, study);
  } else if (suggestion.kind === 'continue') {
    const trial = trials[suggestion.trial] as OracleTrial;
    expect(current).toContain(trial);
    expect([trial.status, hasEnded(trial, study)]).toEqual(['completed', false]);
    expect(suggestion.toEpoch).toBe(Math.min(epochs, (Math.floor(trial.epochs / interval) + 1) * interval));
  } else {
    expect(current.filter(({ status }) => status !== 'running').every((trial) => hasEnded(trial, study))).toBe(true);
    expect(current.some(({ status }) => status === 'running')).toBe(suggestion.kind === 'wait');
  }
}

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

/** Legs that end well, in an order that a seed decides. */
function inTurn(seed: number): Population['next'] {
  const random = randomFor(seed, 'turns');
  return (running) => ({ leg: Math.floor(random() * running), end: 'completed' });
}

describe('a population of eight', () => {
  const space = spaceOf({ name: 'rate', kind: 'float', min: 1e-6, max: 1, sampling: 'log' });
  const base = { space, options: {}, epochs: 20, slots: 1, direction: 'min' as const, seed: 1 };
  const next = () => ({ leg: 0, end: 'completed' as const });
  const replacing = (trials: readonly OracleTrial[]) =>
    trials.filter(({ replaces }) => replaces !== undefined).map(({ parent, replaces }) => [replaces, parent]);

  it('replaces its worst two at each step by children of its best two', () => {
    const { trials } = simulate({ ...base, next, epochs: 4, options: { interval: 2 }, score: (_, trial) => trial });
    expect(trials).toHaveLength(10);
    expect(replacing(trials).map(([replaced]) => replaced)).toEqual([7, 6]);
    expect(replacing(trials).every(([, parent]) => parent === 0 || parent === 1)).toBe(true);
    expect(trials.slice(8).map(({ epochs, curve }) => [epochs, curve?.map(({ epoch }) => epoch)])).toEqual([
      [4, [3, 4]],
      [4, [3, 4]],
    ]);
  });

  it('judges by what trials are worth now, not by their best epoch', () => {
    const score = (_: unknown, trial: number, epoch: number) => (epoch === 1 ? trial : -trial);
    const { trials } = simulate({ ...base, next, epochs: 4, options: { interval: 2 }, score });
    expect(replacing(trials).map(([replaced]) => replaced)).toEqual([0, 1]);
  });

  it('replaces nobody by one that is no better', () => {
    expect(simulate({ ...base, next, score: () => 1 }).trials).toHaveLength(8);
    expect(simulate({ ...base, next, score: () => undefined }).trials).toHaveLength(8);
  });

  it('without room for another trial, goes on as it is', () => {
    const { trials } = simulate({ ...base, next, cap: 9, score: (_, trial) => trial });
    expect(replacing(trials)).toHaveLength(1);
  });

  it('looks ten times where no interval is given', () => {
    const { said } = simulate({ ...base, next, epochs: 31, score: () => 1 });
    const first = said.flatMap((one) => (one.kind === 'continue' && one.trial === 0 ? [one.toEpoch] : []));
    expect(first).toEqual([8, 12, 16, 20, 24, 28, 31]);
  });

  it('fills the place of a trial that failed before any was known with another point, later from the best', () => {
    const first = simulate({ ...base, slots: 8, score: (_, trial) => trial, next: failing(0) }).trials[8];
    expect(first).toMatchObject({ replaces: 0, parent: undefined });
    const later = simulate({ ...base, slots: 8, score: (_, trial) => -trial, next: failing(7) }).trials[8];
    expect(later?.replaces).toBe(7);
    expect([5, 6]).toContain(later?.parent);
  });
});

/** All legs end in their order, one of them failed. */
function failing(number: number): Population['next'] {
  let ended = 0;
  return () => ({ leg: 0, end: ended++ === number ? 'failed' : 'completed' });
}
