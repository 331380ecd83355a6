import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importanceMethods, importanceOf } from '../../../shared/importance/importance.js';
import { randomFor } from '../../../shared/math/random.js';
import type { Parameter, Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import { pointKey } from '../../../shared/space/space.js';
import { spaceOf, spaces } from '../space/spaces.js';
import { assigned, completed, failed, studyOf } from '../study/records.js';
import { randomTrials, studyWith, type Tried } from './studies.js';

const both = [...importanceMethods];
const unit = (name: string) => ({ name, kind: 'float', min: 0, max: 1 });
const square = spaceOf(unit('x'), unit('y'));
const named = (study: Parameters<typeof importanceOf>[0], options: Parameters<typeof importanceOf>[1] = {}) =>
  Object.fromEntries(importanceOf(study, options).hyperparameters.map(({ name, importance }) => [name, importance]));

/** Random trials of a random conditional space that has a choice, with whole scores, so that some are equal. */
const tried = fc.record({ space: spaces, seed: fc.nat(), count: fc.integer({ min: 10, max: 40 }) }).map((drawn) => {
  const random = randomFor(drawn.seed);
  const trials = Array.from({ length: drawn.count }, (_, index): Tried => {
    const values = randomPoint(drawn.space, random);
    return { values, score: index < 2 ? index : Math.floor(random() * 9) };
  });
  return { space: drawn.space, trials };
});
const judged = tried.filter(({ trials }) => new Set(trials.map(({ values }) => pointKey(values))).size > 1);

describe.each(both)('importances by %s', (method) => {
  const runs = { numRuns: method === 'fanova' ? 15 : 60 };

  it('are not negative, add up to 1, and come in descending order', () => {
    fc.assert(
      fc.property(judged, ({ space, trials }) => {
        const { hyperparameters } = importanceOf(studyWith(space, trials), { method });
        const importances = hyperparameters.map(({ importance }) => importance);
        expect(Math.min(...importances)).toBeGreaterThanOrEqual(0);
        expect(importances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        expect([...importances].sort((a, b) => b - a)).toEqual(importances);
        expect(new Set(hyperparameters.map(({ name }) => name)).size).toBe(importances.length);
      }),
      runs,
    );
  });

  it('do not depend on the order of the trials', () => {
    const shuffled = judged.chain(({ space, trials }) =>
      fc.shuffledSubarray(trials, { minLength: trials.length }).map((other) => ({ space, trials, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ space, trials, other }) => {
        expect(importanceOf(studyWith(space, other), { method })).toEqual(
          importanceOf(studyWith(space, trials), { method }),
        );
      }),
      runs,
    );
  });

  it('do not depend on the names', () => {
    const renamed = (name: string) => `${(Number(name.slice(1)) * 7) % 11} of ${name}`;
    fc.assert(
      fc.property(judged, ({ space, trials }) => {
        const other = space.parameters.map(
          ({ name, when, ...rest }) =>
            ({
              ...rest,
              name: renamed(name),
              ...(when && {
                when: when.map(({ parameter, in: values }) => ({ parameter: renamed(parameter), in: values })),
              }),
            }) as Parameter,
        );
        const theirs = trials.map(({ values, score }) => ({
          values: Object.fromEntries(Object.entries(values).map(([name, value]) => [renamed(name), value])) as Values,
          score,
        }));
        const before = Object.entries(named(studyWith(space, trials), { method }));
        expect(named(studyWith({ parameters: other }, theirs), { method })).toEqual(
          Object.fromEntries(before.map(([name, importance]) => [renamed(name), importance])),
        );
      }),
      runs,
    );
  });

  it('are those of the objective, maximised or not', () => {
    const trials = randomTrials(square, 60, ({ x, y }: { x: number; y: number }) => x + 3 * y);
    const negative = trials.map(({ values, score }) => ({ values, score: -(score as number) }));
    const maximised = studyWith(square, negative, { objective: { name: 'score', direction: 'max' } });
    expect(named(maximised, { method })).toEqual(named(studyWith(square, trials), { method }));
  });

  it('are of any metric, of a weighted sum, and of the rank of non-dominated sorting', () => {
    const objective = {
      pareto: [
        { name: 'error', direction: 'min' as const },
        { name: 'price', direction: 'min' as const },
      ],
    };
    const trials = randomTrials(square, 80, () => 0).map(({ values }) => {
      const { x, y } = values as { x: number; y: number };
      return { values, score: { error: x + y, price: y - x, time: x } };
    });
    const study = studyWith(square, trials, { objective });
    expect(named(study, { method }).y).toBeGreaterThan(0.8);
    expect(named(study, { method, metric: 'time' }).x).toBeGreaterThan(0.9);
    const sum = { sum: objective.pareto.map((part) => ({ ...part, weight: 1 })) };
    expect(named(studyWith(square, trials, { objective: sum }), { method }).y).toBeGreaterThan(0.9);
  });

  it('leave out trials that failed or lack the metric, and hyperparameters without a choice', () => {
    const space = spaceOf(
      unit('x'),
      { name: 'v', kind: 'fixed', value: 2 },
      { name: 'k', kind: 'choice', values: ['a'] },
    );
    const trials = randomTrials(space, 12, ({ x }: { x: number }) => x);
    const study = studyOf(
      [...trials, ...trials.slice(0, 2)].map(({ values, score }, leg) => [
        assigned(leg, { values }),
        leg < 12 ? completed(leg, score as number) : leg === 12 ? failed(leg) : undefined,
      ]),
      { space },
    );
    expect(importanceOf(study, { method })).toMatchObject({
      method,
      metric: null,
      trials: 12,
      hyperparameters: [{ name: 'x', importance: 1, trials: 12 }],
    });
  });

  it('are refused where there is nothing to tell them from', () => {
    const trials = randomTrials(square, 10, ({ x }: { x: number }) => x);
    const refuses = (code: string, message: RegExp, study: Parameters<typeof importanceOf>[0], metric?: string) =>
      expect(() => importanceOf(study, { method, ...(metric !== undefined && { metric }) })).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      );
    refuses('TooFewTrials', /take 10 trials with a score; study 's' has 9/, studyWith(square, trials.slice(1)));
    refuses('TooFewTrials', /has 0/, studyWith(square, []));
    refuses('InvalidRequest', /reported 'acc'. Metrics there are: score/, studyWith(square, trials), 'acc');
    const equal = trials.map(({ values }) => ({ values, score: 4 }));
    refuses('InvalidRequest', /All 10 trials of study 's' have the same score/, studyWith(square, equal));
    const front = trials.map(({ values }, index) => ({ values, score: { error: index, price: -index } }));
    const errorAndPrice = ['error', 'price'].map((name) => ({ name, direction: 'min' as const }));
    const several = studyWith(square, front, { objective: { pareto: errorAndPrice } });
    refuses('InvalidRequest', /All 10 trials of study 's' are on the front: name a metric/, several);
    expect(importanceOf(several, { method, metric: 'error' }).trials).toBe(10);
    const fixed = spaceOf({ name: 'v', kind: 'fixed', value: 2 });
    refuses('NoHyperparameters', /No hyperparameter of study 's'/, studyWith(fixed, trials));
  });
});
