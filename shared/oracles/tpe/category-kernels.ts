import type { Random } from '../../math/random.js';
import type { Kernels } from './kernels.js';

/** What each category has of a kernel beside its own, before it is divided by the number of kernels. */
const smoothing = 2;

/** Each kernel prefers the category of its observation (Optuna's kernel). The kinds are the categories, and the prior. */
export class CategoryKernels implements Kernels {
  readonly kinds: Int32Array;
  readonly #count: number;
  /** Probability of a kernel's own category, and of each other. */
  readonly #own: number;
  readonly #other: number;

  /**
   * @param count how many categories there are.
   * @param observed categories from 0; NaN or -1 where there is none.
   */
  constructor(count: number, observed: Float64Array) {
    const share = smoothing / (observed.filter((category) => category >= 0).length + 1);
    this.kinds = new Int32Array(observed.length + 1).fill(count);
    for (const [i, category] of observed.entries()) if (category >= 0) this.kinds[i] = category;
    this.#count = count;
    this.#own = (1 + share) / (1 + share * count);
    this.#other = share / (1 + share * count);
  }

  logDensities(category: number): Float64Array {
    const logs = new Float64Array(this.#count + 1).fill(Math.log(this.#other));
    logs[category] = Math.log(this.#own);
    logs[this.#count] = -Math.log(this.#count);
    return logs;
  }

  draw(kind: number, random: Random): number {
    if (kind < this.#count && random() < this.#own - this.#other) return kind;
    return Math.min(this.#count - 1, Math.floor(random() * this.#count));
  }
}
