import * as tf from '@tensorflow/tfjs';
import { defineTuning, type HyperParameters } from 'stepladder';
import { loadImages } from './images.js';

/** Handwritten digits: a convolutional network or a plain one, its layers, dropout, optimizer and learning rate. */
export default defineTuning({
  objective: 'val_acc',
  epochs: 4,
  budget: { trials: 12 },
  build,
  data: () => ({ ...loadImages('training'), validation: loadImages('validation') }),
  fit: (hp) => ({ batchSize: hp.choice('batchSize', [32, 64]) }),
});

function build(hp: HyperParameters): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [28, 28, 1] }));
  hp.choice('network', ['convolutional', 'dense']);
  hp.conditionalScope('network', ['convolutional'], () => {
    const filters = hp.int('filters', { min: 8, max: 16, step: 4 });
    for (const factor of [1, 2]) {
      model.add(tf.layers.conv2d({ filters: filters * factor, kernelSize: 3, activation: 'relu' }));
      model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    }
  });
  model.add(tf.layers.flatten());
  hp.conditionalScope('network', ['dense'], () => {
    const layers = hp.int('layers', { min: 1, max: 3 });
    const units = hp.int('units', { min: 32, max: 256, sampling: 'log' });
    for (let layer = 0; layer < layers; layer++) model.add(tf.layers.dense({ units, activation: 'relu' }));
  });
  model.add(tf.layers.dropout({ rate: hp.float('dropout', { min: 0, max: 0.5, step: 0.1 }) }));
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: optimizer(hp), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

function optimizer(hp: HyperParameters): tf.Optimizer {
  const name = hp.choice('optimizer', ['adam', 'rmsprop', 'sgd']);
  const learningRate = hp.float('learningRate', { min: 3e-4, max: 1e-2, sampling: 'log' });
  // Plain gradient descent wants steps some thirty times as long.
  return name === 'sgd' ? tf.train.sgd(30 * learningRate) : tf.train[name](learningRate);
}
