/** The class of a sample, a number or a text; or, in regression, a finite number. */
export type Target = number | string;

/** One target a sample. */
export type Targets = readonly Target[];

/** Shape [samples, features]: one row a sample, one column a feature; finite numbers. */
export type Matrix = readonly (readonly number[])[];

/** How probable each class is for each sample. */
export interface Probabilities {
  /** The classes that were fitted to, each once. */
  readonly classes: Targets;
  /** One row a sample, one column a class in the order of `classes`; in [0, 1], each row adding up to 1. */
  readonly rows: Matrix;
}

/** What learns to predict targets from features: scikit-learn's estimator. Any object with `fit` and `predict` is one. */
export interface Estimator {
  /** What it predicts; settles the default `scoring`: accuracy for a classifier, r2 for a regressor. */
  readonly kind?: 'classifier' | 'regressor';
  /**
   * Learns from samples, anew: nothing stays of an earlier fit. A promise is waited for.
   *
   * @param y one target a row of `x`.
   * @param sampleWeight how much each sample counts, from 0; 1 each if absent.
   */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): unknown;
  /** Predicts one target for each row, once it is fitted; `x` has the features that were fitted to. */
  predict(x: Matrix): Targets | Promise<Targets>;
  /** Predicts how probable each class is for each row. Classifiers that have it can be measured by `roc_auc` and `log_loss`. */
  predictProbabilities?(x: Matrix): Probabilities | Promise<Probabilities>;
  /** Frees what the garbage collector can't, once the estimator is no longer needed. */
  free?(): void;
}
