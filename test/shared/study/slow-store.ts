import { CountingStore } from './counting-store.js';

/** A store that answers a read in a later turn of the event loop, and knows how many were under way at once at the most. */
export class SlowStore extends CountingStore {
  mostAtOnce = 0;
  #reading = 0;

  override async get(key: string): Promise<Uint8Array | undefined> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#reading);
    await new Promise(setImmediate);
    const bytes = await super.get(key);
    this.#reading--;
    return bytes;
  }
}
