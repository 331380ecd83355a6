import type { LegDocument } from '../../shared/study/leg-document.js';
import { pages } from './request.js';

/** Legs of a page. */
const limit = 1000;

interface LegsPage {
  readonly legs: readonly LegDocument[];
  readonly next?: number;
}

/** The legs of a study at a moment. */
export interface LegsView {
  /** In the order of their numbers. */
  readonly legs: readonly LegDocument[];
  /** When they were read, in milliseconds since 1970. */
  readonly at: number;
}

/** Follows the legs of a study: each reading asks for those from the oldest on that has not ended. */
export class LegsFeed {
  readonly #path: string;
  /** By their numbers; a slot that has died may have left a gap, for a while. */
  readonly #legs: LegDocument[] = [];

  constructor(study: string) {
    this.#path = `/studies/${study}/legs`;
  }

  /** @throws Refusal */
  async read(): Promise<LegsView> {
    let first = 0;
    while (this.#legs[first]?.ended !== undefined) first++;
    const query = { limit, ...(first > 0 && { after: first - 1 }) };
    for await (const { legs } of pages<LegsPage>(this.#path, query)) {
      for (const leg of legs) this.#legs[leg.leg] = leg;
    }
    return { legs: Object.values(this.#legs), at: Date.now() };
  }
}
