import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { compactIfDue } from '../../../shared/study/compaction.js';
import {
  assignedKey,
  compactFolder,
  compactKey,
  definitionKey,
  resultKey,
  runKey,
} from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Assigned, Result } from '../../../shared/study/records.js';
import { CountingStore } from './counting-store.js';
import { assigned, completed, definition, failed, run } from './records.js';

async function freshStudy(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.create(definitionKey('s'), encodeRecord(definition({ retries: 1 })));
  await store.create(runKey('s', 1), encodeRecord(run()));
  return store;
}

/** Legs of every kind: some fail and are tried again, some declare hyperparameters. */
function legOf(number: number): [Assigned, Result] {
  const isRetry = number % 10 === 4;
  const handed = assigned(number, isRetry ? { trial: number - 1, values: { x: (number - 1) / 1000 } } : {});
  if (number % 10 === 3) return [handed, failed(number)];
  const declared = number % 97 === 5 ? [{ name: `z${number}`, kind: 'boolean' as const }] : undefined;
  return [handed, completed(number, 1 / (number + 1), declared && { declared })];
}

async function assign(store: Store, leg: number): Promise<void> {
  await store.create(assignedKey('s', leg), encodeRecord(legOf(leg)[0]));
}

async function finish(store: Store, leg: number): Promise<void> {
  await store.create(resultKey('s', leg), encodeRecord(legOf(leg)[1]));
}

const compactions = (store: Store) => store.list(compactFolder('s'));

/** The same store as if nobody had ever compacted. */
async function withoutCompactions(store: Store): Promise<Store> {
  const copy = new MemoryStore();
  for (const key of await store.list('')) {
    if (!key.startsWith(compactFolder('s'))) await copy.put(key, (await store.get(key)) as Uint8Array);
  }
  return copy;
}

async function refreshAndCompact(log: StudyLog): Promise<void> {
  await log.refresh();
  await compactIfDue(log);
}

describe('compaction', () => {
  it('leaves the log as it is: read through it or record by record, whatever was compacted when, by whom', async () => {
    const step = fc.record({
      legs: fc.integer({ min: 1, max: 60 }),
      /** Which of them, counted from the last, ends late. */
      late: fc.nat(60),
      by: fc.constantFrom('one', 'other', 'new', 'nobody'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const store = await freshStudy();
        const processes = { one: await StudyLog.open(store, 's'), other: await StudyLog.open(store, 's') };
        let next = 0;
        let late = -1;
        for (const { legs, late: offset, by } of steps) {
          for (const last = next + legs; next < last; next++) {
            await assign(store, next);
            const ending = next === last - offset ? late : next;
            if (ending !== next) late = next;
            if (ending >= 0) await finish(store, ending);
          }
          if (by === 'nobody') continue;
          await refreshAndCompact(by === 'new' ? await StudyLog.open(store, 's') : processes[by]);
        }
        const expected = (await StudyLog.open(await withoutCompactions(store), 's')).study;
        const { study } = await StudyLog.open(store, 's');
        expect(study.trials).toEqual(expected.trials);
        expect(study.legs).toEqual(expected.legs);
        expect(study.space).toEqual(expected.space);
        expect(study.nextLeg).toBe(next);
        expect(study.endedLegs).toBe(expected.endedLegs);
        expect(study.legOfAsk(assigned(next - 1).ask)).toBe(next - 1);
      }),
      { numRuns: 40 },
    );
  });

  it('goes no further than the oldest leg that runs', async () => {
    const store = await freshStudy();
    const log = await StudyLog.open(store, 's');
    for (let leg = 0; leg < 350; leg++) {
      await assign(store, leg);
      if (leg !== 120) await finish(store, leg);
    }
    await refreshAndCompact(log);
    await refreshAndCompact(log);
    expect(await compactions(store)).toEqual([compactKey('s', 100)]);

    await finish(store, 120);
    await refreshAndCompact(log);
    expect(await compactions(store)).toEqual([compactKey('s', 100), compactKey('s', 300)]);
    expect((await StudyLog.open(store, 's')).compacted).toBe(300);
  });

  it('by two processes at once writes one object', async () => {
    const store = await freshStudy();
    for (let leg = 0; leg < 130; leg++) {
      await assign(store, leg);
      await finish(store, leg);
    }
    const logs = [await StudyLog.open(store, 's'), await StudyLog.open(store, 's')];
    await Promise.all(logs.map(compactIfDue));
    expect(await compactions(store)).toEqual([compactKey('s', 100)]);
    expect(logs.map(({ compacted }) => compacted)).toEqual([100, 100]);
  });

  it('lets a cold reader of 1,000 legs and more do with a few requests', async () => {
    const store = await freshStudy();
    const log = await StudyLog.open(store, 's');
    for (let leg = 0; leg < 1099; leg++) {
      await assign(store, leg);
      await finish(store, leg);
      await refreshAndCompact(log);
      if (leg !== 999 && leg !== 1098) continue;
      const counting = new CountingStore(store);
      expect((await StudyLog.open(counting, 's')).study.endedLegs).toBe(leg + 1);
      // The definition, the newest compaction and the run; and two records of each leg since.
      expect(counting.calls).toMatchObject({ list: 2, get: 3 + 2 * (leg - 999), create: 0, put: 0, children: 0 });
    }
  });

  it('happens ever more seldom: fewer than 40 times in 10,000 legs', async () => {
    const store = await freshStudy();
    const log = await StudyLog.open(store, 's');
    for (let leg = 0; leg < 10_000; leg++) {
      const [handed, result] = legOf(leg);
      await log.createAssigned(handed);
      await log.createResult(result);
      await compactIfDue(log);
    }
    const written = (await compactions(store)).length;
    expect(written).toBeGreaterThan(20);
    expect(written).toBeLessThan(40);
  });

  it.each([
    ['damaged', (text: string) => text.replace('"score":0.2', '"score":0.3')],
    ['cut off', (text: string) => text.slice(0, -2000)],
    ['empty', () => ''],
  ])('that is %s is refused by its name', async (_, damage) => {
    const store = await freshStudy();
    for (let leg = 0; leg < 100; leg++) {
      await assign(store, leg);
      await finish(store, leg);
    }
    await compactIfDue(await StudyLog.open(store, 's'));
    const key = compactKey('s', 100);
    await store.put(key, Buffer.from(damage(Buffer.from((await store.get(key)) as Uint8Array).toString())));
    await expect(StudyLog.open(store, 's')).rejects.toMatchObject({
      code: 'CorruptRecord',
      message: expect.stringContaining(`record ${key} cannot be read`),
    });
  });
});
