interface Task<T> {
  readonly what: T;
  readonly ends: number;
}

/** Workers that are busy or idle on a simulated clock, which stops at `end`. Times are in simulated seconds. */
export class SimulatedClock<T> {
  readonly #workers: number;
  readonly #end: number;
  readonly #running: Task<T>[] = [];
  #now = 0;
  #busy = 0;

  constructor(workers: number, end: number) {
    this.#workers = workers;
    this.#end = end;
  }

  get now(): number {
    return this.#now;
  }

  get running(): number {
    return this.#running.length;
  }

  get idle(): number {
    return this.#workers - this.#running.length;
  }

  /** The share of all workers' time up to the clock's end that they are busy, by what they have begun. */
  get busy(): number {
    return this.#busy / (this.#workers * this.#end);
  }

  /** Gives an idle worker something to do for so long. */
  begin(what: T, seconds: number): void {
    const ends = this.#now + seconds;
    this.#running.push({ what, ends });
    this.#busy += Math.min(ends, this.#end) - this.#now;
  }

  /**
   * Moves on to when the first worker is done, of several the one that began first.
   *
   * @returns what it did; undefined if none is done before the clock stops
   */
  next(): T | undefined {
    const ends = Math.min(...this.#running.map((task) => task.ends));
    if (this.#running.length === 0 || ends > this.#end) return undefined;
    this.#now = ends;
    const [first] = this.#running.splice(
      this.#running.findIndex((task) => task.ends === ends),
      1,
    );
    return first?.what;
  }
}
