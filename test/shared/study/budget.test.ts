import { describe, expect, it } from 'vitest';
import { reasonOfFailure, reasonToEnd, spentBy } from '../../../shared/study/budget.js';
import { decide } from '../../../shared/study/decide.js';
import type { Budget, Definition } from '../../../shared/study/records.js';
import type { RunState } from '../../../shared/study/study.js';
import { assigned, completed, failed, lost, run, studyOf } from './records.js';

const scored = (...scores: (number | 'failed')[]) =>
  scores.map((score, leg) => [assigned(leg), score === 'failed' ? failed(leg) : completed(leg, score)] as const);

function reason(scores: (number | 'failed')[], budget: Budget, changes: Partial<Definition> = {}) {
  return reasonToEnd(studyOf(scored(...scores), changes), budget, 0);
}

describe('budgets', () => {
  it('end at a target, for objectives of either direction', () => {
    expect(reason([0.5, 0.2], { target: 0.2 })).toBe('a score of 0.2 is reached');
    expect(reason([0.5, 0.21], { target: 0.2 })).toBeUndefined();
    const max = { objective: { name: 'score', direction: 'max' as const } };
    expect(reason([0.5, 0.9], { target: 0.9 }, max)).toBe('a score of 0.9 is reached');
    expect(reason([0.5, 0.2], { target: 0.9 }, max)).toBeUndefined();
  });

  it('lose patience after so many trials without a better score; equal ones and failures are not better', () => {
    expect(reason([0.5, 0.4, 0.4, 'failed'], { patience: 3 })).toBeUndefined();
    expect(reason([0.5, 0.4, 0.4, 'failed', 0.6], { patience: 3 })).toBe('3 trials in a row brought no better score');
    expect(reason([0.5, 0.4, 0.4, 'failed', 0.3], { patience: 3 })).toBeUndefined();
  });

  it('count patience in the order of the ends', () => {
    const late = [assigned(0), completed(0, 0.1, { at: 100 })] as const;
    const study = studyOf([late, ...scored(0, 0.5, 0.6).slice(1)]);
    expect(reasonToEnd(study, { patience: 1 }, 0)).toBeUndefined();
  });

  it('add up the seconds of all runs; one that was killed ended with its last record', () => {
    const runs = [run({ started: 1000 }), run({ run: 2, started: 60_000, execution: 'f' })];
    const study = studyOf([[assigned(0), completed(0, 1, { at: 5000 })]], {}, runs);
    expect(spentBy(study, 63_000).seconds).toBe(4 + 3);
    expect(reasonToEnd(study, { seconds: 7 }, 63_000)).toBe('the budget of 7 seconds is spent');
    expect(reasonToEnd(study, { seconds: 7 }, 62_000)).toBeUndefined();
  });

  it('do not count the time between a run that was killed and the next, which ends its legs', () => {
    const runs = [run({ started: 1000 }), run({ run: 2, started: 60_000, execution: 'f' })];
    const killed = studyOf([[assigned(0, { at: 3000 }), { ...lost(0), at: 60_000 }]], {}, runs);
    expect(spentBy(killed, 61_000).seconds).toBe(2 + 1);
  });

  it('lose no patience before there is a score', () => {
    expect(reason(['failed', 'failed', 'failed'], { patience: 2 })).toBeUndefined();
  });

  it('reserve the epochs of running legs', () => {
    const study = studyOf([[assigned(0, { toEpoch: 5 })]], { epochs: 5, oracle: 'grid' });
    const decision = (epochs: number) => decide(study, { run: run({ budget: { epochs } }), stop: false }, 0);
    expect(decision(9)).toMatchObject({ kind: 'done', reason: '5 of 9 epochs are spent, and the next leg needs 5' });
    expect(decision(10)).toMatchObject({ kind: 'train', next: { trial: 1, toEpoch: 5 } });
  });

  it('fail a study after failures in a row within its run, naming the last', () => {
    const state: RunState = { run: run(), stop: false };
    expect(reasonOfFailure(studyOf(scored('failed', 'failed', 'failed')), state)).toBe(
      '3 trials in a row failed, trial 2 with Error: why',
    );
    expect(reasonOfFailure(studyOf(scored('failed', 'failed', 1, 'failed')), state)).toBeUndefined();
    expect(
      reasonOfFailure(studyOf(scored('failed', 'failed', 'failed')), { run: run({ run: 2 }), stop: false }),
    ).toBeUndefined();
  });

  it('fail a study when a trial says so, whatever comes after', () => {
    const fatal = [assigned(0), failed(0, 'Fatal')] as const;
    const state: RunState = { run: run(), stop: false };
    expect(reasonOfFailure(studyOf([fatal, ...scored(0, 0.5).slice(1)]), state)).toBe('trial 0 ended the study: why');
  });

  it('count ten models that are too large for one failure: the next may be smaller', () => {
    const state: RunState = { run: run(), stop: false };
    const tooLarge = (count: number) =>
      studyOf(Array.from({ length: count }, (_, leg) => [assigned(leg), failed(leg, 'ModelTooLarge')] as const));
    expect(reasonOfFailure(tooLarge(29), state)).toBeUndefined();
    expect(reasonOfFailure(tooLarge(30), state)).toBe('30 trials in a row failed, trial 29 with ModelTooLarge: why');
  });
});
