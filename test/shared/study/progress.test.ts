import { expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { assignedKey, definitionKey, progressKey, resultKey, runKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { readProgress } from '../../../shared/study/progress.js';
import { CountingStore } from './counting-store.js';
import { assigned, completed, definition, run } from './records.js';

it('progress is read of the legs that functions train, and of no others', async () => {
  const store = new CountingStore(new MemoryStore());
  await store.create(definitionKey('s'), encodeRecord(definition()));
  await store.create(runKey('s', 1), encodeRecord(run()));
  for (const leg of [0, 1, 2, 3]) {
    const changes = leg === 2 ? { expires: 9 } : {};
    await store.create(assignedKey('s', leg), encodeRecord(assigned(leg, changes)));
  }
  await store.create(resultKey('s', 0), encodeRecord(completed(0, 0.5)));
  const progress = { leg: 1, report: { epoch: 1, metrics: { score: 0.5 } }, at: 7 };
  for (const leg of [0, 1, 2]) await store.put(progressKey('s', leg), encodeRecord({ ...progress, leg }));
  const log = await StudyLog.open(store, 's');
  store.calls.get = 0;

  expect([...(await readProgress(log))]).toEqual([[1, progress]]);
  expect(store.calls.get).toBe(2);
});
