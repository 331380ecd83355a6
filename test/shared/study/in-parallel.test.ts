import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { inParallel } from '../../../shared/study/in-parallel.js';
import { assignedKey, definitionKey, resultKey, runKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { assigned, completed, definition, run } from './records.js';
import { SlowStore } from './slow-store.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work in parallel', () => {
  it('begins the next item when any is done, and answers in the order of the items', async () => {
    const begun: number[] = [];
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const work = async (item: number) => {
      begun.push(item);
      if (item === 0) await gate;
      if (item === 4) finish();
      return item * 10;
    };
    expect(await inParallel([0, 1, 2, 3, 4], work, 2)).toEqual([0, 10, 20, 30, 40]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await inParallel([], work)).toEqual([]);
  });

  it('begins nothing more when one has failed', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await turn();
      if (item === 1) throw new Error('broken');
    };
    await expect(inParallel([0, 1, 2, 3, 4, 5, 6, 7], work, 2)).rejects.toThrow('broken');
    const before = begun.length;
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(before).toBeLessThan(8);
    expect(begun.length).toBe(before);
  });
});

it('a cold log of 600 legs without a compaction is read by 48 requests at once', async () => {
  const memory = new MemoryStore();
  await memory.create(definitionKey('s'), encodeRecord(definition()));
  await memory.create(runKey('s', 1), encodeRecord(run()));
  for (let leg = 0; leg < 600; leg++) {
    await memory.create(assignedKey('s', leg), encodeRecord(assigned(leg)));
    await memory.create(resultKey('s', leg), encodeRecord(completed(leg, 1)));
  }
  const store = new SlowStore(memory);
  expect((await StudyLog.open(store, 's')).study.endedLegs).toBe(600);
  expect(store.mostAtOnce).toBe(48);
});
