import * as tf from '@tensorflow/tfjs';

interface SquareResizeConfig {
  readonly name?: string;
  /** Height and width of what comes out, in pixels. */
  readonly side: number;
}

/**
 * Resizes images [batch, height, width, channels] to squares, bilinearly between the centres of pixels, as Keras's `Resizing`
 * does. (That of tfjs 4.22 takes the batch for the height when it says what shape comes out.)
 */
export class SquareResize extends tf.layers.Layer {
  static className = 'SquareResize';
  readonly #side: number;

  constructor({ side, ...config }: SquareResizeConfig) {
    super(config);
    this.#side = side;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch = null, , , channels = null] = inputShape as tf.Shape;
    return [batch, this.#side, this.#side, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const images = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    return tf.image.resizeBilinear(images, [this.#side, this.#side], false, true);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), side: this.#side };
  }
}

tf.serialization.registerClass(SquareResize);
