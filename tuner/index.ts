/**
 * Tuners: searches from a program (Keras Tuner's classes), on this machine or in a deployment.
 *
 * @module stepladder/tuner
 */
export type { TrialDocument } from '../shared/study/document.js';
export type { Metrics } from '../shared/study/records.js';
export { BaseTuner } from './base-tuner.js';
export { EstimatorTuner, type EstimatorTunerOptions } from './estimator-tuner.js';
export type { TunerOptions } from './options.js';
export type { Tuned } from './place.js';
export { type ModelTunerOptions, Tuner } from './tuner.js';
export { BayesianOptimization, GridSearch, Hyperband, type OracleTunerOptions, RandomSearch } from './tuners.js';
