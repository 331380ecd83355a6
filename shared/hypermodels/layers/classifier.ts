import * as tf from '@tensorflow/tfjs';

/** Means or maxima over all pixels: [batch, height, width, channels] → [batch, channels]. */
export function globalPooling(pooling: 'avg' | 'max'): tf.layers.Layer {
  return pooling === 'avg'
    ? tf.layers.globalAveragePooling2d({ name: 'avg_pool' })
    : tf.layers.globalMaxPooling2d({ name: 'max_pool' });
}

/** Probabilities of the classes: [batch, features] → [batch, classes]. */
export function probabilities(classes: number): tf.layers.Layer {
  return tf.layers.dense({
    name: 'probs',
    units: classes,
    activation: 'softmax',
    kernelInitializer: 'glorotUniform',
  });
}

/** Compiles a classifier of one-hot labels [batch, classes]; tfjs calls its metric `acc`. */
export function compileClassifier(model: tf.LayersModel, optimizer: tf.Optimizer): tf.LayersModel {
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
