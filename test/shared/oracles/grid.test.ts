import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { grid } from '../../../shared/oracles/grid.js';
import { defaultOf, gridValues } from '../../../shared/space/domain.js';
import type { Value } from '../../../shared/space/parameter.js';
import { combinations } from '../../../shared/space/points.js';
import { chooseValues, pointKey, type Space } from '../../../shared/space/space.js';
import { isPoint, smallSpaces, spaceOf, spaces } from '../space/spaces.js';
import { oracleContract } from './oracle-contract.js';
import { statuses, studyOf, suggestions, trialOf } from './studies.js';

oracleContract(grid, { ignoresResults: true });

const keysOf = (space: Space) => suggestions(grid, space).points.map(pointKey);
const boolean = (name: string, when?: object[]) => ({ name, kind: 'boolean', ...(when && { when }) });
const next = (space: Space, points: readonly object[]) =>
  grid.next(
    studyOf(
      space,
      points.map((values, number) => trialOf(number, { ...values })),
    ),
    randomFor(1),
  );

describe('grid search', () => {
  it('begins with the defaults', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        expect(suggestions(grid, space, { most: 1 }).points).toEqual([chooseValues(space, defaultOf)]);
      }),
    );
  });

  it('changes the last declared hyperparameter fastest, its default first', () => {
    const space = spaceOf({ name: 'a', kind: 'choice', values: ['x', 'y'], default: 'y' }, boolean('b'), {
      name: 'c',
      kind: 'int',
      min: 1,
      max: 3,
      default: 2,
    });

    const { points } = suggestions(grid, space);

    expect(points.map(({ a, b, c }) => `${a}${b ? '+' : '-'}${c}`)).toEqual([
      ...['y-2', 'y-1', 'y-3', 'y+2', 'y+1', 'y+3'],
      ...['x-2', 'x-1', 'x-3', 'x+2', 'x+1', 'x+3'],
    ]);
  });

  it('goes through conditional hyperparameters while they are active alone', () => {
    const space = spaceOf(
      { name: 'kernel', kind: 'choice', values: ['linear', 'poly', 'rbf'] },
      { name: 'degree', kind: 'int', min: 2, max: 3, when: [{ parameter: 'kernel', in: ['poly'] }] },
      { name: 'scaled', kind: 'boolean', when: [{ parameter: 'kernel', in: ['poly', 'rbf'] }] },
    );

    expect(suggestions(grid, space)).toMatchObject({
      points: [
        { kernel: 'linear' },
        { kernel: 'poly', degree: 2, scaled: false },
        { kernel: 'poly', degree: 2, scaled: true },
        { kernel: 'poly', degree: 3, scaled: false },
        { kernel: 'poly', degree: 3, scaled: true },
        { kernel: 'rbf', scaled: false },
        { kernel: 'rbf', scaled: true },
      ],
      last: 'exhausted',
    });
  });

  it('of 2 x 2 x 3 x 2 x 1 values has 24 different points (Keras Tuner)', () => {
    const space = spaceOf(
      boolean('a'),
      { name: 'b', kind: 'choice', values: ['x', 'y'] },
      { name: 'c', kind: 'int', min: 1, max: 3 },
      { name: 'd', kind: 'float', min: 0, max: 0.5, step: 0.5 },
      { name: 'e', kind: 'fixed', value: 7 },
    );

    expect(new Set(keysOf(space)).size).toBe(24);
    expect(keysOf(space)).toHaveLength(24);
  });

  it('of integers 1 to 5 and real numbers without a step has 55 points (Keras Tuner)', () => {
    const space = spaceOf({ name: 'i', kind: 'int', min: 1, max: 5 }, { name: 'x', kind: 'float', min: 0, max: 1 });

    expect(new Set(keysOf(space)).size).toBe(55);
    expect(keysOf(space)).toHaveLength(55);
  });

  it('ends by itself in any space', () => {
    expect(grid.endsByItself).toBe(true);
  });

  it('gives parallel slots different points though no trial has ended: N asks, N points', () => {
    const space = spaceOf({ name: 'a', kind: 'int', min: 1, max: 6 }, { name: 'b', kind: 'int', min: 1, max: 5 });

    for (const status of statuses) {
      const { points } = suggestions(grid, space, { most: 30, status: () => status });
      expect(new Set(points.map(pointKey)).size).toBe(30);
    }
  });

  it('begins in a space of more points than could be listed', () => {
    const digits = Array.from({ length: 30 }, (_, index) => ({ name: `p${index}`, kind: 'int', min: 0, max: 1e9 }));

    const { points } = suggestions(grid, spaceOf(...digits), { most: 3 });

    expect(points.map(({ p28, p29 }) => [p28, p29])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
    ]);
  });
});

describe('a hyperparameter that a trial has declared first', () => {
  const before = spaceOf(boolean('a'));

  it('is gone through where the trials stand that know it', () => {
    const after = spaceOf(boolean('a'), { name: 'b', kind: 'int', min: 1, max: 3 });

    expect(next(before, [])).toMatchObject({ values: { a: false } });
    expect(next(after, [{ a: false, b: 1 }])).toMatchObject({ values: { a: false, b: 2 } });
    expect(
      next(after, [
        { a: false, b: 1 },
        { a: true, b: 1 },
      ]),
    ).toMatchObject({ values: { a: false, b: 2 } });
  });

  it('is filled in for earlier points of a condition that it belongs to', () => {
    const after = spaceOf(boolean('a'), boolean('b', [{ parameter: 'a', in: [true] }]));

    expect(next(after, [{ a: false }, { a: true, b: false }])).toMatchObject({ values: { a: true, b: true } });
    expect(next(after, [{ a: false }, { a: true, b: false }, { a: true, b: true }])).toEqual({ kind: 'exhausted' });
  });

  it('leaves no combination out and repeats none, whatever is declared when', () => {
    fc.assert(
      fc.property(smallSpaces, fc.nat(), fc.nat({ max: 10 }), (space, cut, count) => {
        const known = { parameters: space.parameters.filter(({ when }) => !when).slice(0, cut) };
        const early = suggestions(grid, known, { most: count })
          .points.map((point) =>
            chooseValues(space, (p) => (Object.hasOwn(point, p.name) ? (point[p.name] as Value) : defaultOf(p))),
          )
          .filter((values) => isPoint(space, values))
          .map((values, number) => trialOf(number, values));

        const { points } = suggestions(grid, space, { trials: early });

        const all = [...early.map(({ point }) => point), ...points.map(pointKey)];
        expect(all.sort()).toEqual([...combinations(space, gridValues)].map(pointKey).sort());
      }),
    );
  });
});
