import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../shared/store/store.js';
import { bytes, text } from './bytes.js';
import { badKeys, badPrefixes } from './keys.js';
import { StoreModel } from './store-model.js';

const named = (keys: readonly string[]) =>
  keys.map((key): [string, string] => [`${JSON.stringify(key.slice(0, 20))} of length ${key.length}`, key]);

/** What every store keeps to. `make` gives an empty one. */
export function storeContract(name: string, make: () => Store): void {
  describe(`${name}, as every store,`, () => {
    let store: Store;
    beforeEach(() => {
      store = make();
    });

    it('has what was created and put, byte for byte', async () => {
      const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

      await store.create('a/created', everyByte);
      await store.put('a/put', everyByte);
      await store.put('empty', new Uint8Array());

      expect(Uint8Array.from((await store.get('a/created')) ?? [])).toEqual(everyByte);
      expect(Uint8Array.from((await store.get('a/put')) ?? [])).toEqual(everyByte);
      expect((await store.get('empty'))?.length).toBe(0);
    });

    it('has nothing under other names: missing, of a folder, or below an object', async () => {
      await store.put('folder/object', bytes('x'));

      for (const key of ['missing', 'folder', 'folder/obj', 'folder/object/below', 'folder/object2'])
        expect(await store.get(key)).toBeUndefined();
    });

    it('creates an object once, and leaves it as it is then', async () => {
      const first = await store.create('key', bytes('first'));
      const second = await store.create('key', bytes('second'));

      expect([first, second, text(await store.get('key'))]).toEqual([true, false, 'first']);
    });

    it('lets one of 100 writers at once create an object, and has the bytes of that one', async () => {
      const writers = Array.from({ length: 100 }, (_, writer) => store.create('a/b/key', bytes(`writer ${writer}`)));

      const won = await Promise.all(writers);

      const winners = won.flatMap((success, writer) => (success ? [`writer ${writer}`] : []));
      expect(winners).toEqual([text(await store.get('a/b/key'))]);
    });

    it('puts an object over another', async () => {
      await store.create('key', bytes('a long first object'));

      await store.put('key', bytes('second'));
      await store.put('key', bytes('third'));

      expect(text(await store.get('key'))).toBe('third');
      expect(await store.create('key', bytes('fourth'))).toBe(false);
    });

    it('removes objects, once and again, and creates them anew then', async () => {
      await store.put('a/b', bytes('old'));

      await store.remove('a/b');
      await store.remove('a/b');
      await store.remove('never/was');

      expect([await store.get('a/b'), await store.list(''), await store.children('')]).toEqual([undefined, [], []]);
      expect(await store.create('a/b', bytes('new'))).toBe(true);
    });

    it('does not remove a folder for an object', async () => {
      await store.put('a/b/c', bytes('x'));

      await store.remove('a/b');

      expect(await store.list('')).toEqual(['a/b/c']);
    });

    it('lists the keys that begin with a prefix in the order of code units', async () => {
      const keys = ['a/10', 'a/9', 'a/B', 'a/_', 'a/b', 'a-b', 'a.json', 'ab/c/d', 'b'];
      for (const key of [...keys].reverse()) await store.put(key, bytes(key));

      expect(await store.list('')).toEqual([...keys].sort());
      expect(await store.list('a/')).toEqual(['a/10', 'a/9', 'a/B', 'a/_', 'a/b']);
      expect(await store.list('a')).toEqual([...keys].sort().slice(0, -1));
      expect(await store.list('ab/c')).toEqual(['ab/c/d']);
      expect(await store.list('b')).toEqual(['b']);
      expect(await store.list('none/')).toEqual([]);
    });

    it('lists the keys after a given one, whether that is there or not', async () => {
      for (const key of ['legs/1', 'legs/2', 'legs/3', 'runs/1']) await store.put(key, bytes(key));

      expect(await store.list('legs/', { after: 'legs/1' })).toEqual(['legs/2', 'legs/3']);
      expect(await store.list('legs/', { after: 'legs/1x' })).toEqual(['legs/2', 'legs/3']);
      expect(await store.list('legs/', { after: 'legs/9' })).toEqual([]);
      expect(await store.list('', { after: 'legs/3' })).toEqual(['runs/1']);
    });

    it('lists numbered keys from one on, among others', async () => {
      const numbered = ['legs/000099.a', 'legs/000099.b', 'legs/000100.a', 'legs/000201.a', 'legs/1000000.a'];
      const keys = [...numbered, 'legs/deep/000001.a', 'legs/x', 'other/000100.a'];
      for (const key of [...keys].reverse()) await store.create(key, bytes(key));
      const listed = (prefix: string, after?: string) => store.list(prefix, after === undefined ? {} : { after });

      expect(await listed('legs/')).toEqual(keys.slice(0, 7));
      expect(await listed('legs/', 'legs/000099.a')).toEqual(keys.slice(1, 7));
      expect(await listed('legs/', 'legs/000100.zzz')).toEqual(keys.slice(3, 7));
      expect(await listed('legs/', 'legs/000100')).toEqual(keys.slice(2, 7));
      expect(await listed('legs/0000')).toEqual(keys.slice(0, 2));
      expect(await listed('legs/d')).toEqual(['legs/deep/000001.a']);
      expect(await listed('', 'legs/000201.a')).toEqual(keys.slice(4));
      expect(await store.children('legs/')).toEqual([...numbered.map((key) => key.slice(5)), 'deep', 'x']);
    });

    it('names the children of a folder, folders and objects, each once and in the order of code units', async () => {
      for (const key of ['s/a/1', 's/a/2', 's/a-b/1', 's/b', 's/a.json', 'top']) await store.put(key, bytes(key));

      expect(await store.children('s/')).toEqual(['a', 'a-b', 'a.json', 'b']);
      expect(await store.children('')).toEqual(['s', 'top']);
      expect(await store.children('s/a/')).toEqual(['1', '2']);
      expect(await store.children('none/')).toEqual([]);
      expect(await store.children('s/b/')).toEqual([]);
    });

    it('keeps copies: neither the bytes written nor those read lead to its own', async () => {
      const created = bytes('created');
      const put = bytes('put');
      await store.create('a', created);
      await store.put('b', put);

      for (const body of [created, put, await store.get('a'), await store.get('b')]) body?.fill(0);

      expect([text(await store.get('a')), text(await store.get('b'))]).toEqual(['created', 'put']);
    });

    it.each(named(badKeys))('refuses %s for a key, in every method', async (_, key) => {
      await store.put('kept', bytes('kept'));

      const calls = [store.create(key, bytes('x')), store.put(key, bytes('x')), store.get(key), store.remove(key)];
      const outcomes = await Promise.allSettled(calls);

      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'InvalidKey', disposition: 'input' } });
      expect([await store.list(''), text(await store.get('kept'))]).toEqual([['kept'], 'kept']);
    });

    it.each(named(badPrefixes))('refuses to list %s, or to name its children', async (_, prefix) => {
      await expect(store.list(prefix)).rejects.toMatchObject({ code: 'InvalidKey' });
      await expect(store.children(prefix)).rejects.toMatchObject({ code: 'InvalidKey' });
    });

    it.each(['a', 'a/b'])('refuses to name the children of %j: a folder ends with /', async (folder) => {
      await expect(store.children(folder)).rejects.toMatchObject({ code: 'InvalidKey' });
    });

    it('takes keys as long as they may be', async () => {
      const key = `${'a'.repeat(255)}/${'b'.repeat(255)}`;

      expect(await store.create(key, bytes('x'))).toBe(true);
      expect(await store.list(key.slice(0, 400))).toEqual([key]);
    });

    it('behaves like a map, whatever is done in whatever order', async () => {
      await fc.assert(
        fc.asyncProperty(StoreModel.operations, async (operations) => {
          const [fresh, model] = [make(), new StoreModel()];
          for (const operation of operations) expect(await operation(fresh)).toEqual(await operation(model));
        }),
      );
    });
  });
}
