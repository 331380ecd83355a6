import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import type { OracleTrial } from '../../../../shared/oracles/oracle.js';
import { tpe } from '../../../../shared/oracles/tpe/tpe.js';
import type { Values } from '../../../../shared/space/parameter.js';
import { randomPoint } from '../../../../shared/space/points.js';
import { pointKey, type Space } from '../../../../shared/space/space.js';
import { isPoint, spaceOf, spaces } from '../../space/spaces.js';
import { modelBasedContract } from '../model-based-contract.js';
import { oracleContract } from '../oracle-contract.js';
import { studyOf, trialOf } from '../studies.js';

oracleContract(tpe, { ignoresResults: false });
modelBasedContract(tpe);

const real = (name: string, when?: object[]) => ({ name, kind: 'float', min: 0, max: 1, ...(when && { when }) });

function next(space: Space, trials: readonly OracleTrial[], seed = 1): Values {
  const suggestion = tpe.next(studyOf(space, trials), randomFor(seed));
  if (suggestion.kind !== 'trial') throw new Error(`tpe says ${suggestion.kind}`);
  return suggestion.values;
}

/** Trials at random points, each with the score of its point. */
const randomTrials = (space: Space, count: number, scoreOf: (values: Values) => number, seed = 1): OracleTrial[] => {
  const random = randomFor('trials', seed);
  return Array.from({ length: count }, (_, number) => {
    const values = randomPoint(space, random);
    return { ...trialOf(number, values), score: scoreOf(values) };
  });
};

const running = (number: number, values: Values): OracleTrial => trialOf(number, values, 'running');

