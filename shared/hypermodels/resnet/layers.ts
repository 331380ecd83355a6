import * as tf from '@tensorflow/tfjs';

interface ConvolutionOptions {
  readonly strides?: number;
  readonly padding?: 'valid' | 'same';
  readonly useBias?: boolean;
}

export function convolution(name: string, filters: number, kernelSize: number, options: ConvolutionOptions = {}) {
  return tf.layers.conv2d({ name, filters, kernelSize, kernelInitializer: 'glorotUniform', ...options });
}

/** With the epsilon of the published weights. */
export function batchNormalization(name: string): tf.layers.Layer {
  return tf.layers.batchNormalization({ name, epsilon: 1.001e-5 });
}

export function relu(name: string): tf.layers.Layer {
  return tf.layers.activation({ name, activation: 'relu' });
}

/** Zeros on all four sides. */
export function zeroPadding(name: string, pixels: number): tf.layers.Layer {
  const sides: [number, number] = [pixels, pixels];
  return tf.layers.zeroPadding2d({ name, padding: [sides, sides] });
}
