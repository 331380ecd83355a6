export { type ErrorCode, StepladderError } from './errors.js';
export { contains, defaultOf, fromUnit, gridValues, toUnit } from './space/domain.js';
export { HyperParameters } from './space/hyperparameters.js';
export type { HyperParametersJson } from './space/hyperparameters-json.js';
export type { Parameter, RangeOptions, Value, Values } from './space/parameter.js';
export type { Space } from './space/space.js';
export {
  defineTuning,
  type EvaluationContext,
  type EvaluationTuning,
  type FitOptions,
  type ModelTuning,
  type TrainingData,
  type Tuning,
} from './training/tuning.js';
