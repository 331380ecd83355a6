import { expect, it } from 'vitest';
import { oracleHandler } from '../../functions/oracle.js';
import { MemoryStore } from '../../shared/store/memory.js';
import { openRun } from '../shared/study/loop.js';

it('opens no more slots than its deployment allows, whoever asks for more', async () => {
  const handle = oracleHandler(new MemoryStore(), { mostSlots: 3 });

  expect((await openRun(handle, { slots: 8, budget: { trials: 9 } })).slots).toEqual([0, 1, 2]);
  expect((await openRun(handle, { study: 'few', slots: 2, budget: { trials: 9 } })).slots).toEqual([0, 1]);
});
