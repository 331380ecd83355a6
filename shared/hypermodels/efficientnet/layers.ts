import * as tf from '@tensorflow/tfjs';

/** Without bias: a batch normalisation follows. */
export function convolution(name: string, filters: number, kernelSize: number, strides: number): tf.layers.Layer {
  return tf.layers.conv2d({
    name,
    filters,
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    kernelInitializer: kernelInitializer(),
  });
}

export function batchNormalization(name: string): tf.layers.Layer {
  return tf.layers.batchNormalization({ name });
}

export function swish(name: string): tf.layers.Layer {
  return tf.layers.activation({ name, activation: 'swish' });
}

/** He's for what goes out of a layer. */
export function kernelInitializer() {
  return tf.initializers.varianceScaling({ scale: 2, mode: 'fanOut', distribution: 'truncatedNormal' });
}
