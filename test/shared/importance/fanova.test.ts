import { describe, expect, it } from 'vitest';
import { type Importances, importanceOf } from '../../../shared/importance/importance.js';
import { everyValue } from '../../../shared/space/domain.js';
import { combinations } from '../../../shared/space/points.js';
import type { Space } from '../../../shared/space/space.js';
import { spaceOf } from '../space/spaces.js';
import { judgedByOptuna, sharesOf } from './optuna.js';
import { randomTrials, studyWith, type Tried } from './studies.js';

type Numbers = Readonly<Record<string, number>>;
const float = (name: string, min: number, max: number, more = {}) => ({ name, kind: 'float', min, max, ...more });
const digits = (name: string, count: number) => ({ name, kind: 'choice', values: [...Array(count).keys()] });
const fanovaOf = (space: Space, trials: readonly Tried[]) =>
  importanceOf(studyWith(space, trials), { method: 'fanova' });
const sharesIn = ({ hyperparameters }: Importances): Numbers =>
  Object.fromEntries(hyperparameters.map(({ name, importance }) => [name, importance]));
const variancesIn = ({ hyperparameters }: Importances): Numbers =>
  Object.fromEntries(hyperparameters.map(({ name, variance }) => [name, variance as number]));
const pairIn = ({ pairs = [] }: Importances, ...names: string[]) =>
  pairs.find((pair) => names.every((name) => pair.names.includes(name)))?.variance ?? 0;
const expectNear = (found: Numbers, truth: Numbers, tolerance: number) => {
  for (const [name, value] of Object.entries(truth)) {
    expect(Math.abs((found[name] as number) - value), `${name} is ${found[name]}, not ${value}`).toBeLessThan(
      tolerance,
    );
  }
};

/** What a forest of as many trials misses, of the whole. */
const tolerance = 0.05;

describe('fANOVA', () => {
  it('finds the shares of an additive function: a x² + b sin(y) + c z', () => {
    const [a, b, c] = [3, 2, 1.5];
    const space = spaceOf(float('x', 0, 1), float('y', 0, Math.PI / 2), float('z', -1, 1), float('idle', 0, 1));
    const trials = randomTrials(space, 500, ({ x, y, z }: Numbers) => {
      return a * (x as number) ** 2 + b * Math.sin(y as number) + c * (z as number);
    });
    // Var(x²) = 1/5 - 1/9, Var(sin) = 1/2 - 4/π², Var(z) = 1/3.
    const variances = [a ** 2 * (1 / 5 - 1 / 9), b ** 2 * (1 / 2 - 4 / Math.PI ** 2), c ** 2 / 3];
    const total = variances.reduce((sum, each) => sum + each);
    const [x = 0, y = 0, z = 0] = variances.map((each) => each / total);
    const found = fanovaOf(space, trials);
    expectNear(sharesIn(found), { x, y, z, idle: 0 }, tolerance);
    expectNear(variancesIn(found), { x, y, z, idle: 0 }, tolerance);
    for (const { variance } of found.pairs ?? []) expect(variance).toBeLessThan(tolerance);
  });

  it('finds what two bring together: x y', () => {
    const space = spaceOf(float('x', 0, 1), float('y', 0, 1), float('idle', 0, 1));
    const found = fanovaOf(
      space,
      randomTrials(space, 500, ({ x, y }: Numbers) => (x as number) * (y as number)),
    );
    // Var(xy) = 7/144, Var(x/2) = 3/144.
    expectNear(variancesIn(found), { x: 3 / 7, y: 3 / 7, idle: 0 }, tolerance);
    expect(Math.abs(pairIn(found, 'x', 'y') - 1 / 7)).toBeLessThan(tolerance);
    expect(found.pairs?.[0]?.names).toEqual(['x', 'y']);
  });

  it('finds two that matter together alone, beside one that matters by itself', () => {
    const space = spaceOf(float('x', -1, 1), float('y', -1, 1), float('z', -1, 1));
    const trials = randomTrials(
      space,
      500,
      ({ x, y, z }: Numbers) => (x as number) * (y as number) + (z as number) / 2,
    );
    const found = fanovaOf(space, trials);
    expect(found.hyperparameters[0]?.name).toBe('z');
    expect(found.pairs?.[0]?.names).toEqual(['x', 'y']);
    expect(pairIn(found, 'x', 'y')).toBeGreaterThan(4 * pairIn(found, 'x', 'z'));
  });

  it('counts categories, in whatever order they are declared', () => {
    const space = spaceOf(digits('c', 4), digits('k', 3));
    const worth = [0, 3, 1, 2];
    const trials = randomTrials(space, 200, ({ c, k }: Numbers) => (worth[c as number] as number) + (k === 1 ? 2 : 0));
    // Variances of four and three values that are all as probable.
    expectNear(variancesIn(fanovaOf(space, trials)), { c: 45 / 77, k: 32 / 77 }, 0.01);
  });

  it('counts a logarithmic scale by its logarithm', () => {
    const space = spaceOf(float('rate', 1e-4, 1e-1, { sampling: 'log' }), float('x', 0, 1));
    const trials = randomTrials(space, 500, ({ rate, x }: Numbers) => Math.log10(rate as number) / 3 + (x as number));
    expectNear(sharesIn(fanovaOf(space, trials)), { rate: 1 / 2, x: 1 / 2 }, tolerance);
  });

  it('has what is not active at its default', () => {
    const space = spaceOf(digits('k', 2), { ...digits('d', 5), when: [{ parameter: 'k', in: [0] }] });
    const trials = [...combinations(space, everyValue)].flatMap((values): Tried[] =>
      Array.from({ length: values.k === 0 ? 20 : 100 }, () => ({ values, score: values.d === 0 ? 1 : 0 })),
    );
    // 1 in one of ten cells of d and k, each as large as another: variances .04 by d, .01 by k, .09 in all.
    const found = fanovaOf(space, trials);
    expectNear(variancesIn(found), { d: 4 / 9, k: 1 / 9 }, 0.01);
    expect(pairIn(found, 'd', 'k')).toBeCloseTo(4 / 9, 1);
    expect(found.hyperparameters.map(({ name, trials: active }) => [name, active])).toEqual([
      ['d', 100],
      ['k', 200],
    ]);
  });

  it.each([1e-300, 1e300])('has scores of any size: times %d', (size) => {
    const space = spaceOf(float('x', 0, 1), float('y', 0, 1));
    const trials = randomTrials(space, 30, ({ x, y }: Numbers) => (x as number) - 2 * (y as number));
    const sized = trials.map(({ values, score }) => ({ values, score: (score as number) * size }));
    // Rounding decides between splits that are as good.
    expectNear(variancesIn(fanovaOf(space, sized)), variancesIn(fanovaOf(space, trials)), 0.01);
  });

  it('agrees with Optuna', () => {
    const { study, fanova = {} } = judgedByOptuna('gridded');
    const names = ['a', 'b', 'c', 'd'];
    const ours = sharesOf(sharesIn(importanceOf(study, { method: 'fanova' })), names);
    const theirs = sharesOf(fanova, names);
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    // Its shares are the means of single trees', ours those of all trees together; forests differ by their seeds too.
    expectNear(Object.fromEntries(ours), Object.fromEntries(theirs), 0.02);
  });
});
