import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { definitionKey, runKey } from '../../../shared/study/keys.js';
import type { StudyLog } from '../../../shared/study/log.js';
import { StudyLogs } from '../../../shared/study/logs.js';
import { CountingStore } from './counting-store.js';
import { assigned, completed, definition, run } from './records.js';

/** Logs on a store with so many studies, named `s0`, `s1` and so on. */
async function logsOf(studies: number) {
  const memory = new MemoryStore();
  for (let number = 0; number < studies; number++) await create(memory, `s${number}`, 0);
  const store = new CountingStore(memory);
  return { memory, store, logs: new StudyLogs(store) };
}

async function create(store: MemoryStore, study: string, created: number): Promise<void> {
  await store.put(definitionKey(study), encodeRecord(definition({ study, created })));
  await store.put(runKey(study, 1), encodeRecord(run()));
}

const itself = async (log: StudyLog) => log;
const refreshed = async (log: StudyLog) => {
  await log.refresh();
  return log;
};
const notFound = { code: 'StudyNotFound' };

describe('the logs of a process', () => {
  it('are kept for 32 studies, those that were used last', async () => {
    const { store, logs } = await logsOf(33);
    const first: StudyLog[] = [];
    for (let number = 0; number < 32; number++) first.push(await logs.use(`s${number}`, 0, itself));
    const before = store.total;
    expect(await logs.use('s0', 0, itself)).toBe(first[0]);
    expect(store.total).toBe(before);

    await logs.use('s32', 0, itself);
    expect(await logs.use('s0', 0, itself)).toBe(first[0]);
    expect(await logs.use('s2', 0, itself)).toBe(first[2]);
    const again = await logs.use('s1', 0, itself);
    expect(again).not.toBe(first[1]);
    expect(again.name).toBe('s1');
  });

  it('are kept for as many studies as it wants', async () => {
    const { store } = await logsOf(3);
    const logs = new StudyLogs(store, 2);
    const first = await logs.use('s0', 0, itself);
    await logs.use('s1', 0, itself);
    expect(await logs.use('s0', 0, itself)).toBe(first);
    await logs.use('s1', 0, itself);
    await logs.use('s2', 0, itself);
    expect(await logs.use('s0', 0, itself)).not.toBe(first);
  });

  it('are read anew where a study was deleted and begun again under its name', async () => {
    const { memory, logs } = await logsOf(1);
    const old = await logs.use('s0', 0, itself);
    for (const key of await memory.list('studies/s0/')) await memory.remove(key);
    await expect(logs.use('s0', undefined, itself)).rejects.toMatchObject(notFound);
    await create(memory, 's0', 7);

    const seen = await logs.use('s0', undefined, itself);
    expect(seen.study.definition.created).toBe(7);
    expect(await logs.use('s0', 7, itself)).toBe(seen);
    expect(seen).not.toBe(old);
  });

  it('are not lent to who works for a deleted study of the name, and stay for the others', async () => {
    const { memory, logs, store } = await logsOf(1);
    await logs.use('s0', 0, itself);
    await create(memory, 's0', 7);
    const current = await logs.use('s0', 7, itself);
    let worked = false;
    const work = async () => {
      worked = true;
    };
    await expect(logs.use('s0', 0, work)).rejects.toMatchObject(notFound);
    await expect(new StudyLogs(store).use('s0', 0, work)).rejects.toMatchObject(notFound);
    expect(worked).toBe(false);
    expect((await logs.use('s0', 7, itself)).study).toEqual(current.study);
  });

  it('are used by one after another, in the order of the calls; those of different studies at once', async () => {
    const { logs } = await logsOf(2);
    const events: string[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const first = logs.use('s0', 0, async () => {
      events.push('first begins');
      await gate;
      events.push('first ends');
    });
    const others = ['second', 'third'].map((name) => logs.use('s0', 0, async () => events.push(name)));
    await logs.use('s1', 0, async () => events.push('another study'));
    open();
    await Promise.all([first, ...others]);
    expect(events).toEqual(['first begins', 'another study', 'first ends', 'second', 'third']);
  });

  it('work on after what failed, in the queue and later', async () => {
    const { logs } = await logsOf(1);
    const failing = logs.use('s0', 0, async () => {
      throw new Error('broken');
    });
    const next = logs.use('s0', 0, itself);
    await expect(failing).rejects.toThrow('broken');
    expect((await next).name).toBe('s0');
    await expect(logs.use('none', undefined, itself)).rejects.toMatchObject(notFound);
    await expect(logs.use('none', 3, itself)).rejects.toMatchObject(notFound);
    expect(await logs.use('s0', 0, itself)).toBe(await next);
  });

  it('go on where reading a study failed for a moment', async () => {
    const { memory, logs } = await logsOf(1);
    await memory.put(runKey('s0', 1), Buffer.from('torn'));
    await expect(logs.use('s0', 0, refreshed)).rejects.toMatchObject({ code: 'CorruptRecord' });
    await create(memory, 's0', 0);
    expect((await logs.use('s0', 0, refreshed)).runState(1).run).toEqual(run());
  });

  it('cost one listing and the new records where a study has grown', async () => {
    const { memory, store, logs } = await logsOf(1);
    await logs.use('s0', 0, refreshed);
    for (const leg of [0, 1]) {
      await memory.put(`studies/s0/legs/00000${leg}.assigned.json`, encodeRecord(assigned(leg)));
      await memory.put(`studies/s0/legs/00000${leg}.result.json`, encodeRecord(completed(leg, 1)));
    }
    const before = { ...store.calls };
    await logs.use('s0', 0, (log) => log.refresh());
    expect(store.calls).toEqual({ ...before, list: before.list + 1, get: before.get + 4 });
    await logs.use('s0', 0, (log) => log.refresh());
    expect(store.calls).toEqual({ ...before, list: before.list + 2, get: before.get + 4 });
  });
});
