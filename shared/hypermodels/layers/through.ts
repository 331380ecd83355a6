import type * as tf from '@tensorflow/tfjs';

/** Passes a symbolic tensor through layers, one after the other. */
export function through(x: tf.SymbolicTensor, ...layers: tf.layers.Layer[]): tf.SymbolicTensor {
  return layers.reduce((input, layer) => layer.apply(input) as tf.SymbolicTensor, x);
}

/** Joins symbolic tensors by a layer that takes several. */
export function join(layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return layer.apply(inputs) as tf.SymbolicTensor;
}
