import * as tf from '@tensorflow/tfjs';
import { ChannelNormalization } from '../layers/channel-normalization.js';
import { through } from '../layers/through.js';
import { mobileBlock } from './block.js';
import { batchNormalization, convolution, swish } from './layers.js';
import { type EfficientNetVersion, scaledNetwork } from './scaling.js';

/** How often training leaves out the last block; earlier ones less often, in proportion. */
const lastDropRate = 0.2;

/**
 * The network from images [batch, height, width, channels] of bytes, 0 to 255, to feature maps [batch, height / 32,
 * width / 32, channels], as Keras Applications build it, whose names of layers it has.
 */
export function efficientNetwork(images: tf.SymbolicTensor, version: EfficientNetVersion): tf.SymbolicTensor {
  const { stemFilters, stages, topFilters } = scaledNetwork(version);
  const stem = through(
    images,
    tf.layers.rescaling({ name: 'rescaling', scale: 1 / 255 }),
    new ChannelNormalization({ name: 'normalization' }),
    convolution('stem_conv', stemFilters, 3, 2),
    batchNormalization('stem_bn'),
    swish('stem_activation'),
  );
  const total = stages.reduce((sum, { blocks }) => sum + blocks, 0);
  let built = 0;
  let x = stem;
  for (const [index, { blocks, stride, ...stage }] of stages.entries()) {
    for (let position = 0; position < blocks; position++, built++) {
      x = mobileBlock(x, {
        ...stage,
        name: `block${index + 1}${String.fromCharCode('a'.charCodeAt(0) + position)}`,
        stride: position === 0 ? stride : 1,
        dropRate: (lastDropRate * built) / total,
      });
    }
  }
  return through(x, convolution('top_conv', topFilters, 1, 1), batchNormalization('top_bn'), swish('top_activation'));
}
