import * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../../space/hyperparameters.js';
import { HyperModel } from '../../training/hypermodel.js';
import { compileClassifier, globalPooling, probabilities } from '../layers/classifier.js';
import { through } from '../layers/through.js';
import { checkImageNetwork, type ImageNetworkOptions } from '../options.js';
import { type Activation, convolutionBlock, denseBlock, exitBlock, residualBlock } from './blocks.js';

/**
 * A network of depthwise separable convolutions in the manner of Xception (Chollet 2016, arXiv:1610.02357), with the
 * architecture of Keras Tuner's `HyperXception`. Images are [batch, height, width, channels], of any range of values; labels
 * are one-hot. The dense layers of its top have as many units as there are classes.
 *
 * The search space is Keras Tuner's: `activation` (relu, selu), `conv2d_num_filters` (32, 64, 128), `kernel_size` (3, 5),
 * `initial_strides` (2), `sep_num_filters` (128 to 768 by 128), `num_residual_blocks` (2 to 8), `pooling` (avg, flatten,
 * max); with its top `num_dense_layers` (1 to 3), `dropout_rate` (0 to 0.6 by 0.1, where Keras Tuner stops at 0.5),
 * `dense_use_bn` (a boolean) and `learning_rate` (0.001, 0.0001, 0.00001).
 */
export class HyperXception extends HyperModel {
  readonly #options: ImageNetworkOptions;

  /** @throws InvalidTuning if the shape or the number of classes cannot be. */
  constructor(options: ImageNetworkOptions) {
    super();
    checkImageNetwork(options);
    this.#options = options;
  }

  /** A classifier, compiled with categorical cross-entropy and the metric `acc`; or, without its top, features, not compiled. */
  override build(hp: HyperParameters): tf.LayersModel {
    const inputs = tf.input({ shape: [...this.#options.inputShape] });
    const activation = hp.choice('activation', ['relu', 'selu']);
    const features = pooled(hp, convolutions(hp, inputs, activation));
    if (this.#options.includeTop === false) return tf.model({ inputs, outputs: features });
    const { classes } = this.#options;
    const outputs = through(denseLayers(hp, features, activation, classes), probabilities(classes));
    const learningRate = hp.choice('learning_rate', [1e-3, 1e-4, 1e-5]);
    return compileClassifier(tf.model({ inputs, outputs }), tf.train.adam(learningRate));
  }
}

function convolutions(hp: HyperParameters, images: tf.SymbolicTensor, activation: Activation): tf.SymbolicTensor {
  let x = convolutionBlock(images, activation, {
    name: 'conv',
    filters: hp.choice('conv2d_num_filters', [32, 64, 128], { default: 64 }),
    kernelSize: hp.choice('kernel_size', [3, 5]),
    strides: hp.choice('initial_strides', [2]),
  });
  const filters = hp.int('sep_num_filters', { min: 128, max: 768, step: 128, default: 256 });
  const blocks = hp.int('num_residual_blocks', { min: 2, max: 8, default: 4 });
  for (let block = 1; block <= blocks; block++) x = residualBlock(x, activation, { name: `block${block}`, filters });
  return exitBlock(x, activation, { name: 'exit', filters: 2 * filters });
}

function pooled(hp: HyperParameters, maps: tf.SymbolicTensor): tf.SymbolicTensor {
  const pooling = hp.choice('pooling', ['avg', 'flatten', 'max']);
  return through(maps, pooling === 'flatten' ? tf.layers.flatten({ name: 'flatten' }) : globalPooling(pooling));
}

function denseLayers(
  hp: HyperParameters,
  features: tf.SymbolicTensor,
  activation: Activation,
  units: number,
): tf.SymbolicTensor {
  const layers = hp.int('num_dense_layers', { min: 1, max: 3 });
  const rate = hp.float('dropout_rate', { min: 0, max: 0.6, step: 0.1, default: 0.5 });
  const normalizes = hp.boolean('dense_use_bn', { default: true });
  let x = features;
  for (let layer = 1; layer <= layers; layer++) {
    x = denseBlock(x, activation, { name: `dense${layer}`, units, normalizes, rate });
  }
  return x;
}
