import { describe, expect, it } from 'vitest';
import { spentBy } from '../../../shared/study/budget.js';
import { decide, decideInitial, type NextLeg } from '../../../shared/study/decide.js';
import type { Assigned, Definition, Result } from '../../../shared/study/records.js';
import type { RunState, Study } from '../../../shared/study/study.js';
import { assigned, completed, failed, lost, studyOf } from './records.js';

/** Two members, who look at each other after every other of four epochs. */
const changes: Partial<Definition> = {
  oracle: 'pbt',
  epochs: 4,
  options: { population: 2, interval: 2 },
  retries: 1,
};
const trainedTo = (leg: number, epoch: number, score: number): Result =>
  completed(leg, score, { reports: [{ epoch, metrics: { score } }], checkpoint: `checkpoints/s/${leg}` });
const both: [Assigned, Result][] = [
  [assigned(0, { toEpoch: 2 }), trainedTo(0, 2, 0.1)],
  [assigned(1, { toEpoch: 2 }), trainedTo(1, 2, 0.9)],
];

function next(study: Study): NextLeg {
  const decision = decide(study, study.lastRun as RunState, 0);
  if (decision.kind !== 'train') throw new Error(decision.kind);
  return decision.next;
}

/** The child of trial 0 that takes the place of trial 1, with what became of its first leg. */
function withChild(result: Result): Study {
  return studyOf([...both, [assigned(2, next(studyOf(both, changes))), result]], changes);
}

describe('a trial that takes the place of another', () => {
  it("begins from its parent's checkpoint, at its epochs", () => {
    expect(next(studyOf(both, changes))).toMatchObject({
      ...{ trial: 2, parent: 0, replaces: 1, fromEpoch: 2, toEpoch: 4, checkpoint: 'checkpoints/s/0' },
    });
  });

  it('is known by its lineage, and spends its own epochs alone', () => {
    const study = withChild(trainedTo(2, 4, 0.05));
    expect(study.trial(2)).toMatchObject({ parent: 0, replaces: 1, begunFrom: 2, epochs: 4 });
    expect(spentBy(study, 0).epochs).toBe(6);
  });

  it.each([
    ['was lost', lost(2)],
    ['failed and is tried again', failed(2)],
    ['was paused before its first epoch', lost(2, { status: 'paused' })],
  ])("goes on from its parent's checkpoint when its first leg %s", (_, result) => {
    expect(next(withChild(result))).toMatchObject({
      ...{ trial: 2, parent: 0, fromEpoch: 2, toEpoch: 4, checkpoint: 'checkpoints/s/0' },
    });
  });

  it('goes on from its own checkpoint once it has one', () => {
    const again = next(withChild({ ...trainedTo(2, 3, 0.05), status: 'paused' }));
    expect(again).toMatchObject({ trial: 2, fromEpoch: 3, toEpoch: 4, checkpoint: 'checkpoints/s/2' });
    expect(again).not.toHaveProperty('parent');
  });

  it('has the values that fit the weights it goes on with, not those of an enqueued point', () => {
    const enqueue = [{ x: 0 }, { x: 0.001 }, { x: 0.5 }];
    expect(next(studyOf(both, { ...changes, enqueue }))).toEqual(next(studyOf(both, changes)));
  });

  it('is not worked out for a slot that has not begun: two would take the same place', () => {
    const study = studyOf(both, changes);
    const initial = (number: number) => decideInitial(study, study.lastRun as RunState, 0, number);
    expect(initial(2)).toMatchObject({ kind: 'train', next: { trial: 2, replaces: 1 } });
    expect(initial(3)).toEqual({ kind: 'wait' });
  });
});
