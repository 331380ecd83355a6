import { classesOf, classIndexes } from '../classes.js';
import type { Estimator, Matrix, Probabilities, Target, Targets } from '../estimator.js';
import { mostProbable } from '../most-probable.js';
import { refuseSampleWeight } from '../sample-weight.js';
import { checkedNeighbors, type NeighborsOptions, votesOf } from './nearest.js';

/**
 * The class that most of the nearest samples have (scikit-learn's KNeighborsClassifier); of equal votes the class that is
 * first in sorted order. It has no weights of samples.
 */
export class KNeighborsClassifier implements Estimator {
  /** That it predicts classes. */
  readonly kind = 'classifier';
  readonly #options: Required<NeighborsOptions>;
  #x: Matrix = [];
  #classes: Target[] = [];
  #classOfSample: number[] = [];

  /** @throws InvalidTuning if `nNeighbors` is no whole number from 1. */
  constructor(options: NeighborsOptions = {}) {
    this.#options = checkedNeighbors(options);
  }

  /**
   * Remembers the samples.
   *
   * @throws InvalidTuning if there are weights.
   */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): void {
    refuseSampleWeight('A nearest neighbours classifier', sampleWeight);
    this.#x = x;
    this.#classes = classesOf(y);
    this.#classOfSample = classIndexes(y, this.#classes);
  }

  /**
   * The class with the most votes, for each row.
   *
   * @throws InvalidTuning if fewer samples than neighbours are fitted to.
   */
  predict(x: Matrix): Target[] {
    return mostProbable(this.predictProbabilities(x));
  }

  /**
   * The classes' shares of the votes; classes in sorted order.
   *
   * @throws InvalidTuning as {@link predict}
   */
  predictProbabilities(x: Matrix): Probabilities {
    const rows = x.map((row) => {
      const shares = new Array<number>(this.#classes.length).fill(0);
      const votes = votesOf(row, this.#x, this.#options);
      const total = votes.reduce((sum, { weight }) => sum + weight, 0);
      for (const { sample, weight } of votes) {
        const index = this.#classOfSample[sample] as number;
        shares[index] = (shares[index] as number) + weight / total;
      }
      return shares;
    });
    return { classes: this.#classes, rows };
  }
}
