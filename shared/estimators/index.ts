/**
 * Estimators, tuned by cross-validation: scikit-learn's kinds of data, folds, metrics and models, in TypeScript.
 *
 * @module stepladder/estimators
 */
export { type CrossValidation, type CrossValidationOptions, crossValidate } from './cross-validate.js';
export type { Fold, FoldOptions, Splitter } from './cross-validation/fold.js';
export { groupKFold } from './cross-validation/group-k-fold.js';
export { kFold } from './cross-validation/k-fold.js';
export { stratifiedKFold } from './cross-validation/stratified-k-fold.js';
export type { EstimatorData } from './data.js';
export type { Estimator, Matrix, Probabilities, Target, Targets } from './estimator.js';
export { defineEstimatorTuning, type EstimatorTuning } from './estimator-tuning.js';
export type { RandomForestOptions } from './forest/forest.js';
export { RandomForestClassifier } from './forest/random-forest-classifier.js';
export { RandomForestRegressor } from './forest/random-forest-regressor.js';
export { accuracy, balancedAccuracy } from './metrics/accuracy.js';
export { logLoss } from './metrics/log-loss.js';
export type { Metric, PredictionMetric, ProbabilityMetric, WeightOptions } from './metrics/metric.js';
export type { MetricName } from './metrics/metrics.js';
export { type Average, type AverageOptions, f1, precision, recall } from './metrics/precision-recall.js';
export { meanAbsoluteError, meanSquaredError, r2 } from './metrics/regression.js';
export { type RocAucOptions, rocAuc } from './metrics/roc-auc.js';
export { KNeighborsClassifier } from './neighbours/k-neighbors-classifier.js';
export { KNeighborsRegressor } from './neighbours/k-neighbors-regressor.js';
export type { NeighborsOptions } from './neighbours/nearest.js';
export type { Scorer, Scores } from './score-fold.js';
export { standardised } from './standardised.js';
export { SupportVectorClassifier, type SupportVectorClassifierOptions } from './svc/support-vector-classifier.js';
