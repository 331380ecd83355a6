import * as tf from '@tensorflow/tfjs';

/**
 * Subtracts a mean from each channel and divides by a standard deviation. Both are weights that are never trained: 0 and 1,
 * unless weights are loaded (Keras's `Normalization`, whose names they have).
 */
export class ChannelNormalization extends tf.layers.Layer {
  static className = 'ChannelNormalization';
  #mean: tf.LayerVariable | undefined;
  #variance: tf.LayerVariable | undefined;

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (inputShape as tf.Shape).slice(-1);
    this.#mean = this.addWeight('mean', shape, 'float32', tf.initializers.zeros(), undefined, false);
    this.#variance = this.addWeight('variance', shape, 'float32', tf.initializers.ones(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return inputShape as tf.Shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
      const [mean, variance] = [this.#mean, this.#variance] as [tf.LayerVariable, tf.LayerVariable];
      return x.sub(mean.read()).div(variance.read().sqrt());
    });
  }
}

tf.serialization.registerClass(ChannelNormalization);
