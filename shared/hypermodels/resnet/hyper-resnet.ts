import * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../../space/hyperparameters.js';
import { HyperModel } from '../../training/hypermodel.js';
import { compileClassifier, globalPooling, probabilities } from '../layers/classifier.js';
import { through } from '../layers/through.js';
import { checkImageNetwork, type ImageNetworkOptions } from '../options.js';
import { residualNetwork, versions } from './network.js';

/**
 * ResNet, ResNet v2 or ResNeXt, of 50 to 152 layers (Keras Tuner's `HyperResNet`). Images are [batch, height, width,
 * channels], of any range of values; labels are one-hot.
 *
 * The search space is Keras Tuner's: `version` (v1, v2, next), `conv3_depth` (4, 8), `conv4_depth` (6, 23, 36), `pooling`
 * (avg, max); with its top `optimizer` (adam, rmsprop, sgd) and `learning_rate` (0.1, 0.01, 0.001). Version `next` is
 * ResNeXt as published, with 128 filters in its first stage and strides of 2 in the three others: Keras Tuner's has 64 there,
 * and other strides.
 */
export class HyperResNet extends HyperModel {
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
    const version = hp.choice('version', versions, { default: 'v2' });
    const conv3Depth = hp.choice('conv3_depth', [4, 8]);
    const conv4Depth = hp.choice('conv4_depth', [6, 23, 36]);
    const maps = residualNetwork(inputs, version, [3, conv3Depth, conv4Depth, 3]);
    const features = through(maps, globalPooling(hp.choice('pooling', ['avg', 'max'])));
    if (this.#options.includeTop === false) return tf.model({ inputs, outputs: features });
    const outputs = through(features, probabilities(this.#options.classes));
    return compileClassifier(tf.model({ inputs, outputs }), optimizerOf(hp));
  }
}

function optimizerOf(hp: HyperParameters): tf.Optimizer {
  const optimizer = hp.choice('optimizer', ['adam', 'rmsprop', 'sgd']);
  const learningRate = hp.choice('learning_rate', [0.1, 0.01, 0.001], { default: 0.01 });
  return tf.train[optimizer](learningRate);
}
