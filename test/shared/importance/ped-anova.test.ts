import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importanceOf } from '../../../shared/importance/importance.js';
import { everyValue } from '../../../shared/space/domain.js';
import type { Values } from '../../../shared/space/parameter.js';
import { combinations } from '../../../shared/space/points.js';
import type { Space } from '../../../shared/space/space.js';
import { spaceOf } from '../space/spaces.js';
import { judgedByOptuna, sharesOf } from './optuna.js';
import { randomTrials, studyWith, type Tried } from './studies.js';

const importances = (space: Space, trials: readonly Tried[]) =>
  Object.fromEntries(
    importanceOf(studyWith(space, trials)).hyperparameters.map(({ name, importance }) => [name, importance]),
  );
const digits = (name: string, count: number) => ({ name, kind: 'choice', values: [...Array(count).keys()] });

/** Each point of a space so often; score 0 where it is good, a tenth of all, and 1 elsewhere. */
const everywhere = (space: Space, times: number, isGood: (values: Values) => boolean): Tried[] =>
  [...combinations(space, everyValue)].flatMap((values) =>
    Array.from({ length: times }, () => ({ values, score: isGood(values) ? 0 : 1 })),
  );

describe('PED-ANOVA', () => {
  it('is the Pearson divergence of the best tenth from all', () => {
    // With 5 of 10 values of c in 100 % and in 50 % of the trials: 4 and 1, worked out by hand; the prior takes a little.
    const space = spaceOf(digits('c', 10), digits('k', 2), digits('idle', 2));
    const trials = everywhere(space, 100, ({ c, k }) => k === 0 && (c as number) < 2);
    const { c = 0, k = 0, idle } = importances(space, trials);
    expect(c).toBeCloseTo(4 / 5, 2);
    expect(k).toBeCloseTo(1 / 5, 2);
    expect(idle).toBeLessThan(1e-4);
  });

  it('is, of a conditional hyperparameter, the divergence where it is active times α²/β', () => {
    const when = [{ parameter: 'k', in: [0] }];
    const space = spaceOf(digits('k', 2), { ...digits('d', 5), when });
    const half = [...combinations(space, everyValue)].flatMap((values): Tried[] => {
      const times = values.k === 0 ? 100 : 500;
      return Array.from({ length: times }, () => ({ values, score: values.d === 0 ? 0 : 1 }));
    });
    // The divergence of d is 4 where k is 0, in all of the good trials and half of all: 4 × 1² / ½. That of k is 1.
    const { k, d } = importances(space, half);
    expect(d).toBeCloseTo(8 / 9, 2);
    expect(k).toBeCloseTo(1 / 9, 2);
  });

  it('adds up the declarations of a name', () => {
    const when = (value: number) => [{ parameter: 'k', in: [value] }];
    const parted = spaceOf(digits('k', 2), { ...digits('d', 5), when: when(0) }, { ...digits('d', 4), when: when(1) });
    const named = spaceOf(digits('k', 2), { ...digits('d', 5), when: when(0) }, { ...digits('e', 4), when: when(1) });
    const good = ({ k, d, e }: Values) => (k === 0 && d === 0 ? true : k === 1 && (d ?? e) === 1);
    const [together, apart] = [parted, named].map((space) => importances(space, everywhere(space, 20, good)));
    expect(together?.d).toBeCloseTo((apart?.d as number) + (apart?.e as number), 12);
  });

  it('knows the order of scores alone', () => {
    const space = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 }, digits('c', 4), {
      name: 'n',
      kind: 'int',
      min: 1,
      max: 90,
    });
    const trials = fc.integer().map((seed) => {
      return randomTrials(space, 50, ({ x, c, n }: { x: number; c: number; n: number }) => x * c - n / 90, seed);
    });
    fc.assert(
      fc.property(
        trials,
        fc.constantFrom(Math.exp, Math.cbrt, Math.atan, (y: number) => 3 * y ** 3 - 7),
        (some, f) => {
          const changed = some.map(({ values, score }) => ({ values, score: f(score as number) }));
          expect(importances(space, changed)).toEqual(importances(space, some));
        },
      ),
    );
  });

  it('does not depend on how a scale is written', () => {
    const trials = randomTrials(
      spaceOf({ name: 'x', kind: 'float', min: 0, max: 3 }, { name: 'y', kind: 'float', min: 0, max: 1 }),
      100,
      ({ x, y }: { x: number; y: number }) => x + y,
    );
    const logarithmic = spaceOf(
      { name: 'x', kind: 'float', min: 1, max: 1000, sampling: 'log' },
      { name: 'y', kind: 'float', min: -5, max: 15 },
    );
    const written = trials.map(({ values, score }) => {
      const { x, y } = values as { x: number; y: number };
      return { values: { x: Math.min(1000, 10 ** x), y: -5 + 20 * y }, score };
    });
    const linear = spaceOf({ name: 'x', kind: 'float', min: 0, max: 3 }, { name: 'y', kind: 'float', min: 0, max: 1 });
    const [ours, theirs] = [importances(logarithmic, written), importances(linear, trials)];
    for (const name of ['x', 'y']) expect(ours[name]).toBeCloseTo(theirs[name] as number, 9);
  });

  describe('agrees with Optuna', () => {
    const of = (name: 'gridded' | 'mixed' | 'conditional', numbers: readonly string[]) => {
      const { study, pedAnova } = judgedByOptuna(name);
      const ours = Object.fromEntries(importanceOf(study).hyperparameters.map((each) => [each.name, each.importance]));
      return { ours: sharesOf(ours, numbers), theirs: sharesOf(pedAnova, numbers) };
    };
    // Its prior falls off towards the ends of a scale, ours is uniform: a thousandth. Where there are infinitely many values,
    // or integers on a logarithmic scale, its cells at the ends are half as wide as ours: hundredths.
    it.each([
      ['gridded', ['a', 'b', 'c', 'd'], 0.002],
      ['mixed', ['x', 'rate', 'width', 'idle'], 0.03],
      ['conditional', ['rate', 'momentum'], 0.03],
    ] as const)('on %s numbers', (name, numbers, tolerance) => {
      const { ours, theirs } = of(name, numbers);
      expect([...ours.keys()]).toEqual([...theirs.keys()]);
      for (const [each, share] of theirs) expect(Math.abs((ours.get(each) as number) - share)).toBeLessThan(tolerance);
    });

    it('but not on categories, of which it gives a fixed part of each observation to the others', () => {
      const { ours, theirs } = of('mixed', ['x', 'rate', 'width', 'idle', 'kind']);
      expect(ours.get('kind')).toBeGreaterThan(theirs.get('kind') as number);
    });
  });
});
