import { checkFolder, checkKey, checkPrefix, type ListOptions, type Store } from './store.js';

/** A store in this process: for tests, for ask-tell, and to try things out. */
export class MemoryStore implements Store {
  readonly #objects = new Map<string, Uint8Array>();

  async create(key: string, body: Uint8Array): Promise<boolean> {
    checkKey(key);
    if (this.#objects.has(key)) return false;
    this.#objects.set(key, copyOf(body));
    return true;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkKey(key);
    const body = this.#objects.get(key);
    return body && copyOf(body);
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    checkKey(key);
    this.#objects.set(key, copyOf(body));
  }

  async list(prefix: string, { after = '' }: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    return [...this.#objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  async children(folder: string): Promise<string[]> {
    checkFolder(folder);
    const keys = await this.list(folder);
    return [...new Set(keys.map((key) => key.slice(folder.length).split('/')[0] as string))].sort();
  }

  async remove(key: string): Promise<void> {
    checkKey(key);
    this.#objects.delete(key);
  }
}

/** Not `slice()`: of a Buffer, which is a Uint8Array too, that is a view on the same bytes. */
function copyOf(body: Uint8Array): Uint8Array {
  return new Uint8Array(body);
}
