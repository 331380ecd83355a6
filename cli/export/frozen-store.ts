import { StepladderError } from '../../shared/errors.js';
import type { ListOptions, Store } from '../../shared/store/store.js';
import { definitionKey, studyFolder } from '../../shared/study/keys.js';

/**
 * The records of one study as they were at a moment: listed once, each read once, however often they are asked for. So all
 * that is told of a study that runs fits together, and one of a deployment costs a few requests.
 */
export class FrozenStore implements Store {
  readonly #store: Store;
  readonly #keys: readonly string[];
  readonly #bodies: Map<string, Promise<Uint8Array | undefined>>;

  private constructor(store: Store, keys: readonly string[], bodies: Map<string, Promise<Uint8Array | undefined>>) {
    this.#store = store;
    this.#keys = keys;
    this.#bodies = bodies;
  }

  static async of(store: Store, study: string): Promise<FrozenStore> {
    const key = definitionKey(study);
    // First, since that of a deployment brings what is listed then.
    const definition = await store.get(key);
    const keys = await store.list(studyFolder(study));
    return new FrozenStore(store, keys, new Map([[key, Promise.resolve(definition)]]));
  }

  get(key: string): Promise<Uint8Array | undefined> {
    const known = this.#bodies.get(key);
    if (known) return known;
    const body = this.#store.get(key);
    this.#bodies.set(key, body);
    return body;
  }

  async list(prefix: string, { after = '' }: ListOptions = {}): Promise<string[]> {
    const first = this.#firstFrom(after > prefix ? after : prefix);
    const listed: string[] = [];
    for (let index = first; this.#keys[index]?.startsWith(prefix); index++) listed.push(this.#keys[index] as string);
    return listed[0] === after ? listed.slice(1) : listed;
  }

  /** The index of the first key that is not before another: each request of the API lists what is new, mostly nothing. */
  #firstFrom(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  children(): Promise<string[]> {
    return refuse();
  }

  create(): Promise<boolean> {
    return refuse();
  }

  put(): Promise<void> {
    return refuse();
  }

  remove(): Promise<void> {
    return refuse();
  }
}

async function refuse(): Promise<never> {
  throw new StepladderError('InvalidRequest', 'The records of a moment can only be read');
}
