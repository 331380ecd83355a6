import { expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { bytes } from './bytes.js';
import { storeContract } from './store-contract.js';

storeContract('a store in memory', () => new MemoryStore());

it('shares nothing with another store in memory', async () => {
  await new MemoryStore().put('key', bytes('x'));

  expect(await new MemoryStore().list('')).toEqual([]);
});
