export { type ErrorCode, StepladderError } from './errors.js';
export { HyperParameters, type RangeOptions } from './space/hyperparameters.js';
export type { Parameter, Value, Values } from './space/parameter.js';
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
