import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { reasonToEnd } from '../../../shared/study/budget.js';
import { decide } from '../../../shared/study/decide.js';
import { summaryOf } from '../../../shared/study/document.js';
import { bestOf, frontOf, rankedTrials } from '../../../shared/study/front.js';
import { open } from '../../../shared/study/open.js';
import { oracleStudyOf } from '../../../shared/study/oracle-study.js';
import type { Objective } from '../../../shared/study/records.js';
import { shouldStop } from '../../../shared/study/should-stop.js';
import type { RunState } from '../../../shared/study/study.js';
import { assigned, completed, failed, run, studyOf } from './records.js';

const objective: Objective = {
  pareto: [
    { name: 'acc', direction: 'max' },
    { name: 'size', direction: 'min' },
  ],
};
type Epochs = readonly (readonly [acc: number | null, size: number])[];
const reports = (epochs: Epochs) => epochs.map(([acc, size], index) => ({ epoch: index + 1, metrics: { acc, size } }));

/** Trials of these epochs; a trial without any failed. */
const paretoStudy = (...trials: Epochs[]) =>
  studyOf(
    trials.map((epochs, leg) => [
      assigned(leg, { toEpoch: Math.max(1, epochs.length) }),
      epochs.length > 0 ? completed(leg, 0, { reports: reports(epochs) }) : failed(leg),
    ]),
    { objective, epochs: 9 },
  );
const numbers = (trials: readonly { readonly number: number }[]) => trials.map(({ number }) => number);

describe('the best trials', () => {
  const scored = (...scores: (number | 'failed')[]) =>
    studyOf(scores.map((score, leg) => [assigned(leg), score === 'failed' ? failed(leg) : completed(leg, score)]));

  it('are one, of those that did not fail, the first of equals', () => {
    const study = scored(0.5, 0.2, 0.2, 'failed');
    expect(bestOf(study)?.number).toBe(1);
    expect(numbers(frontOf(study))).toEqual([1]);
    expect(rankedTrials(study).map(({ trial, rank }) => [trial.number, rank])).toEqual([
      [1, 1],
      [2, 2],
      [0, 3],
    ]);
    expect(bestOf(scored('failed'))).toBeUndefined();
    expect(frontOf(scored('failed'))).toEqual([]);
  });

  it('with several objectives are those that no other dominates, equal ones too, along the first objective', () => {
    const study = paretoStudy([[0.5, 1]], [[0.9, 9]], [[0.4, 2]], [], [[0.9, 9]], [[null, 0]], [[0.3, 3]]);
    expect(numbers(frontOf(study))).toEqual([1, 4, 0]);
    expect(bestOf(study)).toBeUndefined();
    expect(rankedTrials(study).map(({ trial, rank }) => [trial.number, rank])).toEqual([
      [1, 1],
      [4, 1],
      [0, 1],
      [2, 2],
      [6, 3],
    ]);
    const { best, front } = summaryOf(study, 0, true);
    expect(best).toBeNull();
    expect(front?.[0]).toEqual({ number: 1, metrics: { acc: 0.9, size: 9 }, hyperparameters: { x: 0.001 } });
  });
});

describe('a trial with several objectives', () => {
  const bestEpoch = (...epochs: Epochs) => paretoStudy(epochs).trials[0]?.best?.epoch;

  it('has the best epoch by one objective where the others stay the same, the first of equals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 9 }), (accuracies) => {
        const epochs = accuracies.map((acc) => [acc, 7] as const);
        expect(bestEpoch(...epochs)).toBe(accuracies.indexOf(Math.max(...accuracies)) + 1);
      }),
    );
  });

  it('has the latest epoch that no earlier one covered', () => {
    expect(bestEpoch([0.5, 5], [0.6, 6], [0.4, 4])).toBe(3);
    expect(bestEpoch([0.5, 5], [0.6, 6], [0.5, 6])).toBe(2);
    expect(bestEpoch([0.5, 5], [null, 0])).toBe(1);
  });
});

describe('a study with several objectives', () => {
  it('is out of patience when trials bring nothing to the front', () => {
    const study = (...points: (readonly [number, number])[]) => paretoStudy(...points.map((point) => [point]));
    const reason = '2 trials in a row brought nothing to the front';
    expect(reasonToEnd(study([0.5, 5], [0.4, 6], [0.5, 5]), { patience: 2 }, 0)).toBe(reason);
    expect(reasonToEnd(study([0.5, 5], [0.4, 6], [0.6, 6]), { patience: 2 }, 0)).toBeUndefined();
    expect(reasonToEnd(study([0.5, 5], [0.4, 6], [0.1, 1]), { patience: 2 }, 0)).toBeUndefined();
  });

  it('refuses a target when it begins, and when it is resumed', async () => {
    const description = { tuning: 't', objective, space: { parameters: [] } };
    const start = { trialFunction: 't' };
    const store = new MemoryStore();
    const refused = { code: 'InvalidDefinition', message: expect.stringContaining('acc and size are not one score') };
    const begin = (budget: object) => open(store, { study: 's', execution: 'e', start, description, budget }, () => 0);
    await expect(begin({ target: 1 })).rejects.toMatchObject(refused);
    await begin({ trials: 1 });
    const resume = open(store, { study: 's', execution: 'f', budget: { target: 1 } }, () => 0);
    await expect(resume).rejects.toMatchObject(refused);
  });

  it('shows an oracle one loss, by weights that belong to the trial it is asked for', () => {
    const study = paretoStudy([[0.1, 1]], [[0.5, 5]], [[0.9, 9]]);
    const orders = Array.from({ length: 12 }, (_, number) => {
      const { trials, direction } = oracleStudyOf(study, {}, study.trials, 3, number);
      expect(direction).toBe('min');
      const scores = trials.map(({ score }) => score as number);
      return scores.indexOf(Math.min(...scores));
    });
    expect(new Set(orders)).toEqual(new Set([0, 1, 2]));
  });

  it.each(['auto', 'bayesian', 'tpe', 'random'])('decides the same in any process: %s', (oracle) => {
    const points = Array.from({ length: 20 }, (_, i) => [assigned(i, { values: { x: i / 20 } }), i] as const);
    const make = () =>
      studyOf(
        points.map(([leg, i]) => [leg, completed(i, 0, { reports: reports([[Math.sqrt(i), i]]) })]),
        { objective, oracle },
      );
    const state = { run: run(), stop: false } as RunState;
    const decision = decide(make(), state, 0);
    expect(decision.kind).toBe('train');
    expect(decide(make(), state, 0)).toEqual(decision);
  });

  it('stops a trial by the median that is worse by all objectives, and none on the front', () => {
    const others: Epochs[] = Array.from({ length: 8 }, (_, i) => [[0.1 * (i + 1), i + 1]]);
    const judged = (acc: number, size: number) => {
      const study = paretoStudy(...others);
      const withMedian = studyOf([], { ...study.definition, earlyStopping: { median: true } });
      for (const { assigned: leg, result } of study.legs) {
        withMedian.applyAssigned(leg);
        if (result) withMedian.applyResult(result);
      }
      withMedian.applyAssigned(assigned(8, { toEpoch: 9 }));
      withMedian.applyRunning(8, reports([[acc, size]]));
      return shouldStop(withMedian, 8);
    };
    expect(judged(0, 20)).toBe(true);
    expect(judged(0.9, 0.5)).toBe(false);
  });
});
