export { HyperImageAugment, type ImageAugmentOptions } from './augment/hyper-image-augment.js';
export type { SearchRange } from './augment/ranges.js';
export { type EfficientNetOptions, HyperEfficientNet } from './efficientnet/hyper-efficientnet.js';
export type { EfficientNetVersion } from './efficientnet/scaling.js';
export { HyperMLP, type MlpOptions } from './mlp/hyper-mlp.js';
export type { ImageNetworkOptions, ImageShape } from './options.js';
export { HyperResNet } from './resnet/hyper-resnet.js';
export { HyperXception } from './xception/hyper-xception.js';
