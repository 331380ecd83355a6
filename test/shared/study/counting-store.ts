import type { ListOptions, Store } from '../../../shared/store/store.js';

/** A store that counts the calls to another, each a request in the cloud. */
export class CountingStore implements Store {
  /** Calls by method. */
  readonly calls = { create: 0, get: 0, put: 0, list: 0, children: 0, remove: 0 };
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get total(): number {
    return Object.values(this.calls).reduce((sum, calls) => sum + calls, 0);
  }

  create(key: string, body: Uint8Array): Promise<boolean> {
    this.calls.create++;
    return this.#store.create(key, body);
  }

  get(key: string): Promise<Uint8Array | undefined> {
    this.calls.get++;
    return this.#store.get(key);
  }

  put(key: string, body: Uint8Array): Promise<void> {
    this.calls.put++;
    return this.#store.put(key, body);
  }

  list(prefix: string, options?: ListOptions): Promise<string[]> {
    this.calls.list++;
    return this.#store.list(prefix, options);
  }

  children(folder: string): Promise<string[]> {
    this.calls.children++;
    return this.#store.children(folder);
  }

  remove(key: string): Promise<void> {
    this.calls.remove++;
    return this.#store.remove(key);
  }
}
