import * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import { HyperParameters } from '../space/hyperparameters.js';
import type { FitOptions, ModelTuning } from './tuning.js';

/**
 * Builds the model of a trial.
 *
 * @throws InvalidModel if it is no compiled model of tf.layers.
 */
export async function buildModel(tuning: ModelTuning, hp: HyperParameters): Promise<tf.LayersModel> {
  const { hypermodel } = tuning;
  const own = hypermodel?.tunable === false ? new HyperParameters() : hp;
  const model = await (hypermodel?.build(own) ?? tuning.build?.(hp));
  if (!(model instanceof tf.LayersModel)) {
    throw new StepladderError('InvalidModel', '`build` must return a model, such as one of tf.sequential()');
  }
  if (!model.optimizer) {
    throw new StepladderError(
      'InvalidModel',
      '`build` must compile the model: model.compile({ optimizer, loss, metrics })',
    );
  }
  return model;
}

/** What a trial's `model.fit` is given beside data, epochs and callbacks. */
export function fitOptionsOf({ fit: options }: ModelTuning, hp: HyperParameters): FitOptions {
  return typeof options === 'function' ? options(hp) : (options ?? {});
}

/**
 * Checks the size of a trial's model, before it is trained.
 *
 * @throws ModelTooLarge
 */
export function checkSize(model: tf.LayersModel, { maxModelSize = Number.POSITIVE_INFINITY }: ModelTuning): void {
  const size = model.countParams();
  if (size <= maxModelSize) return;
  throw new StepladderError('ModelTooLarge', `The model has ${size} weights: \`maxModelSize\` allows ${maxModelSize}`);
}

/** Frees all variables that `work` made: weights, and the slots of optimizers, which `model.dispose` may leave. */
export async function freeingVariables<T>(work: () => Promise<T>): Promise<T> {
  const { registeredVariables } = tf.engine();
  const before = new Set(Object.keys(registeredVariables));
  try {
    return await work();
  } finally {
    for (const [name, variable] of Object.entries(registeredVariables)) if (!before.has(name)) variable.dispose();
  }
}
