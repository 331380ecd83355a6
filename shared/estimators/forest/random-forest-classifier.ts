import { classesOf, classIndexes } from '../classes.js';
import type { Estimator, Matrix, Probabilities, Target, Targets } from '../estimator.js';
import { mostProbable } from '../most-probable.js';
import { checkedForest, growForest, meanPredictions, type RandomForestOptions } from './forest.js';
import { gini } from './impurity.js';
import type { Tree } from './tree.js';

/**
 * The class that is most probable by the mean of trees, each grown from a sample of the samples (Breiman 2001; scikit-learn's
 * RandomForestClassifier, with the Gini impurity).
 */
export class RandomForestClassifier implements Estimator {
  /** That it predicts classes. */
  readonly kind = 'classifier';
  readonly #options: Required<RandomForestOptions>;
  #trees: Tree[] = [];
  #classes: Target[] = [];

  /** @throws InvalidTuning naming the parameter that can't be. */
  constructor(options: RandomForestOptions = {}) {
    this.#options = checkedForest(options, 'sqrt');
  }

  /**
   * Grows the trees, anew.
   *
   * @param sampleWeight how much each sample counts, from 0; 1 each if absent.
   * @throws InvalidTuning if no sample has a weight above 0
   */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): void {
    this.#classes = classesOf(y);
    const impurity = gini(classIndexes(y, this.#classes), this.#classes.length);
    this.#trees = growForest(x, impurity, sampleWeight, this.#options);
  }

  /** The most probable class of each row; of equally probable ones the first in sorted order. */
  predict(x: Matrix): Target[] {
    return mostProbable(this.predictProbabilities(x));
  }

  /** The means of the classes' shares in the trees' leaves; classes in sorted order. */
  predictProbabilities(x: Matrix): Probabilities {
    return { classes: this.#classes, rows: meanPredictions(this.#trees, x) };
  }
}
