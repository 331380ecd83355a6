import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { stopKey } from '../../../shared/study/keys.js';
import { Pause } from '../../../shared/training/pause.js';
import { CountingStore } from '../study/counting-store.js';
import { assigned } from '../study/records.js';

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

it('a leg looks for a stop every two seconds from its beginning on, and heeds it', async () => {
  const store = new CountingStore(new MemoryStore());
  await store.create(stopKey('s', 1), Buffer.from('{}'));
  const pause = new Pause(store, 's', assigned(0), Number.POSITIVE_INFINITY);
  const looked = [];
  for (const milliseconds of [0, 1000, 999, 1, 500, 1500]) {
    vi.setSystemTime(Date.now() + milliseconds);
    looked.push([Date.now(), await pause.isDue(), store.calls.get]);
  }
  expect(looked).toEqual([
    [0, false, 0],
    [1000, false, 0],
    [1999, false, 0],
    [2000, true, 1],
    [2500, false, 1],
    [4000, true, 2],
  ]);
});
