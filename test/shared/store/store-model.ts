import fc from 'fast-check';
import type { ListOptions, Store } from '../../../shared/store/store.js';
import { bytes, text } from './bytes.js';

type Operation = (store: Store) => Promise<unknown>;

/** Objects have names with a dot, folders without: so no key is a folder of another. */
const folders = fc
  .array(fc.constantFrom('a', 'b', 'a-b', '-'), { maxLength: 2 })
  .map((parts) => parts.map((part) => `${part}/`).join(''));
const keys = fc
  .tuple(
    folders,
    fc.constantFrom('a.1', 'b.json', '.x', '000001.x', '000099.x', '000100.x', '000100.y', '012345.x', '000100'),
  )
  .map(([folder, name]) => `${folder}${name}`);
const bodies = fc.string({ maxLength: 5 });

/** A store in its simplest words: a plain map. */
export class StoreModel implements Store {
  readonly #objects = new Map<string, string>();

  /** Calls of all methods, each with what it answers, in a form that can be compared. */
  static readonly operations: fc.Arbitrary<Operation[]> = fc.array(
    fc.oneof<fc.Arbitrary<Operation>[]>(
      fc.tuple(keys, bodies).map(
        ([key, body]) =>
          (store) =>
            store.create(key, bytes(body)),
      ),
      fc.tuple(keys, bodies).map(
        ([key, body]) =>
          (store) =>
            store.put(key, bytes(body)),
      ),
      keys.map((key) => (store) => store.remove(key)),
      keys.map((key) => async (store) => text(await store.get(key))),
      fc.tuple(folders, fc.constantFrom('', 'a', 'b.', '0', '0001', '000100.')).map(
        ([folder, start]) =>
          (store) =>
            store.list(folder + start),
      ),
      fc.tuple(folders, keys).map(
        ([folder, after]) =>
          (store) =>
            store.list(folder, { after }),
      ),
      folders.map((folder) => (store) => store.children(folder)),
    ),
    { maxLength: 25 },
  );

  async create(key: string, body: Uint8Array): Promise<boolean> {
    if (this.#objects.has(key)) return false;
    await this.put(key, body);
    return true;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const body = this.#objects.get(key);
    return body === undefined ? undefined : bytes(body);
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    this.#objects.set(key, text(body) ?? '');
  }

  async list(prefix: string, { after = '' }: ListOptions = {}): Promise<string[]> {
    return [...this.#objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  async children(folder: string): Promise<string[]> {
    const keys = (await this.list(folder)).map((key) => key.slice(folder.length));
    return [...new Set(keys.map((key) => key.replace(/\/.*/, '')))].sort();
  }

  async remove(key: string): Promise<void> {
    this.#objects.delete(key);
  }
}
