import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import type { Oracle, OracleStudy, OracleTrial } from '../../../shared/oracles/oracle.js';
import type { Values } from '../../../shared/space/parameter.js';
import { parseSpace, pointKey, type Space } from '../../../shared/space/space.js';
import { benchmarkSpaces } from '../space/benchmark-spaces.js';
import { isPoint, spaceOf } from '../space/spaces.js';
import { studyOf } from './studies.js';

const mixed = parseSpace(benchmarkSpaces['mixed-surface']);

/** A loss for points of `mixed-surface`, least at family b, x = 0.3. */
function lossOf(values: Values): number {
  const level = values.family === 'b' ? 0 : 1;
  const gate = values.gated ? (Number(values.gate) - 0.5) ** 2 : 0.2;
  return level + (Number(values.x) - 0.3) ** 2 + (Math.log10(Number(values.rate)) + 3) ** 2 / 10 + gate;
}

/** A study played with the oracle: each trial ends at once, with the score that `scoreOf` gives; NaN fails it. */
function played(oracle: Oracle, study: OracleStudy, count: number, scoreOf: (values: Values) => number): OracleTrial[] {
  const trials: OracleTrial[] = [...study.trials];
  while (trials.length < count) {
    const number = trials.length;
    const suggestion = oracle.next({ ...study, trials }, randomFor(study.seed, number));
    if (suggestion.kind !== 'trial') break;
    const { values, fit } = suggestion;
    const score = scoreOf(values);
    const status = Number.isNaN(score) ? 'failed' : 'completed';
    trials.push({ number, status, values, point: pointKey(values), epochs: 1, score, fit });
  }
  return trials;
}

const pointsOf = (trials: readonly OracleTrial[]) => trials.map(({ values }) => values);

/** What holds for oracles that learn from scores, beside the contract of all. */
export function modelBasedContract(oracle: Oracle): void {
  const play = (space: Space, seed: number, count: number, scoreOf: (values: Values) => number, direction = 'min') =>
    played(oracle, { ...studyOf(space), seed, direction: direction as 'min' | 'max' }, count, scoreOf);

  describe(`the contract of oracles that learn, kept by '${oracle.name}'`, () => {
    it('finds better points than the same number at random, for most seeds', () => {
      const wins = [0, 1, 2, 3, 4, 5, 6].filter((seed) => {
        const losses = play(mixed, seed, 40, lossOf).map(({ score }) => score as number);
        return Math.min(...losses.slice(20)) < Math.min(...losses.slice(0, 6));
      });
      expect(wins.length).toBeGreaterThanOrEqual(6);
    });

    it('suggests the same whatever the unit and the origin of the objective', () => {
      const plain = pointsOf(play(mixed, 3, 24, lossOf));
      for (const [scale, origin] of [
        [1024, 0],
        [2 ** -30, 0],
        [1, 64],
        [3.7e-5, 1e-4],
        [1e6, -2.5e5],
      ] as const) {
        const changed = play(mixed, 3, 24, (values) => scale * lossOf(values) + origin);
        expect(pointsOf(changed), `${scale} ${origin}`).toEqual(plain);
      }
    });

    it('suggests the same when it is to maximise the negative', () => {
      const up = play(mixed, 4, 24, (values) => -lossOf(values), 'max');
      expect(pointsOf(up)).toEqual(pointsOf(play(mixed, 4, 24, lossOf)));
    });

    it('suggests the same in whatever order the hyperparameters are declared', () => {
      const turned = { parameters: [...mixed.parameters].reverse() };
      expect(pointsOf(play(turned, 5, 24, lossOf))).toEqual(pointsOf(play(mixed, 5, 24, lossOf)));
    });

    it('suggests the same from records that went through JSON', () => {
      const counts = fc.uniqueArray(fc.integer({ min: 7, max: 30 }), { minLength: 8, maxLength: 8 });
      fc.assert(
        fc.property(fc.nat(50), counts, (seed, lengths) => {
          const all = play(mixed, seed, 30, lossOf);
          for (const count of lengths) {
            const trials = all.slice(0, count);
            const again = JSON.parse(JSON.stringify(trials)) as OracleTrial[];
            const study = { ...studyOf(mixed, trials), seed };
            const elsewhere = { ...studyOf(structuredClone(mixed), again), seed };
            expect(oracle.next(elsewhere, randomFor(seed, count))).toEqual(oracle.next(study, randomFor(seed, count)));
          }
        }),
        { numRuns: 3 },
      );
    });

    it('begins with the same points when slots begin out of order', () => {
      const inOrder = play(mixed, 11, 5, lossOf).map((trial) => ({ ...trial, status: 'running' as const }));
      const known = inOrder.filter(({ number }) => number !== 2);
      const study = { ...studyOf(mixed, known), seed: 11 };
      const suggestion = oracle.next(study, randomFor(11, 2));
      expect(suggestion).toMatchObject({ values: inOrder[2]?.values });
    });

    it('spreads what slots ask for before there are results', () => {
      const space = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 }, { name: 'y', kind: 'float', min: 0, max: 1 });
      const known = play(space, 6, 8, ({ x, y }) => (Number(x) - 0.4) ** 2 + (Number(y) - 0.6) ** 2);
      const pending = Array.from({ length: 8 }).reduce<OracleTrial[]>((trials) => {
        const suggestion = oracle.next({ ...studyOf(space, trials), seed: 6 }, randomFor(6, trials.length));
        const values = suggestion.kind === 'trial' ? suggestion.values : {};
        const running = {
          number: trials.length,
          status: 'running',
          values,
          point: pointKey(values),
          epochs: 0,
        } as const;
        return [...trials, running];
      }, known);
      const asked = pending.slice(8).map(({ values }) => [Number(values.x), Number(values.y)] as const);
      const gaps = asked.flatMap(([x, y], i) => asked.slice(0, i).map(([u, v]) => Math.hypot(x - u, y - v)));
      expect(Math.min(...gaps)).toBeGreaterThan(1e-4);
      expect(Math.max(...gaps)).toBeGreaterThan(0.05);
    });

    it('avoids where trials fail, or bring no finite score, as if they were bad', () => {
      const space = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 }, { name: 'y', kind: 'float', min: 0, max: 1 });
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const trials = play(space, 7, 40, ({ x, y }) => (Number(x) > 0.5 ? bad : 1 - Number(x) + Number(y) / 10));
        const lost = trials.slice(20).filter(({ score }) => !Number.isFinite(score));
        expect(new Set(trials.map(({ point }) => point)).size).toBe(40);
        expect(lost.length).toBeLessThan(14);
      }
    });

    it('goes on with constant scores, with all trials failed, and with scores of any size', () => {
      for (const scoreOf of [() => 1, () => Number.NaN, ({ x }: Values) => 10 ** (300 * Number(x)), () => 1e308]) {
        for (const { values } of play(mixed, 8, 20, scoreOf)) expect(isPoint(mixed, values)).toBe(true);
      }
    });

    it('goes on in a space that has grown, with points that it has not', () => {
      const small = { parameters: mixed.parameters.slice(0, 3) };
      const trials = play(small, 9, 12, ({ x }) => Number(x));
      const suggestion = oracle.next(studyOf(mixed, trials), randomFor(9));
      expect(suggestion.kind === 'trial' && isPoint(mixed, suggestion.values)).toBe(true);
    });
  });
}
