import { numbersOf } from '../data.js';
import type { Estimator, Matrix, Targets } from '../estimator.js';
import { checkedForest, growForest, meanPredictions, type RandomForestOptions } from './forest.js';
import { variance } from './impurity.js';
import type { Tree } from './tree.js';

/**
 * The mean of what trees predict, each grown from a sample of the samples (Breiman 2001; scikit-learn's RandomForestRegressor, with
 * the squared error).
 */
export class RandomForestRegressor implements Estimator {
  /** That it predicts numbers. */
  readonly kind = 'regressor';
  readonly #options: Required<RandomForestOptions>;
  #trees: Tree[] = [];

  /** @throws InvalidTuning naming the parameter that can't be. */
  constructor(options: RandomForestOptions = {}) {
    this.#options = checkedForest(options, 'all');
  }

  /**
   * Grows the trees, anew.
   *
   * @param sampleWeight how much each sample counts, from 0; 1 each if absent.
   * @throws InvalidTuning if no sample has a weight above 0, or a target is no number
   */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): void {
    const impurity = variance(numbersOf(y, 'A random forest regressor'));
    this.#trees = growForest(x, impurity, sampleWeight, this.#options);
  }

  /** The number predicted for each row, in the units of the targets. */
  predict(x: Matrix): number[] {
    return meanPredictions(this.#trees, x).map(([mean]) => mean as number);
  }
}
