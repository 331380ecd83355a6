import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { grid } from '../../../shared/oracles/grid.js';
import { oracleNamed } from '../../../shared/oracles/oracles.js';
import { parseSpace } from '../../../shared/space/space.js';
import { oracleContract, pointsOf, studyOf, trialsOf } from './oracle-contract.js';

oracleContract(grid);

const boolean = (name: string) => ({ name, kind: 'boolean' });
const choice = (name: string, ...values: unknown[]) => ({ name, kind: 'choice', values });

describe('grid search', () => {
  it('begins with the defaults; the last declared hyperparameter changes fastest', () => {
    const space = parseSpace({ parameters: [{ ...choice('a', 1, 2), default: 2 }, choice('b', 'x', 'y')] });
    expect(pointsOf(grid, space, 9)).toEqual([
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
    ]);
  });

  it("has Keras Tuner's numbers of points", () => {
    const product = [
      boolean('a'),
      boolean('b'),
      choice('c', 1, 2, 3),
      boolean('d'),
      { name: 'e', kind: 'fixed', value: 1 },
    ];
    expect(pointsOf(grid, parseSpace({ parameters: product }), 999)).toHaveLength(24);
    const continuous = [
      { name: 'i', kind: 'int', min: 1, max: 5 },
      { name: 'f', kind: 'float', min: 0, max: 1 },
    ];
    expect(pointsOf(grid, parseSpace({ parameters: continuous }), 999)).toHaveLength(55);
  });

  it('fills in what a later trial declared, where it belongs', () => {
    const before = parseSpace({ parameters: [choice('a', 1, 2, 3)] });
    const after = parseSpace({ parameters: [choice('a', 1, 2, 3), choice('late', 'p', 'q')] });
    const tried = pointsOf(grid, before, 2).map((values) => ({ ...values, late: 'p' }));
    expect(grid.next(studyOf(after, trialsOf(tried)), randomFor(0))).toMatchObject({ values: { a: 1, late: 'q' } });
  });

  it('goes on from anywhere as if it had never stopped', () => {
    const space = parseSpace({ parameters: [choice('a', 1, 2, 3), boolean('b')] });
    const whole = pointsOf(grid, space, 9);
    for (let stop = 0; stop < whole.length; stop++) {
      const suggestion = grid.next(studyOf(space, trialsOf(whole.slice(0, stop))), randomFor(0));
      expect(suggestion).toMatchObject({ values: whole[stop] });
    }
  });
});

describe('oracles by name', () => {
  it('are found, or those there are listed', () => {
    expect(oracleNamed('grid')).toBe(grid);
    expect(() => oracleNamed('magic')).toThrow("There is no oracle 'magic'. Choose one of: random, grid");
  });
});
