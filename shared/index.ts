export { type ErrorCode, StepladderError } from './errors.js';
export type { Random } from './math/random.js';
export type { OracleOptions } from './oracles/options.js';
export { type Fit, Oracle, type OracleStudy, type OracleTrial, type Suggestion } from './oracles/oracle.js';
export { contains, defaultOf, fromUnit, gridValues, toUnit } from './space/domain.js';
export { HyperParameters } from './space/hyperparameters.js';
export type { HyperParametersJson } from './space/hyperparameters-json.js';
export type { Parameter, RangeOptions, Value, Values } from './space/parameter.js';
export { randomPoint } from './space/points.js';
export { pointKey, type Space } from './space/space.js';
export { type FitContext, HyperModel } from './training/hypermodel.js';
export type { Callback } from './training/leg-callbacks.js';
export type { Returned } from './training/returned-metrics.js';
export {
  defineTuning,
  type EvaluationContext,
  type EvaluationTuning,
  type FitOptions,
  type ModelTuning,
  type TrainingData,
  type Tuning,
} from './training/tuning.js';