describe('tpe', () => {
  it('sees of scores their order alone', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), fc.integer({ min: 10, max: 40 }), (space, seed, count) => {
        const random = randomFor('scores', seed);
        const trials = randomTrials(space, count, () => random(), seed);
        const warped = trials.map((trial) => ({ ...trial, score: Math.exp(9 * (trial.score ?? 0)) - 5 }));

        expect(tpe.next(studyOf(space, warped), randomFor(seed))).toEqual(
          tpe.next(studyOf(space, trials), randomFor(seed)),
        );
      }),
    );
  });

  it('goes where the good trials are and the others are not', () => {
    const space = spaceOf(real('x'), { name: 'c', kind: 'choice', values: ['p', 'q', 'r'] });
    const trials = randomTrials(space, 60, ({ x, c }) => Math.abs(Number(x) - 0.7) + (c === 'q' ? 0 : 1));

    const suggested = Array.from({ length: 40 }, (_, seed) => next(space, trials, seed));

    expect(suggested.filter(({ c }) => c === 'q').length).toBeGreaterThan(30);
    expect(suggested.filter(({ x }) => Math.abs(Number(x) - 0.7) < 0.15).length).toBeGreaterThan(25);
  });

  it('learns of a branch from the trials in it, where most are elsewhere and better', () => {
    const inB = [{ parameter: 'branch', in: ['b'] }];
    const space = spaceOf({ name: 'branch', kind: 'choice', values: ['a', 'b'] }, real('x', inB));
    const elsewhere = Array.from({ length: 60 }, (_, number) => ({ ...trialOf(number, { branch: 'a' }), score: 0 }));
    const there = Array.from({ length: 40 }, (_, i) => {
      const x = (i + 0.5) / 40;
      return { ...trialOf(60 + i, { branch: 'b', x }), score: 1 + Math.abs(x - 0.8) };
    });

    const suggested = Array.from({ length: 30 }, (_, seed) => next(space, [...elsewhere, ...there], seed));

    const xs = suggested.map(({ x }) => Number(x));
    expect(suggested.every(({ branch }) => branch === 'b')).toBe(true);
    expect(xs.filter((x) => Math.abs(x - 0.8) < 0.2).length).toBeGreaterThan(24);
  });

  it('gives slots that ask without results points apart', () => {
    const space = spaceOf(real('x'), real('y'), real('z'));
    const trials = randomTrials(space, 20, ({ x, y, z }) =>
      Math.hypot(Number(x) - 0.3, Number(y) - 0.5, Number(z) - 0.7),
    );
    const asked: Values[] = [];
    for (let slot = 0; slot < 8; slot++) {
      asked.push(next(space, [...trials, ...asked.map((values, i) => running(20 + i, values))], slot));
    }

    const gaps = asked.flatMap((one, i) =>
      asked
        .slice(0, i)
        .map((other) => Math.hypot(...['x', 'y', 'z'].map((name) => Number(one[name]) - Number(other[name])))),
    );
    expect(new Set(asked.map(pointKey)).size).toBe(8);
    expect(Math.min(...gaps)).toBeGreaterThan(0.01);
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeGreaterThan(0.1);
  });

  it('avoids points that are pending, whatever they will bring', () => {
    const space = spaceOf(real('x'));
    const trials = randomTrials(space, 12, ({ x }) => Math.abs(Number(x) - 0.35));
    const pending = Array.from({ length: 12 }, (_, i) => running(12 + i, { x: 0.3 + i / 100 }));

    const near = (all: readonly OracleTrial[]) =>
      Array.from({ length: 60 }, (_, seed) => Number(next(space, all, seed).x)).filter((x) => x > 0.25 && x < 0.45)
        .length;

    expect(near([...trials, ...pending])).toBeLessThan(near(trials));
  });

  it('goes on with the initial design until a trial has ended', () => {
    const space = spaceOf(real('x'));
    const pending: OracleTrial[] = [];
    while (pending.length < 64) pending.push(running(pending.length, next(space, pending, 0)));

    const cells = new Set(pending.map(({ values }) => Math.floor(64 * Number(values.x))));
    expect(cells.size).toBe(64);
  });

  it.each<[string, object[]]>([
    ['one value', [{ name: 'c', kind: 'choice', values: ['only'] }, real('x')]],
    ['a value that is fixed', [{ name: 'f', kind: 'fixed', value: null }, real('x')]],
    ['a range of one integer', [{ name: 'i', kind: 'int', min: 4, max: 4 }, real('x')]],
    ['a very small range', [{ name: 'x', kind: 'float', min: 1, max: 1 + 1e-12 }]],
    ['tiny numbers', [{ name: 'x', kind: 'float', min: 1e-300, max: 1e-290, sampling: 'log' }]],
    ['a very wide logarithmic range', [{ name: 'x', kind: 'float', min: 1e-150, max: 1e150, sampling: 'log' }]],
    ['a narrow logarithmic range', [{ name: 'x', kind: 'float', min: 1, max: 1.000001, sampling: 'reverse_log' }]],
    ['very many integers', [{ name: 'i', kind: 'int', min: 0, max: 2 ** 52 }]],
    ['very many integers of a logarithmic scale', [{ name: 'i', kind: 'int', min: 1, max: 2 ** 52, sampling: 'log' }]],
  ])('goes on with %s', (_, parameters) => {
    const space = spaceOf(...parameters);
    const trials = randomTrials(space, 30, ({ x, i }) => Number(x ?? i));

    for (let seed = 0; seed < 5; seed++) expect(isPoint(space, next(space, trials, seed))).toBe(true);
  });

  it('goes on where no trial has a score, or one alone', () => {
    const space = spaceOf(real('x'), real('y'));
    const failed = randomTrials(space, 15, () => 0).map((trial) => ({ ...trial, status: 'failed' as const }));
    const lone = failed.map((trial, i) => (i === 7 ? { ...trial, status: 'completed' as const } : trial));

    for (const trials of [failed, lone]) expect(isPoint(space, next(space, trials))).toBe(true);
  });

  it('goes on from values that the space has no longer', () => {
    const before = spaceOf(
      { name: 'x', kind: 'float', min: 0, max: 9 },
      { name: 'c', kind: 'choice', values: ['p', 'old'] },
    );
    const space = spaceOf(real('x'), { name: 'c', kind: 'choice', values: ['p', 'q'] });
    const trials = randomTrials(before, 30, ({ x }) => Number(x));

    for (let seed = 0; seed < 5; seed++) expect(isPoint(space, next(space, trials, seed))).toBe(true);
  });
});
