/**
 * Tunings, search spaces, and oracles of your own: what a tuning module is made of.
 *
 * @module stepladder
 */
export { type Disposition, type ErrorCode, errorCodes, StepladderError } from './errors.js';
export type { Random } from './math/random.js';
export type { OracleOptions } from './oracles/options.js';
export {
  type Continuation,
  type Exhausted,
  type Fit,
  type LearningCurve,
  type LearningPoint,
  type NewTrial,
  Oracle,
  type OracleStudy,
  type OracleTrial,
  type Suggestion,
  type Wait,
} from './oracles/oracle.js';
export { contains, defaultOf, fromUnit, gridValues, toUnit } from './space/domain.js';
export { HyperParameters, type HyperParametersOptions } from './space/hyperparameters.js';
export type { HyperParametersJson } from './space/hyperparameters-json.js';
export type {
  BooleanParameter,
  ChoiceParameter,
  Condition,
  FixedParameter,
  FloatParameter,
  IntParameter,
  Parameter,
  RangeOptions,
  Sampling,
  Value,
  Values,
} from './space/parameter.js';
export { randomPoint } from './space/points.js';
export { type GivenSpace, pointKey, type Space } from './space/space.js';
export type {
  GivenFront,
  GivenMetric,
  GivenObjective,
  GivenSum,
  NamedMetric,
  WeightedMetric,
} from './study/objective.js';
export type { Direction } from './study/records.js';
export { type FitContext, HyperModel } from './training/hypermodel.js';
export type { Callback } from './training/leg-callbacks.js';
export type { Returned, Scores } from './training/returned-metrics.js';
export {
  defineTuning,
  type EvaluationContext,
  type EvaluationTuning,
  type FitOptions,
  type ModelTuning,
  type TrainingData,
  type Tuning,
  type TuningSettings,
} from './training/tuning.js';
