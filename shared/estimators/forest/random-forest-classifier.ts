import { classesOf, classIndexes } from '../classes.js';
import type { Estimator, Matrix, Probabilities, Target, Targets } from '../estimator.js';
import { mostProbable } from '../most-probable.js';
import { checkedForest, growForest, meanPredictions, type RandomForestOptions } from './forest.js';
import { gini } from './impurity.js';
import type { Tree } from './tree.js';

/** The class that is most probable by the trees' mean (scikit-learn's RandomForestClassifier, with the Gini impurity). */
export class RandomForestClassifier implements Estimator {
  readonly kind = 'classifier';
  readonly #options: Required<RandomForestOptions>;
  #trees: Tree[] = [];
  #classes: Target[] = [];

  /** @throws InvalidTuning naming the parameter that can't be. */
  constructor(options: RandomForestOptions = {}) {
    this.#options = checkedForest(options, 'sqrt');
  }

  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): void {
    this.#classes = classesOf(y);
    const impurity = gini(classIndexes(y, this.#classes), this.#classes.length);
    this.#trees = growForest(x, impurity, sampleWeight, this.#options);
  }

  predict(x: Matrix): Target[] {
    return mostProbable(this.predictProbabilities(x));
  }

  /** The means of the classes' shares in the trees' leaves. */
  predictProbabilities(x: Matrix): Probabilities {
    return { classes: this.#classes, rows: meanPredictions(this.#trees, x) };
  }
}
