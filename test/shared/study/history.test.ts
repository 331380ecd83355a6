import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominates } from '../../../shared/math/pareto.js';
import { historyOf } from '../../../shared/study/history.js';
import type { Objective } from '../../../shared/study/records.js';
import { assigned, completed, failed, studyOf } from './records.js';

const pareto: Objective = {
  pareto: [
    { name: 'acc', direction: 'max' },
    { name: 'size', direction: 'min' },
  ],
};
const paretoStudy = (points: readonly (readonly [acc: number, size: number])[]) =>
  studyOf(
    points.map(([acc, size], leg) => [
      assigned(leg),
      completed(leg, 0, { reports: [{ epoch: 1, metrics: { acc, size } }] }),
    ]),
    { objective: pareto },
  );

describe('the history of a study', () => {
  it('has each score and the best so far, of trials that have one and did not fail', () => {
    const scores = [4, 'failed', 5, 3, undefined, 3] as const;
    const legs = scores.map((score, leg) => {
      if (score === 'failed') return [assigned(leg), failed(leg)] as const;
      return [assigned(leg), score === undefined ? undefined : completed(leg, score)] as const;
    });
    expect(historyOf(studyOf(legs))).toEqual([
      { trial: 0, scores: [4], best: 4 },
      { trial: 2, scores: [5], best: 4 },
      { trial: 3, scores: [3], best: 3 },
      { trial: 5, scores: [3], best: 3 },
    ]);
    const maximised = studyOf(legs, { objective: { name: 'score', direction: 'max' } });
    expect(historyOf(maximised).map(({ best }) => best)).toEqual([4, 5, 5, 5]);
    expect(historyOf(studyOf([]))).toEqual([]);
  });

  it('has, with several objectives, the share of the box that the front so far dominates', () => {
    // The box is 0.8 by 8: (0.5, 5) dominates a half by a half of it, (0.9, 7) the whole by a quarter.
    const study = paretoStudy([
      [0.1, 9],
      [0.5, 5],
      [0.3, 7],
      [0.9, 7],
      [0.1, 1],
    ]);
    const history = historyOf(study);
    expect(history.map(({ trial, scores }) => [trial, scores])).toEqual([
      [0, [0.1, 9]],
      [1, [0.5, 5]],
      [2, [0.3, 7]],
      [3, [0.9, 7]],
      [4, [0.1, 1]],
    ]);
    const volumes = [0, 1 / 4, 1 / 4, 1 / 4 + 1 / 8, 1 / 4 + 1 / 8];
    for (const [index, volume] of volumes.entries()) expect(history[index]?.hypervolume).toBeCloseTo(volume, 12);
    expect(history[0]).not.toHaveProperty('best');
  });

  it('has hypervolumes from 0 to 1 that grow where a trial joins the front inside the box, and never fall', () => {
    const score = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 20 }), (points) => {
        const volumes = historyOf(paretoStudy(points)).map(({ hypervolume }) => hypervolume as number);
        const losses = points.map(([acc, size]) => [-acc, size]);
        const worst = [0, 1].map((objective) => Math.max(...losses.map((loss) => loss[objective] as number)));
        for (const [index, volume] of volumes.entries()) {
          const before = volumes[index - 1] ?? 0;
          expect(volume).toBeGreaterThanOrEqual(before);
          expect(volume).toBeLessThanOrEqual(1);
          const loss = losses[index] as number[];
          const isNew = losses
            .slice(0, index)
            .every((other) => !dominates(other, loss) && String(other) !== String(loss));
          const isInside = loss.every((each, objective) => each < (worst[objective] as number));
          if (isNew && isInside) expect(volume).toBeGreaterThan(before);
        }
      }),
    );
  });
});
