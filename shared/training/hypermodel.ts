import type * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../space/hyperparameters.js';

/**
 * A model with a search space, as a class (Keras Tuner's `HyperModel`): subclass it, and give an instance to a tuning as its
 * `hypermodel`.
 */
export abstract class HyperModel {
  /**
   * Builds the model of a trial from its hyperparameters, and compiles it. The random numbers of its initial weights are the
   * trial's own, the same whenever it is repeated.
   */
  abstract build(hp: HyperParameters): tf.LayersModel | Promise<tf.LayersModel>;
}
