import { numbersOf } from '../data.js';
import type { Estimator, Matrix, Targets } from '../estimator.js';
import { weightedMean } from '../metrics/weighted-mean.js';
import { refuseSampleWeight } from '../sample-weight.js';
import { checkedNeighbors, type NeighborsOptions, votesOf } from './nearest.js';

/** The mean target of the nearest samples (scikit-learn's KNeighborsRegressor). It has no weights of samples. */
export class KNeighborsRegressor implements Estimator {
  /** That it predicts numbers. */
  readonly kind = 'regressor';
  readonly #options: Required<NeighborsOptions>;
  #x: Matrix = [];
  #y: readonly number[] = [];

  /** @throws InvalidTuning if `nNeighbors` is no whole number from 1. */
  constructor(options: NeighborsOptions = {}) {
    this.#options = checkedNeighbors(options);
  }

  /**
   * Remembers the samples.
   *
   * @throws InvalidTuning if there are weights, or targets that are no numbers.
   */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): void {
    refuseSampleWeight('A nearest neighbours regressor', sampleWeight);
    this.#x = x;
    this.#y = numbersOf(y, 'A nearest neighbours regressor');
  }

  /**
   * The mean of the votes, for each row, in the units of the targets.
   *
   * @throws InvalidTuning if fewer samples than neighbours are fitted to.
   */
  predict(x: Matrix): number[] {
    return x.map((row) => {
      const votes = votesOf(row, this.#x, this.#options);
      return weightedMean(
        votes.map(({ sample }) => this.#y[sample] as number),
        votes.map(({ weight }) => weight),
      );
    });
  }
}
