import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { storeContract } from './store-contract.js';

const base = mkdtempSync(join(tmpdir(), 'stepladder-store-'));
afterAll(() => rmSync(base, { recursive: true }));
let count = 0;
const make = () => new DirectoryStore(join(base, String(count++)));

storeContract('a store in a directory', make);

describe('a store in a directory', () => {
  it('says what it could not do, where, and why', async () => {
    writeFileSync(join(base, 'file'), '');
    const store = new DirectoryStore(join(base, 'file'));
    await expect(store.create('a', new Uint8Array())).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: expect.stringMatching(/^The store cannot create .*file.a: E/),
    });
  });

  it('writes nothing before its first object', async () => {
    const store = make();
    await store.list('a/');
    await store.get('a');
    expect(readdirSync(base)).not.toContain(String(count - 1));
  });

  it('leaves no draft behind', async () => {
    const store = make();
    await Promise.all(Array.from({ length: 20 }, () => store.create('f/000001.x', Buffer.from('x'))));
    await store.put('f/000001.x', Buffer.from('y'));
    expect(readdirSync(store.root, { recursive: true }).sort()).toEqual(['f', 'f/#0000', 'f/#0000/000001.x']);
  });
});
