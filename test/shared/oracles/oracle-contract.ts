import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import type { Oracle, OracleStudy, OracleTrial } from '../../../shared/oracles/oracle.js';
import { contains, everyValue } from '../../../shared/space/domain.js';
import type { Values } from '../../../shared/space/parameter.js';
import { combinations } from '../../../shared/space/points.js';
import { isActive, parseSpace, pointKey, type Space } from '../../../shared/space/space.js';

const finite = parseSpace({
  parameters: [
    { name: 'kernel', kind: 'choice', values: ['linear', 'rbf', 'poly'] },
    { name: 'degree', kind: 'int', min: 2, max: 4, when: [{ parameter: 'kernel', in: ['poly'] }] },
    { name: 'scale', kind: 'boolean', when: [{ parameter: 'kernel', in: ['rbf', 'poly'] }] },
    { name: 'C', kind: 'float', min: 0.1, max: 10, sampling: 'log', step: 10 },
  ],
});

const mixed = parseSpace({
  parameters: [
    { name: 'units', kind: 'int', min: 4, max: 256, sampling: 'log' },
    { name: 'rate', kind: 'float', min: 1e-5, max: 0.1, sampling: 'log' },
    { name: 'gated', kind: 'boolean' },
    { name: 'gate', kind: 'float', min: 0, max: 1, when: [{ parameter: 'gated', in: [true] }] },
    { name: 'version', kind: 'fixed', value: 2 },
  ],
});

/** Trials with these values, in all the states that trials have. */
export function trialsOf(points: readonly Values[], states = 0): OracleTrial[] {
  return points.map((values, number) => {
    const status =
      (['completed', 'running', 'failed', 'waiting'] as const)[(states >> (2 * (number % 15))) & 3] ?? 'completed';
    const score = status === 'completed' ? number : undefined;
    return { number, status, values, point: pointKey(values), epochs: score === undefined ? 0 : 1, score };
  });
}

export const studyOf = (space: Space, trials: readonly OracleTrial[] = []): OracleStudy => ({
  space,
  direction: 'min',
  epochs: 5,
  trials,
});

/** Asks until there is nothing left, or so many times. */
export function pointsOf(oracle: Oracle, space: Space, most: number, states = 0, seed = 1): Values[] {
  const points: Values[] = [];
  while (points.length < most) {
    const suggestion = oracle.next(studyOf(space, trialsOf(points, states)), randomFor(seed, points.length));
    if (suggestion.kind !== 'trial') break;
    points.push(suggestion.values);
  }
  return points;
}

/** What every oracle keeps to. */
export function oracleContract(oracle: Oracle): void {
  describe(`${oracle.name}, as every oracle,`, () => {
    it('suggests the same for the same study and stream, and leaves the study as it was', () => {
      fc.assert(
        fc.property(fc.nat(20), fc.nat(), fc.integer(), (count, states, seed) => {
          const study = studyOf(mixed, trialsOf(pointsOf(oracle, mixed, count), states));
          const before = JSON.stringify(study);
          const first = oracle.next(study, randomFor(seed));
          expect(oracle.next(JSON.parse(before), randomFor(seed))).toEqual(first);
          expect(JSON.stringify(study)).toBe(before);
        }),
        { numRuns: 40 },
      );
    });

    it('gives values to the active hyperparameters alone, each one that it may have', () => {
      for (const space of [finite, mixed]) {
        for (const values of pointsOf(oracle, space, 30)) {
          const active = space.parameters.filter((parameter) => isActive(parameter, values));
          expect(Object.keys(values).sort()).toEqual(active.map(({ name }) => name).sort());
          for (const parameter of active) expect(contains(parameter, values[parameter.name] ?? null)).toBe(true);
        }
      }
    });

    it('tries every point of a finite space once, whatever becomes of the trials, and then says so', () => {
      const all = [...combinations(finite, everyValue)].map(pointKey).sort();
      fc.assert(
        fc.property(fc.nat(), fc.integer(), (states, seed) => {
          expect(pointsOf(oracle, finite, 1000, states, seed).map(pointKey).sort()).toEqual(all);
        }),
        { numRuns: 20 },
      );
    });

    it('does not suggest what others tried, in whatever order', () => {
      fc.assert(
        fc.property(fc.shuffledSubarray([...combinations(finite, everyValue)]), (tried) => {
          const suggestion = oracle.next(studyOf(finite, trialsOf(tried)), randomFor(1));
          const left = [...combinations(finite, everyValue)].length - tried.length;
          expect(suggestion.kind).toBe(left > 0 ? 'trial' : 'exhausted');
          if (suggestion.kind === 'trial') expect(tried.map(pointKey)).not.toContain(pointKey(suggestion.values));
        }),
      );
    });
  });
}
