import * as tf from '@tensorflow/tfjs';
import { join, through } from '../layers/through.js';

/** With `relu` layers are normalised by batches; with `selu` they normalise themselves (Klambauer et al. 2017). */
export type Activation = 'relu' | 'selu';

/** A convolution, normalised and activated. */
export function convolutionBlock(
  x: tf.SymbolicTensor,
  activation: Activation,
  { name, ...convolution }: { name: string; filters: number; kernelSize: number; strides: number },
): tf.SymbolicTensor {
  if (activation === 'selu') {
    return through(
      x,
      tf.layers.conv2d({ ...convolution, name, padding: 'same', activation, kernelInitializer: 'leCunNormal' }),
    );
  }
  return through(
    x,
    tf.layers.conv2d({
      ...convolution,
      name,
      padding: 'same',
      useBias: false,
      kernelInitializer: 'glorotUniform',
    }),
    ...normalizedRelu(name),
  );
}

/** Two depthwise separable convolutions, to which their input is added. */
export function residualBlock(
  x: tf.SymbolicTensor,
  activation: Activation,
  { name, filters }: { name: string; filters: number },
): tf.SymbolicTensor {
  const shortcut = x.shape[3] === filters ? x : through(x, projection(name, filters, 1));
  return join(tf.layers.add({ name: `${name}_add` }), separableConvolutions(x, activation, name, filters), shortcut);
}

/** A residual block that halves height and width. */
export function exitBlock(
  x: tf.SymbolicTensor,
  activation: Activation,
  { name, filters }: { name: string; filters: number },
): tf.SymbolicTensor {
  const pooling = tf.layers.maxPooling2d({ name: `${name}_pool`, poolSize: 3, strides: 2, padding: 'same' });
  const residual = through(separableConvolutions(x, activation, name, filters), pooling);
  return join(tf.layers.add({ name: `${name}_add` }), residual, through(x, projection(name, filters, 2)));
}

/** A dense layer of the top, normalised and thinned out. */
export function denseBlock(
  x: tf.SymbolicTensor,
  activation: Activation,
  { name, units, normalizes, rate }: { name: string; units: number; normalizes: boolean; rate: number },
): tf.SymbolicTensor {
  if (activation === 'selu') {
    return through(
      x,
      tf.layers.dense({ name, units, activation, kernelInitializer: 'leCunNormal' }),
      tf.layers.alphaDropout({ name: `${name}_dropout`, rate }),
    );
  }
  return through(
    x,
    tf.layers.dense({ name, units, activation, kernelInitializer: 'glorotUniform' }),
    ...(normalizes ? [tf.layers.batchNormalization({ name: `${name}_bn` })] : []),
    tf.layers.dropout({ name: `${name}_dropout`, rate }),
  );
}

function separableConvolutions(
  x: tf.SymbolicTensor,
  activation: Activation,
  block: string,
  filters: number,
): tf.SymbolicTensor {
  return through(x, ...[1, 2].flatMap((number) => separable(`${block}_sepconv${number}`, activation, filters)));
}

function separable(name: string, activation: Activation, filters: number): tf.layers.Layer[] {
  const convolution = { name, filters, kernelSize: 3, padding: 'same' } as const;
  if (activation === 'selu') {
    const initializers = { depthwiseInitializer: 'leCunNormal', pointwiseInitializer: 'leCunNormal' } as const;
    return [tf.layers.separableConv2d({ ...convolution, ...initializers, activation })];
  }
  return [tf.layers.separableConv2d({ ...convolution, useBias: false }), ...normalizedRelu(name)];
}

function normalizedRelu(name: string): tf.layers.Layer[] {
  return [
    tf.layers.batchNormalization({ name: `${name}_bn` }),
    tf.layers.activation({ name: `${name}_relu`, activation: 'relu' }),
  ];
}

function projection(block: string, filters: number, strides: number): tf.layers.Layer {
  return tf.layers.conv2d({
    name: `${block}_shortcut`,
    filters,
    kernelSize: 1,
    strides,
    padding: 'same',
    kernelInitializer: 'glorotUniform',
  });
}
