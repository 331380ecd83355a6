import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../shared/store/store.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array | undefined) => body && new TextDecoder().decode(body);

const bad = [
  '',
  '.',
  '..',
  '../x',
  'a/../b',
  '/a',
  'a/',
  'a//b',
  'a\\b',
  'a\0',
  'a b',
  'ä',
  '~x',
  '#0001',
  'a/~x',
  'x'.repeat(513),
];

/** What every store keeps to. `make` gives an empty one. */
export function storeContract(name: string, make: () => Store): void {
  describe(`${name}, as every store,`, () => {
    it('creates an object once: of 100 writers at a time one wins, and its bytes stay', async () => {
      const store = make();
      const won = await Promise.all(
        Array.from({ length: 100 }, (_, writer) => store.create('a/b', bytes(`writer ${writer}`))),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(text(await store.get('a/b'))).toBe(`writer ${won.indexOf(true)}`);
    });

    it('knows nothing of what was never written', async () => {
      const store = make();
      expect(await store.get('a')).toBeUndefined();
      expect(await store.list('a/')).toEqual([]);
      expect(await store.children('')).toEqual([]);
      await store.remove('a');
    });

    it('puts over what was there, and removes', async () => {
      const store = make();
      await store.put('a', bytes('old'));
      await store.put('a', bytes('new'));
      expect(text(await store.get('a'))).toBe('new');
      await store.remove('a');
      expect(await store.get('a')).toBeUndefined();
      expect(await store.create('a', bytes('again'))).toBe(true);
    });

    it('hands out copies', async () => {
      const store = make();
      const body = bytes('one');
      await store.create('a', body);
      body.fill(0);
      (await store.get('a'))?.fill(0);
      expect(text(await store.get('a'))).toBe('one');
    });

    it('lists the keys with a prefix, from one on, in order', async () => {
      const store = make();
      const keys = [
        'legs/000099.a',
        'legs/000099.b',
        'legs/000100.a',
        'legs/000201.a',
        'legs/x',
        'legs/deep/er',
        'other/000100.a',
      ];
      for (const key of [...keys].reverse()) await store.create(key, bytes(key));
      const listed = (prefix: string, after?: string) => store.list(prefix, after === undefined ? {} : { after });
      expect(await listed('legs/')).toEqual([...keys.slice(0, 4), 'legs/deep/er', 'legs/x']);
      expect(await listed('legs/', 'legs/000099.a')).toEqual([...keys.slice(1, 4), 'legs/deep/er', 'legs/x']);
      expect(await listed('legs/', 'legs/000100.zzz')).toEqual(['legs/000201.a', 'legs/deep/er', 'legs/x']);
      expect(await listed('legs/0000')).toEqual(keys.slice(0, 2));
      expect(await listed('legs/d')).toEqual(['legs/deep/er']);
      expect(await listed('', 'legs/x')).toEqual(['other/000100.a']);
    });

    it('names what lies directly below a folder', async () => {
      const store = make();
      for (const key of ['studies/b/study.json', 'studies/a/legs/000001.x', 'studies/c', 'x'])
        await store.create(key, bytes(''));
      expect(await store.children('studies/')).toEqual(['a', 'b', 'c']);
      expect(await store.children('studies/a/legs/')).toEqual(['000001.x']);
    });

    it.each(bad)('refuses %j for a key, in every method', async (key) => {
      const store = make();
      const calls = [store.create(key, bytes('')), store.get(key), store.put(key, bytes('')), store.remove(key)];
      for (const outcome of await Promise.allSettled(calls)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'InvalidKey' } });
      }
      expect(await store.list('')).toEqual([]);
    });

    it.each(['../', 'a/../', '/', 'a\\', '~'])('refuses to list %j', async (prefix) => {
      await expect(make().list(prefix)).rejects.toMatchObject({ code: 'InvalidKey' });
      await expect(make().children(prefix)).rejects.toMatchObject({ code: 'InvalidKey' });
    });

    it('is a map, whatever is done to it', async () => {
      const key = fc.constantFrom('a', 'f/000001.x', 'f/000101.x', 'f/000101.y', 'f/g/h', 'b.json');
      const body = fc.string({ maxLength: 8 });
      const action = fc.oneof(
        fc.record({ call: fc.constant('create' as const), key, body }),
        fc.record({ call: fc.constant('put' as const), key, body }),
        fc.record({ call: fc.constant('remove' as const), key, body }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 20 }), async (actions) => {
          const store = make();
          const model = new Map<string, string>();
          for (const each of actions) {
            if (each.call === 'remove') {
              await store.remove(each.key);
              model.delete(each.key);
            } else if (each.call === 'put') {
              await store.put(each.key, bytes(each.body));
              model.set(each.key, each.body);
            } else {
              expect(await store.create(each.key, bytes(each.body))).toBe(!model.has(each.key));
              if (!model.has(each.key)) model.set(each.key, each.body);
            }
          }
          expect(await store.list('')).toEqual([...model.keys()].sort());
          for (const [each, value] of model) expect(text(await store.get(each))).toBe(value);
        }),
        { numRuns: 40 },
      );
    });
  });
}
