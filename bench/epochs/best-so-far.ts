/** The best score over time, of scores that come in the order of their times. Lower is better. */
export class BestSoFar {
  #best: number;
  #since = 0;
  #area = 0;

  /** @param untrained the score at time 0, before any has come */
  constructor(untrained: number) {
    this.#best = untrained;
  }

  get best(): number {
    return this.#best;
  }

  add(at: number, score: number): void {
    if (score >= this.#best) return;
    this.#area += (at - this.#since) * this.#best;
    this.#since = at;
    this.#best = score;
  }

  /** The mean from time 0 to `end`, which is the area under the curve as a share of the time. */
  mean(end: number): number {
    return (this.#area + (end - this.#since) * this.#best) / end;
  }
}
