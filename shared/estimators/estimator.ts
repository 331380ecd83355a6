/** A number or a text: the class of a sample; or, in regression, a number. */
export type Target = number | string;

/** One target a sample. */
export type Targets = readonly Target[];

/** One row a sample, one column a feature. */
export type Matrix = readonly (readonly number[])[];

/** How probable each class is for each sample. */
export interface Probabilities {
  readonly classes: Targets;
  /** One row a sample, one column a class in the order of `classes`; in [0, 1], each row adding up to 1. */
  readonly rows: Matrix;
}

/** What learns to predict targets from features: scikit-learn's estimator. Any object with `fit` and `predict` is one. */
export interface Estimator {
  /** What it predicts; settles the default `scoring`: accuracy for a classifier, r2 for a regressor. */
  readonly kind?: 'classifier' | 'regressor';
  /** @param sampleWeight how much each sample counts, 1 if absent. */
  fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): unknown;
  /** One target for each row. */
  predict(x: Matrix): Targets | Promise<Targets>;
  /** Classifiers that have it can be measured by `roc_auc` and `log_loss`. */
  predictProbabilities?(x: Matrix): Probabilities | Promise<Probabilities>;
  /** Frees what the garbage collector can't, once the estimator is no longer needed. */
  free?(): void;
}
