import * as tf from '@tensorflow/tfjs';

interface GroupedConv2DConfig {
  readonly name?: string;
  readonly filters: number;
  /** Height and width of the filters. */
  readonly kernelSize: number;
  readonly strides: number;
  /** How many groups the channels, and the filters, are divided into: a divisor of both. */
  readonly groups: number;
}

/**
 * A convolution in groups (Krizhevsky et al. 2012), without padding and bias: the filters of a group see the channels of
 * that group alone. Its kernel is [height, width, channels of a group, filters], as Keras's `Conv2D(groups=…)` has it.
 *
 * tfjs has no such operation. A depthwise convolution makes as many images of each channel as there are filters in a group,
 * and those of a group's channels are added up: so it runs, and trains, on any backend. On WebAssembly this takes half of
 * the time of a convolution for each group, and as much memory as there are channels in a group times the output.
 */
export class GroupedConv2D extends tf.layers.Layer {
  static className = 'GroupedConv2D';
  readonly #config: GroupedConv2DConfig;
  #kernel: tf.LayerVariable | undefined;

  constructor(config: GroupedConv2DConfig) {
    super({ ...config });
    this.#config = config;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { filters, kernelSize, groups } = this.#config;
    const channels = (inputShape as tf.Shape)[3] as number;
    const shape = [kernelSize, kernelSize, channels / groups, filters];
    this.#kernel = this.addWeight('kernel', shape, 'float32', tf.initializers.glorotUniform({}));
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const { filters, kernelSize, strides } = this.#config;
    const [batch = null, ...sizes] = inputShape as tf.Shape;
    const [height = null, width = null] = sizes.map((size) => size && Math.floor((size - kernelSize) / strides) + 1);
    return [batch, height, width, filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { filters, kernelSize, strides, groups } = this.#config;
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const channels = x.shape[3];
      const [inputsPerGroup, filtersPerGroup] = [channels / groups, filters / groups];
      const kernel = (this.#kernel as tf.LayerVariable)
        .read()
        .reshape([kernelSize * kernelSize, inputsPerGroup, groups, filtersPerGroup])
        .transpose([0, 2, 1, 3])
        .reshape([kernelSize, kernelSize, channels, filtersPerGroup]) as tf.Tensor4D;
      const products = tf.depthwiseConv2d(x, kernel, strides, 'valid');
      const [batch, height, width] = products.shape;
      return products
        .reshape([batch * height * width, groups, inputsPerGroup, filtersPerGroup])
        .sum(2)
        .reshape([batch, height, width, filters]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}

tf.serialization.registerClass(GroupedConv2D);
