import * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../../errors.js';
import type { HyperParameters } from '../../space/hyperparameters.js';
import { HyperModel } from '../../training/hypermodel.js';
import { through } from '../layers/through.js';
import { checkClasses, isCount } from '../options.js';

/**
 * What to learn from rows of `features` numbers. Labels of two classes are 0 or 1, [rows, 1]; those of more are one-hot,
 * [rows, classes]; targets of a regression are [rows, targets].
 */
export type MlpOptions = MlpClassifierOptions | MlpRegressorOptions;

/** What a network that classifies rows is to be. */
export interface MlpClassifierOptions {
  /** Numbers in a row: from 1. */
  readonly features: number;
  /** That classes are predicted. */
  readonly task: 'classification';
  /** Number of classes: from 2. */
  readonly classes: number;
}

/** What a network that predicts numbers is to be. */
export interface MlpRegressorOptions {
  /** Numbers in a row: from 1. */
  readonly features: number;
  /** That numbers are predicted. */
  readonly task: 'regression';
  /** Numbers to predict for each row: from 1. */
  readonly targets: number;
}

const mostLayers = 4;

/**
 * A network of dense layers for tables of numbers, which should be standardised: a default search space. Two classes end in
 * a sigmoid and binary cross-entropy, more in a softmax and categorical cross-entropy, with the metric `acc`; a regression
 * ends in linear units and the mean squared error, with the metric `mae`.
 *
 * The search space: `layers` (1 to 4), `units_0` … `units_3` (16 to 256, by their logarithm; of layers that there are),
 * `activation` (relu, elu, tanh, swish), `batch_normalization` (a boolean), `dropout` (0 to 0.5 by 0.1), `optimizer` (adam,
 * rmsprop, sgd with a momentum of 0.9) and `learning_rate` (0.0001 to 0.1, by its logarithm).
 */
export class HyperMLP extends HyperModel {
  readonly #options: MlpOptions;

  /** @throws InvalidTuning if a number of features, classes or targets cannot be. */
  constructor(options: MlpOptions) {
    super();
    checkCount('features', options.features);
    if (options.task === 'classification') checkClasses(options.classes);
    else checkCount('targets', options.targets);
    this.#options = options;
  }

  /** A compiled model, from [batch, features] to the probability of class 1, those of all classes, or the targets. */
  override build(hp: HyperParameters): tf.LayersModel {
    const inputs = tf.input({ shape: [this.#options.features] });
    const outputs = through(inputs, ...hiddenLayers(hp), outputLayer(this.#options));
    const model = tf.model({ inputs, outputs });
    const optimizer = optimizerOf(hp);
    if (this.#options.task === 'regression') {
      model.compile({ optimizer, loss: 'meanSquaredError', metrics: ['mae'] });
    } else {
      const loss = this.#options.classes === 2 ? 'binaryCrossentropy' : 'categoricalCrossentropy';
      model.compile({ optimizer, loss, metrics: ['accuracy'] });
    }
    return model;
  }
}

function hiddenLayers(hp: HyperParameters): tf.layers.Layer[] {
  hp.int('layers', { min: 1, max: mostLayers, default: 2 });
  const numbers = Array.from({ length: mostLayers }, (_, layer) => layer);
  const units = numbers.flatMap((layer) => unitsOf(hp, layer) ?? []);
  const activation = hp.choice('activation', ['relu', 'elu', 'tanh', 'swish']);
  const normalizes = hp.boolean('batch_normalization');
  const rate = hp.float('dropout', { min: 0, max: 0.5, step: 0.1 });
  return units.flatMap((count, layer) => [
    tf.layers.dense({ name: `dense${layer}`, units: count, kernelInitializer: 'glorotUniform' }),
    ...(normalizes ? [tf.layers.batchNormalization({ name: `dense${layer}_bn` })] : []),
    tf.layers.activation({ name: `dense${layer}_activation`, activation }),
    tf.layers.dropout({ name: `dense${layer}_dropout`, rate }),
  ]);
}

/** Only where there is that layer. */
function unitsOf(hp: HyperParameters, layer: number): number | undefined {
  const deepEnough = Array.from({ length: mostLayers - layer }, (_, more) => layer + 1 + more);
  return hp.conditionalScope('layers', deepEnough, () =>
    hp.int(`units_${layer}`, { min: 16, max: 256, sampling: 'log', default: 64 }),
  );
}

function outputLayer(options: MlpOptions): tf.layers.Layer {
  const dense = { name: 'output', kernelInitializer: 'glorotUniform' } as const;
  if (options.task === 'regression') return tf.layers.dense({ ...dense, units: options.targets });
  if (options.classes === 2) return tf.layers.dense({ ...dense, units: 1, activation: 'sigmoid' });
  return tf.layers.dense({ ...dense, units: options.classes, activation: 'softmax' });
}

function optimizerOf(hp: HyperParameters): tf.Optimizer {
  const optimizer = hp.choice('optimizer', ['adam', 'rmsprop', 'sgd']);
  const learningRate = hp.float('learning_rate', { min: 1e-4, max: 1e-1, sampling: 'log', default: 1e-3 });
  return optimizer === 'sgd' ? tf.train.momentum(learningRate, 0.9) : tf.train[optimizer](learningRate);
}

function checkCount(option: string, value: number): void {
  if (isCount(value)) return;
  throw new StepladderError('InvalidTuning', `${option} is ${value}; it must be a whole number of 1 or more`);
}
