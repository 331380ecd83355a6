import type * as tf from '@tensorflow/tfjs';

/**
 * A callback as `model.fit` takes it: hooks in an object, or an instance such as `tf.callbacks.earlyStopping()`. Epochs are counted
 * from 0, as TensorFlow.js counts them.
 */
export type Callback = tf.CustomCallbackArgs | ReturnType<typeof tf.callbacks.earlyStopping>;

/**
 * The callbacks of one execution of a trial, over a leg. TensorFlow.js begins and ends a training with each `fit`, of which a
 * leg has one an epoch; callbacks see one training.
 */
export class LegCallbacks {
  readonly #callbacks: readonly Callback[];

  constructor(callbacks: readonly Callback[], model: tf.LayersModel) {
    this.#callbacks = callbacks;
    for (const callback of callbacks) if ('setModel' in callback) callback.setModel(model);
  }

  async begin(): Promise<void> {
    for (const callback of this.#callbacks) await callback.onTrainBegin?.();
  }

  async end(): Promise<void> {
    for (const callback of this.#callbacks) await callback.onTrainEnd?.();
  }

  /** For one epoch's `fit`. */
  get ofEpoch(): tf.CustomCallbackArgs[] {
    return this.#callbacks.map((callback) => ({
      onEpochBegin: async (epoch, logs) => callback.onEpochBegin?.(epoch, logs),
      onEpochEnd: async (epoch, logs) => callback.onEpochEnd?.(epoch, logs),
      onBatchBegin: async (batch, logs) => callback.onBatchBegin?.(batch, logs),
      onBatchEnd: async (batch, logs) => callback.onBatchEnd?.(batch, logs),
      ...('onYield' in callback && callback.onYield && { onYield: callback.onYield }),
    }));
  }

  /** For one `fit` of all epochs. */
  get ofTraining(): tf.CustomCallbackArgs[] {
    const train = { onTrainBegin: () => this.begin(), onTrainEnd: () => this.end() };
    return [train, ...this.ofEpoch];
  }
}
