/**
 * Models for TensorFlow.js that bring their search space along; those of images are Keras Tuner's.
 *
 * @module stepladder/hypermodels
 */
export { HyperImageAugment, type ImageAugmentOptions } from './augment/hyper-image-augment.js';
export type { SearchRange } from './augment/ranges.js';
export { type EfficientNetOptions, HyperEfficientNet } from './efficientnet/hyper-efficientnet.js';
export type { EfficientNetVersion } from './efficientnet/scaling.js';
export { HyperMLP, type MlpClassifierOptions, type MlpOptions, type MlpRegressorOptions } from './mlp/hyper-mlp.js';
export type { ImageClassifierOptions, ImageFeaturesOptions, ImageNetworkOptions, ImageShape } from './options.js';
export { HyperResNet } from './resnet/hyper-resnet.js';
export { HyperXception } from './xception/hyper-xception.js';
