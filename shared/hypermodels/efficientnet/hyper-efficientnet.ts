import * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../../space/hyperparameters.js';
import { HyperModel } from '../../training/hypermodel.js';
import type { HyperImageAugment } from '../augment/hyper-image-augment.js';
import { compileClassifier, globalPooling, probabilities } from '../layers/classifier.js';
import { SquareResize } from '../layers/square-resize.js';
import { through } from '../layers/through.js';
import { checkClasses, checkInputShape, type ImageShape } from '../options.js';
import { efficientNetwork } from './network.js';
import { type EfficientNetVersion, efficientNetVersions, resolutionOf } from './scaling.js';
import { loadBaseWeights } from './weights.js';

/** What an EfficientNet classifies, and what it starts from. */
export interface EfficientNetOptions {
  /** Shape of the images, of three channels for published weights. */
  readonly inputShape: ImageShape;
  /** Number of classes: from 2. */
  readonly classes: number;
  /** Changes the images in training; its hyperparameters come first. @default images stay as they are */
  readonly augmentation?: HyperImageAugment;
  /**
   * Weights of a version to start from, such as published ones, by their names in Keras (`stem_conv/kernel`,
   * `block1a_dwconv/depthwise_kernel`, `normalization/mean`); undefined for a version to be trained from scratch. All
   * weights below the pooling must be there; others are left alone. The tensors are copied, and stay the caller's.
   *
   * @default random weights
   */
  readonly weights?: (
    version: EfficientNetVersion,
  ) => tf.NamedTensorMap | undefined | Promise<tf.NamedTensorMap | undefined>;
}

/**
 * EfficientNet (Tan and Le 2019, arXiv:1905.11946) as a classifier (Keras Tuner's `HyperEfficientNet`). Images are [batch,
 * height, width, channels] of bytes, 0 to 255, and are resized to the version's resolution; labels are one-hot.
 *
 * **It comes without pretrained weights**, where Keras Tuner downloads those of ImageNet: without `weights` it starts from
 * random ones, and the large versions want a great many images. On WebAssembly, whose memory ends at 4 GB, B0 trains by
 * batches of 4; larger versions want native training.
 *
 * The search space is Keras Tuner's: that of `augmentation`, `version` (B0 to B7), `pooling` (avg, max), `top_dropout_rate`
 * (0.2 to 0.8 by 0.2) and `learning_rate` (0.1, 0.01, 0.001) of gradient descent with a momentum of 0.1.
 */
export class HyperEfficientNet extends HyperModel {
  readonly #options: EfficientNetOptions;

  /** @throws InvalidTuning if the shape or the number of classes cannot be. */
  constructor(options: EfficientNetOptions) {
    super();
    checkInputShape(options.inputShape);
    checkClasses(options.classes);
    this.#options = options;
  }

  /**
   * A compiled classifier: categorical cross-entropy, with the metric `acc`.
   *
   * @throws InvalidModel if weights are missing or have other shapes.
   */
  override async build(hp: HyperParameters): Promise<tf.LayersModel> {
    const { inputShape, classes, augmentation, weights } = this.#options;
    const inputs = tf.input({ shape: [...inputShape] });
    const images = augmentation ? augmentation.augment(hp, inputs) : inputs;
    const version = hp.choice('version', efficientNetVersions);
    const maps = efficientNetwork(
      through(images, new SquareResize({ name: 'resizing', side: resolutionOf(version) })),
      version,
    );
    const outputs = through(
      maps,
      globalPooling(hp.choice('pooling', ['avg', 'max'])),
      tf.layers.dropout({
        name: 'top_dropout',
        rate: hp.float('top_dropout_rate', { min: 0.2, max: 0.8, step: 0.2 }),
      }),
      probabilities(classes),
    );
    const learningRate = hp.choice('learning_rate', [0.1, 0.01, 0.001], { default: 0.01 });
    const given = await weights?.(version);
    if (given) loadBaseWeights(tf.model({ inputs, outputs: maps }), version, given);
    return compileClassifier(tf.model({ inputs, outputs }), tf.train.momentum(learningRate, 0.1));
  }
}
