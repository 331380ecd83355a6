import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { compactAtEnd } from '../../../shared/study/compaction.js';
import { assignedKey, compactKey, definitionKey, resultKey, runKey } from '../../../shared/study/keys.js';
import { legLogsOf } from '../../../shared/study/leg-logs.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Trial } from '../../../shared/study/trial.js';
import { TestApi } from '../api/test-api.js';
import { assigned, completed, definition, run } from './records.js';

/** A store over a network, where the records of legs carry copies. */
class RemoteStore extends MemoryStore {
  readonly isRemote = true;
}

/** A study of 20 legs; each printed 4 kB. */
async function printed(store: MemoryStore): Promise<StudyLog> {
  await store.create(definitionKey('s'), encodeRecord(definition()));
  await store.create(runKey('s', 1), encodeRecord(run({ slots: 8 })));
  const log = await StudyLog.open(store, 's');
  for (let leg = 0; leg < 20; leg++) {
    await log.createAssigned(assigned(leg));
    await log.createResult({ ...completed(leg, leg), log: `leg ${leg} ${'x'.repeat(4000)}` });
  }
  return log;
}

const textIn = async (store: MemoryStore, key: string) => Buffer.from((await store.get(key)) as Uint8Array).toString();

describe('what legs printed', () => {
  it('stands in their own records alone: neither copies, nor compactions, nor who folds the log have it', async () => {
    const store = new RemoteStore();
    const log = await printed(store);
    await compactAtEnd(log);

    expect(await textIn(store, resultKey('s', 19))).toContain('leg 19 xxx');
    expect(await textIn(store, compactKey('s', 20))).not.toContain('xxx');
    const last = JSON.parse(await textIn(store, assignedKey('s', 19))).record;
    expect(last.recent.results).toHaveLength(19);
    expect(JSON.stringify(last)).not.toContain('xxx');
    const plain = new MemoryStore();
    for (const key of await store.list('')) {
      if (key !== compactKey('s', 20)) await plain.put(key, (await store.get(key)) as Uint8Array);
    }
    for (const reader of [log, await StudyLog.open(store, 's'), await StudyLog.open(plain, 's')]) {
      expect(reader.study.legs.map(({ result }) => result)).toEqual(
        Array.from({ length: 20 }, (_, leg) => completed(leg, leg)),
      );
    }
  });

  it('is read from there, whoever folded the log, and by the API', async () => {
    const store = new RemoteStore();
    await compactAtEnd(await printed(store));
    const { study } = await StudyLog.open(store, 's');
    expect(await legLogsOf(store, 's', study.trial(3) as Trial)).toEqual([
      { leg: 3, log: `leg 3 ${'x'.repeat(4000)}` },
    ]);

    const api = new TestApi(store);
    expect((await api.ok('GET', '/studies/s/trials/19/log')).legs).toMatchObject([{ leg: 19 }]);
    expect(await api.problem('GET', '/studies/s/trials/20/log')).toBe('404 TrialNotFound');
    expect(await api.problem('GET', '/studies/t/trials/0/log')).toBe('404 StudyNotFound');
  });

  it('is nothing of a leg that runs, or printed nothing', async () => {
    const store = new MemoryStore();
    const log = await printed(store);
    await log.createAssigned(assigned(20, { trial: 19, fromEpoch: 1, toEpoch: 2, earlier: 1 }));
    await log.createAssigned(assigned(21));
    await log.createResult(completed(21, 0));
    expect((await legLogsOf(store, 's', log.study.trial(19) as Trial)).map(({ leg }) => leg)).toEqual([19]);
    expect(await legLogsOf(store, 's', log.study.trial(21) as Trial)).toEqual([]);
  });
});
