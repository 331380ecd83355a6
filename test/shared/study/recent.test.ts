import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { randomFor } from '../../../shared/math/random.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { assignedKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { recentBefore } from '../../../shared/study/recent.js';
import { assignedSchema } from '../../../shared/study/records.js';
import { CountingStore } from './counting-store.js';
import { type Handler, openRun, report, runSlots } from './loop.js';
import { assigned, completed, studyOf } from './records.js';

/** A store over a network, where the records of legs carry copies. */
class RemoteStore extends CountingStore {
  readonly isRemote = true;
}

async function study(functions: number, legs: number, seed: number) {
  const memory = new MemoryStore();
  const store = new RemoteStore(memory);
  const random = randomFor(seed, 'turns');
  const handlers = Array.from({ length: functions }, () => oracleHandler(store));
  const opened = await openRun(oracleHandler(memory), { budget: { trials: legs }, slots: 8 });
  await runSlots(
    () => handlers[Math.floor(random() * functions)] as Handler,
    opened,
    async (leg) => {
      for (let tick = Math.floor(random() * 50); tick > 0; tick--) await new Promise(setImmediate);
      await report(store, 's', leg, {});
    },
  );
  return { memory, store };
}

describe('the copies that the record of a leg carries', () => {
  it('are what the records themselves say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer(), async (functions, seed) => {
        const { memory } = await study(functions, 30, seed);
        const plain = new MemoryStore();
        for (const key of await memory.list('')) {
          const bytes = (await memory.get(key)) as Uint8Array;
          const { record } = JSON.parse(Buffer.from(bytes).toString('utf8'));
          const { recent: _, ...own } = record;
          await plain.put(key, encodeRecord(own));
        }
        const [copied, read] = [await StudyLog.open(memory, 's'), await StudyLog.open(plain, 's')];
        expect(copied.study.legs).toEqual(read.study.legs);
        expect(copied.study.trials).toEqual(read.study.trials);
      }),
      { numRuns: 30 },
    );
  });

  it.each([2, 4, 8])(
    'keep requests below seven a leg, with %i warm oracle functions that take turns',
    async (functions) => {
      const legs = 200;
      const { store } = await study(functions, legs, 1);
      // One listing, the newest record, the results since, one write; and the result's own write.
      expect(store.total / legs).toBeLessThan(7);
    },
  );

  it('let who has slept long read few objects', async () => {
    const { memory, store } = await study(2, 90, 3);
    const before = store.calls.get;
    await StudyLog.open(store, 's');
    expect(store.calls.get - before).toBeLessThan(90);
    expect((await StudyLog.open(memory, 's')).study.trials.length).toBe(90);
  });

  it('are the newest that fit in 16 kB, and none on a laptop or with one slot', async () => {
    const legs = studyOf(
      Array.from({ length: 200 }, (_, leg) => [assigned(leg), leg < 150 ? completed(leg, leg) : undefined] as const),
    );
    const recent = recentBefore(legs, 200);
    expect(JSON.stringify(recent).length).toBeLessThanOrEqual(16_000);
    expect(recent.assigned.length).toBeGreaterThan(50);
    expect(recent.assigned.map(({ leg }) => leg)).toEqual(recent.assigned.map((_, index) => 199 - index));

    const memory = new MemoryStore();
    const opened = await openRun(oracleHandler(memory), { budget: { trials: 4 }, slots: 2 });
    const handle = oracleHandler(memory);
    await runSlots(
      () => handle,
      opened,
      (leg) => report(memory, 's', leg, {}),
    );
    const bytes = (await memory.get(assignedKey('s', 3))) as Uint8Array;
    const { record } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    expect(assignedSchema.parse(record).recent).toBeUndefined();
  });
});
