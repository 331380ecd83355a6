import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSoFarOf } from '../../../shared/study/best-so-far.js';
import { spentBy } from '../../../shared/study/budget.js';
import { historyOf } from '../../../shared/study/history.js';
import { assigned, completed, failed, run, studyOf } from './records.js';

const compute = { megabytes: 1769, seconds: 900, architecture: 'arm64' } as const;
const second = 1000;

describe('the best so far', () => {
  it('has a step for each leg that ended with a better score, in the order of ends, with what was spent by then', () => {
    const study = studyOf([
      [assigned(0), completed(0, 5, { at: 3 * second })],
      [assigned(1), completed(1, 7, { at: 1 * second })],
      [assigned(2), completed(2, 6, { at: 4 * second })],
      [assigned(3), failed(3, 'Error', { at: 5 * second })],
      [assigned(4), completed(4, 2, { at: 6 * second })],
      [assigned(5)],
    ]);
    expect(bestSoFarOf(study)).toEqual([
      {
        name: 'score',
        direction: 'min',
        steps: [
          { trial: 1, score: 7, trials: 1, epochs: 1, seconds: 1, dollars: 0 },
          { trial: 0, score: 5, trials: 2, epochs: 2, seconds: 3, dollars: 0 },
          { trial: 4, score: 2, trials: 5, epochs: 4, seconds: 6, dollars: 0 },
        ],
      },
    ]);
  });

  it('goes up where the objective is to be maximised', () => {
    const legs = [3, 1, 4, 1, 5].map((score, leg) => [assigned(leg), completed(leg, score, { at: leg })] as const);
    const study = studyOf(legs, { objective: { name: 'score', direction: 'max' } });
    expect(bestSoFarOf(study)[0]?.steps.map(({ score }) => score)).toEqual([3, 4, 5]);
  });

  it('counts the epochs of a trial once, its later legs from where they went on, and nothing of a trial that failed', () => {
    const epochs = (leg: number, from: number, to: number, score: number) =>
      completed(leg, 0, { reports: [{ epoch: to, metrics: { score } }], at: leg * second, seconds: to - from });
    const study = studyOf([
      [assigned(0, { toEpoch: 3 }), epochs(0, 0, 3, 9)],
      [assigned(1, { toEpoch: 3 }), epochs(1, 0, 3, 1)],
      [assigned(2, { trial: 0, fromEpoch: 3, toEpoch: 9, earlier: 1 }), epochs(2, 3, 9, 4)],
      [assigned(3, { trial: 1, fromEpoch: 3, toEpoch: 9, earlier: 1 }), failed(3, 'Error', { at: 3 * second })],
      [assigned(4, { parent: 0, fromEpoch: 9, toEpoch: 10 }), epochs(4, 9, 10, 3)],
    ]);
    expect(bestSoFarOf(study)[0]?.steps.map(({ trial, score, epochs: spent }) => [trial, score, spent])).toEqual([
      [0, 9, 3],
      [0, 4, 12],
      [4, 3, 13],
    ]);
  });

  it('counts the time of runs alone, not that between them', () => {
    const study = studyOf(
      [
        [assigned(0), completed(0, 5, { at: 2 * second })],
        [assigned(1, { run: 2 }), completed(1, 4, { at: 103 * second })],
        // Of a worker from outside, who told when its run was over.
        [assigned(2, { expires: 200 * second }), completed(2, 3, { at: 50 * second })],
      ],
      {},
      [run(), run({ run: 2, started: 100 * second })],
    );
    study.applyEnd({ run: 1, status: 'completed', reason: 'enough', at: 10 * second });
    expect(bestSoFarOf(study)[0]?.steps.map(({ score, seconds }) => [score, seconds])).toEqual([
      [5, 2],
      [3, 10],
    ]);
    expect(spentBy(study, 105 * second).seconds).toBe(15);
  });

  it('treats each objective of a front by itself', () => {
    const points = [
      { error: 3, price: 1 },
      { error: 2, price: 5 },
      { error: 4, price: 0 },
    ];
    const study = studyOf(
      points.map((metrics, leg) => [assigned(leg), completed(leg, 0, { reports: [{ epoch: 1, metrics }], at: leg })]),
      {
        objective: {
          pareto: [
            { name: 'error', direction: 'min' },
            { name: 'price', direction: 'max' },
          ],
        },
      },
    );
    const found = bestSoFarOf(study).map(({ name, direction, steps }) => [
      name,
      direction,
      steps.map(({ score }) => score),
    ]);
    expect(found).toEqual([
      ['error', 'min', [3, 2]],
      ['price', 'max', [1, 5]],
    ]);
  });

  it('ends with the best score of the history, and never with more than the study has spent', () => {
    const leg = fc.record({ score: fc.integer({ min: -9, max: 9 }), at: fc.nat(99), fails: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(leg, { maxLength: 30 }),
        fc.constantFrom('min' as const, 'max' as const),
        (legs, direction) => {
          const study = studyOf(
            legs.map(({ score, at, fails }, number) => [
              assigned(number, { at: 0 }),
              fails ? failed(number, 'Error', { at }) : completed(number, score, { at }),
            ]),
            { objective: { name: 'score', direction }, compute },
          );
          const spent = spentBy(study, 100);
          const [{ steps = [] } = {}] = bestSoFarOf(study);
          expect(steps.at(-1)?.score).toBe(historyOf(study).at(-1)?.best);
          for (const [index, step] of steps.entries()) {
            for (const name of ['trials', 'epochs', 'seconds', 'dollars'] as const) {
              expect(step[name]).toBeGreaterThanOrEqual(steps[index - 1]?.[name] ?? 0);
              expect(step[name]).toBeLessThanOrEqual(spent[name] + 1e-9);
            }
          }
        },
      ),
    );
  });
});
