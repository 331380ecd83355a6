import * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import type { Losses } from '../math/pareto.js';

/** Weights as tfjs encodes them: their shapes and types, and their bytes one after another. */
interface Encoded {
  readonly specs: tf.io.WeightsManifestEntry[];
  readonly data: ArrayBuffer;
}

/** What training changes in a model. */
export interface ModelState {
  readonly weights: Encoded;
  /** State of the optimizer; absent where tfjs cannot tell it (adamax). */
  readonly optimizer?: (Encoded & { readonly accumulatedBetas?: readonly [number, number] }) | undefined;
}

/** A model between two epochs: all that training needs to go on as if nothing had happened. */
export interface Checkpoint extends ModelState {
  /** Epochs trained. */
  readonly epoch: number;
  /** The model as tf.layers describes it in JSON. */
  readonly topology: object;
  /** Names of the weights, in their order. */
  readonly names: readonly string[];
  /** Of the trial's other executions, which are built alike. */
  readonly others?: readonly ModelState[];
  /** The weights at the best epoch so far, where that is not the last. */
  readonly best?: {
    readonly epoch: number;
    /** With several objectives absent: there is `front`. */
    readonly score?: number | undefined;
    /** With several objectives, the losses at the epochs so far that no other dominates. */
    readonly front?: readonly Losses[] | undefined;
    readonly weights?: Encoded;
  };
}

/** Takes the state of a model. Weights are read, not copied: the model must not train meanwhile. */
export async function takeCheckpoint(
  model: tf.LayersModel,
  epoch: number,
  best: Checkpoint['best'],
): Promise<Checkpoint> {
  return {
    epoch,
    topology: model.toJSON(null, false) as object,
    names: model.weights.map(({ originalName }) => originalName),
    ...(await modelState(model)),
    ...(best && { best }),
  };
}

/** What training has changed in a model. Weights are read, not copied: the model must not train meanwhile. */
export async function modelState(model: tf.LayersModel): Promise<ModelState> {
  const optimizer = await encodeOptimizer(model.optimizer);
  return { weights: await encodeWeights(model), ...(optimizer && { optimizer }) };
}

/**
 * Puts the state of a checkpoint into a model that was built and compiled like the one it was taken from. The backend may be
 * another.
 *
 * @throws InvalidModel if the model has other weights, or its optimizer's state was not saved.
 */
export async function restoreCheckpoint(model: tf.LayersModel, state: ModelState): Promise<void> {
  const weights = decode(state.weights);
  try {
    model.setWeights(weights);
  } catch (error) {
    throw new StepladderError('InvalidModel', 'The model that `build` returns has other weights than its checkpoint', {
      cause: error,
    });
  } finally {
    tf.dispose(weights);
  }
  await restoreOptimizer(model.optimizer, state.optimizer);
}

/** Whether a training that stops can go on: not with adamax, whose state tfjs does not tell. */
export function isResumable({ optimizer }: tf.LayersModel): boolean {
  return isSavable(optimizer);
}

/** By name: `instanceof` is true for any optimizer of tfjs. */
function isSavable(optimizer: tf.Optimizer): boolean {
  return optimizer.getClassName() !== 'Adamax';
}

/** The model's weights at this moment. */
export function encodeWeights(model: tf.LayersModel): Promise<Encoded> {
  return encode(model.getWeights());
}

async function encode(tensors: readonly tf.Tensor[]): Promise<Encoded> {
  const named = tensors.map((tensor, index) => ({ name: String(index), tensor }));
  return tf.io.encodeWeights(named);
}

/** Names are the weights' positions, which JavaScript keeps in ascending order. */
function decode({ data, specs }: Encoded): tf.Tensor[] {
  return Object.values(tf.io.decodeWeights(data, specs));
}

async function encodeOptimizer(optimizer: tf.Optimizer): Promise<ModelState['optimizer']> {
  if (!isSavable(optimizer)) return undefined;
  const named = await optimizer.getWeights();
  const encoded = await encode(named.map(({ tensor }) => tensor));
  const betas = betasOf(optimizer);
  named[0]?.tensor.dispose();
  if (!betas) return encoded;
  const accumulatedBetas = [betas[0].dataSync()[0] as number, betas[1].dataSync()[0] as number] as const;
  return { ...encoded, accumulatedBetas };
}

async function restoreOptimizer(optimizer: tf.Optimizer, saved: ModelState['optimizer']): Promise<void> {
  if (!saved) {
    const name = optimizer.getClassName();
    throw new StepladderError(
      'InvalidModel',
      `TensorFlow.js cannot save the state of ${name}, so its training cannot go on`,
    );
  }
  const tensors = decode(saved);
  await optimizer.setWeights(tensors.map((tensor, index) => ({ name: String(index), tensor })));
  tf.dispose(tensors);
  const betas = betasOf(optimizer);
  // setWeights computes beta ** iterations, whose last bits differ from those of repeated multiplication.
  betas?.forEach((beta, index) => {
    const value = tf.scalar(saved.accumulatedBetas?.[index] ?? 0);
    beta.assign(value);
    value.dispose();
  });
}

/** Adam's running products of its betas, which tfjs keeps private. */
function betasOf(optimizer: tf.Optimizer): [tf.Variable, tf.Variable] | undefined {
  const { accBeta1, accBeta2 } = optimizer as unknown as { accBeta1?: tf.Variable; accBeta2?: tf.Variable };
  return accBeta1 && accBeta2 ? [accBeta1, accBeta2] : undefined;
}
