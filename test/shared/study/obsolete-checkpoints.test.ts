import { expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { checkpointKey, checkpointsFolder, definitionKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { removeObsolete, removeObsoleteIfDue } from '../../../shared/study/obsolete-checkpoints.js';
import type { Assigned, Result } from '../../../shared/study/records.js';
import { assigned, completed, definition, failed, run } from './records.js';

const key = (leg: number) => checkpointKey('s', leg, 'a');
const leg = (number: number, trial: number, fromEpoch: number, toEpoch: number, changes: Partial<Assigned> = {}) =>
  assigned(number, { trial, fromEpoch, toEpoch, values: { x: trial / 100 }, ...changes });
const ended = (number: number, toEpoch: number, score: number, changes: Partial<Result> = {}) =>
  completed(number, score, { reports: [{ epoch: toEpoch, metrics: { score } }], checkpoint: key(number), ...changes });

async function logOf(legs: readonly (readonly [Assigned, Result?])[], trials?: number): Promise<StudyLog> {
  const store = new MemoryStore();
  const budget = trials === undefined ? {} : { trials };
  await store.create(definitionKey('s'), encodeRecord(definition({ oracle: 'asha', epochs: 9, budget })));
  const log = await StudyLog.open(store, 's');
  await log.createRun(run({ budget }));
  for (const [handed, result] of legs) {
    await log.createAssigned(handed);
    if (!result) continue;
    await log.createResult(result);
    if (result.checkpoint) await store.create(result.checkpoint, new Uint8Array(1));
  }
  return log;
}

const left = async ({ store }: StudyLog) =>
  (await store.list(checkpointsFolder('s'))).map((name) => Number(name.split('/')[2]?.split('.')[0]));

it('keeps what trials may go on from: all of them while any number of trials may begin', async () => {
  const log = await logOf([0, 1, 2].map((trial) => [leg(trial, trial, 0, 1), ended(trial, 1, trial)] as const));
  await removeObsolete(log);
  expect(await left(log)).toEqual([0, 1, 2]);
});

it('deletes those of trials that can never be promoted, once no trial may begin', async () => {
  const log = await logOf(
    [0, 1, 2, 3, 4, 5].map((trial) => [leg(trial, trial, 0, 1), ended(trial, 1, trial)] as const),
    6,
  );
  await removeObsolete(log);
  expect(await left(log)).toEqual([0, 1]);
});

it('deletes those of trials that were stopped or failed, but never the best one’s', async () => {
  const log = await logOf([
    [leg(0, 0, 0, 9), ended(0, 3, 1, { status: 'stopped' })],
    [leg(1, 1, 0, 9), ended(1, 3, 2, { status: 'stopped' })],
    [leg(2, 2, 0, 3), ended(2, 3, 3)],
    [leg(3, 2, 3, 9, { earlier: 1, checkpoint: key(2) }), failed(3)],
    [leg(4, 3, 0, 9), ended(4, 9, 4)],
  ]);
  await removeObsolete(log);
  expect(await left(log)).toEqual([0, 4]);
});

it('keeps the newest two of a trial, what a running leg reads, and what has no result yet', async () => {
  const log = await logOf([
    [leg(0, 0, 0, 1), ended(0, 1, 3)],
    [leg(1, 0, 1, 2, { earlier: 1, checkpoint: key(0) }), ended(1, 2, 2)],
    [leg(2, 0, 2, 3, { earlier: 2, checkpoint: key(1) }), ended(2, 3, 1)],
    [leg(3, 1, 0, 1), ended(3, 1, 3)],
    [leg(4, 1, 1, 2, { earlier: 1, checkpoint: key(3) }), ended(4, 2, 2)],
    [leg(5, 1, 2, 3, { earlier: 2, checkpoint: key(4) }), ended(5, 3, 2)],
    [leg(6, 2, 1, 3, { parent: 1, checkpoint: key(3) })],
  ]);
  await log.store.create(key(6), new Uint8Array(1));
  await removeObsolete(log);
  expect(await left(log)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('looks again when 32 more legs have ended', async () => {
  const legs = (count: number) =>
    Array.from({ length: count }, (_, n) => [leg(n, n, 0, 9), ended(n, 3, n, { status: 'stopped' })] as const);
  const few = await logOf(legs(31));
  await removeObsoleteIfDue(few);
  expect(await left(few)).toHaveLength(31);
  const many = await logOf(legs(32));
  await removeObsoleteIfDue(many);
  expect(await left(many)).toEqual([0]);
});
