import { expect, it, vi } from 'vitest';
import type { Oracle } from '../../../shared/oracles/oracle.js';
import { decide, decideInitial } from '../../../shared/study/decide.js';
import type { RunState } from '../../../shared/study/study.js';
import { assigned, completed, studyOf } from './records.js';

/** Goes on with trial 0 once it has an epoch; otherwise begins trials, and writes down what pending ones wrote down. */
const oracle: Oracle = {
  name: 'steps',
  endsByItself: false,
  next({ trials }) {
    if (trials.some(({ status, epochs }) => status === 'completed' && epochs === 1)) {
      return { kind: 'continue', trial: 0, toEpoch: 3 };
    }
    const heard = trials.flatMap(({ fit }) => fit?.own ?? []);
    return { kind: 'trial', values: { x: trials.length / 10 }, toEpoch: 1, fit: { own: [trials.length], heard } };
  },
};

vi.mock('../../../shared/oracles/oracles.js', () => ({ oracleNamed: () => oracle }));

const changes = { epochs: 9, enqueue: [{ x: 0.9 }, { x: 0.8 }] };

it('an enqueued point is trained as long as the oracle says, and the oracle goes on with it', () => {
  const none = studyOf([], changes);
  const first = decide(none, none.lastRun as RunState, 0);
  expect(first).toMatchObject({ kind: 'train', next: { trial: 0, values: { x: 0.9 }, fromEpoch: 0, toEpoch: 1 } });
  const one = studyOf([[assigned(0, { values: { x: 0.9 } }), completed(0, 1)]], changes);
  const then = decide(one, one.lastRun as RunState, 0);
  expect(then).toMatchObject({ kind: 'train', next: { trial: 0, values: { x: 0.9 }, fromEpoch: 1, toEpoch: 3 } });
});

it('slots that begin before the others work out the same trials, with what their oracle wrote down', () => {
  const none = studyOf([], changes);
  const initial = [0, 1, 2].map((number) => decideInitial(none, none.lastRun as RunState, 0, number));
  expect(initial.map((decision) => decision.kind === 'train' && decision.next)).toEqual([
    { trial: 0, values: { x: 0.9 }, fromEpoch: 0, toEpoch: 1, fit: { own: [0], heard: [] } },
    { trial: 1, values: { x: 0.8 }, fromEpoch: 0, toEpoch: 1, fit: { own: [1], heard: [0] } },
    { trial: 2, values: { x: 0.2 }, fromEpoch: 0, toEpoch: 1, fit: { own: [2], heard: [0, 1] } },
  ]);
});
