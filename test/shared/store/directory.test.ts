import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { bytes, text } from './bytes.js';
import { badKeys, badPrefixes } from './keys.js';
import { storeContract } from './store-contract.js';

const base = mkdtempSync(join(tmpdir(), 'stepladder-store-'));
afterAll(() => rmSync(base, { recursive: true }));
let count = 0;
const make = () => new DirectoryStore(join(base, String(count++), 'store'));
const filesIn = (directory: string) => readdirSync(directory, { recursive: true }).sort();

storeContract('a store in a directory', make);

describe('a store in a directory', () => {
  let store: DirectoryStore;
  beforeEach(() => {
    store = make();
  });

  it('writes nothing before its first object', async () => {
    const read = [await store.list('a/'), await store.children(''), await store.get('a/b'), await store.remove('a/b')];

    expect(read).toEqual([[], [], undefined, undefined]);
    expect(readdirSync(base)).not.toContain(String(count - 1));
  });

  it('is what every other store on the directory sees', async () => {
    await store.put('a/b', bytes('x'));
    const other = new DirectoryStore(store.root);

    expect([text(await other.get('a/b')), await other.create('a/b', bytes('y'))]).toEqual(['x', false]);
  });

  it('leaves no draft behind, and keeps a hundred numbers in a folder', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store.create('f/000001.x', bytes('x'))));
    await store.put('f/000001.x', bytes('y'));
    await store.put('f/000142.x', bytes('z'));
    await store.put('f/x', bytes('x'));

    expect(filesIn(store.root)).toEqual(
      ['f', 'f/#0000', 'f/#0000/000001.x', 'f/#0001', 'f/#0001/000142.x', 'f/x'].sort(),
    );
  });

  it('writes nothing for keys, prefixes and folders that it refuses, in it or beside it', async () => {
    await store.put('a/b', bytes('x'));
    const before = filesIn(base);

    const calls = [
      ...badKeys.flatMap((key) => [store.create(key, bytes('x')), store.put(key, bytes('x')), store.remove(key)]),
      ...badPrefixes.flatMap((prefix) => [store.list(prefix), store.children(prefix)]),
    ];
    const outcomes = await Promise.allSettled(calls);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(filesIn(base)).toEqual(before);
  });

  it('does not show drafts, folders of nothing else, nor files that no key can name', async () => {
    await store.put('a/b', bytes('x'));
    await store.put('a/000001.x', bytes('x'));
    for (const folder of ['drafts alone', 'empty', 'begun', 'numbered', 'numbered/#0000'])
      mkdirSync(join(store.root, folder));
    const strange = ['~draft', 'a/~draft', 'a/#0000/~draft', 'a/b (copy)', 'drafts alone/x', 'begun/~draft'];
    for (const name of [...strange, 'numbered/#0000/~draft']) writeFileSync(join(store.root, name), 'half');

    expect(await store.list('')).toEqual(['a/000001.x', 'a/b']);
    expect(await store.children('')).toEqual(['a']);
    expect(await store.children('a/')).toEqual(['000001.x', 'b']);
  });

  it('says what it could not do, where, and why', async () => {
    mkdirSync(store.root, { recursive: true });
    writeFileSync(join(store.root, 'file'), '');
    symlinkSync('loop', join(store.root, 'loop'));
    const below = new DirectoryStore(join(store.root, 'file'));
    const loop = new DirectoryStore(join(store.root, 'loop'));
    const failure = (message: RegExp) => ({
      code: 'StoreUnavailable',
      disposition: 'retry',
      message: expect.stringMatching(message),
    });

    await expect(below.create('a', bytes(''))).rejects.toMatchObject(failure(/^The store cannot create .*file.a: E/));
    await expect(below.put('a', bytes(''))).rejects.toMatchObject(failure(/^The store cannot write .*file.a: E/));
    await expect(loop.get('a')).rejects.toMatchObject(failure(/^The store cannot read .*loop.a: ELOOP/));
    await expect(loop.remove('a')).rejects.toMatchObject(failure(/^The store cannot remove .*loop.a: ELOOP/));
    await expect(loop.list('a/')).rejects.toMatchObject(failure(/^The store cannot list a\/: ELOOP/));
    await expect(loop.children('a/')).rejects.toMatchObject(failure(/^The store cannot list a\/: ELOOP/));
  });
});
