import * as tf from '@tensorflow/tfjs';
import { through } from '../layers/through.js';
import type { Block } from './block.js';
import { blockNext } from './block-next.js';
import { blockV1 } from './block-v1.js';
import { blockV2 } from './block-v2.js';
import { batchNormalization, convolution, relu, zeroPadding } from './layers.js';

export const versions = ['v1', 'v2', 'next'] as const;
export type Version = (typeof versions)[number];

/** What sets the versions apart. */
interface Family {
  readonly block: Block;
  /** Filters of the stages conv2 to conv5. */
  readonly filters: readonly [number, number, number, number];
  /** By how much each stage divides height and width. */
  readonly strides: readonly [number, number, number, number];
  /** Which block of a stage does so. */
  readonly stridedBlock: 'first' | 'last';
  readonly stemBias: boolean;
  /** Whether blocks activate their input, so that it is the end of the network that must be activated, not its stem. */
  readonly preactivates: boolean;
}

const resNet = { filters: [64, 128, 256, 512], stemBias: true } as const;
const families: Record<Version, Family> = {
  v1: { ...resNet, block: blockV1, strides: [1, 2, 2, 2], stridedBlock: 'first', preactivates: false },
  v2: { ...resNet, block: blockV2, strides: [2, 2, 2, 1], stridedBlock: 'last', preactivates: true },
  next: {
    block: blockNext,
    filters: [128, 256, 512, 1024],
    strides: [1, 2, 2, 2],
    stridedBlock: 'first',
    stemBias: false,
    preactivates: false,
  },
};

/**
 * The network from images [batch, height, width, channels] to feature maps [batch, height / 32, width / 32, channels], as
 * Keras Applications build it, whose names of layers it has.
 *
 * @param depths blocks of the stages conv2 to conv5.
 */
export function residualNetwork(
  images: tf.SymbolicTensor,
  version: Version,
  depths: readonly [number, number, number, number],
): tf.SymbolicTensor {
  const { preactivates, ...family } = families[version];
  const stem = through(
    images,
    zeroPadding('conv1_pad', 3),
    convolution('conv1_conv', 64, 7, { strides: 2, useBias: family.stemBias }),
    ...(preactivates ? [] : [batchNormalization('conv1_bn'), relu('conv1_relu')]),
    zeroPadding('pool1_pad', 1),
    tf.layers.maxPooling2d({ name: 'pool1_pool', poolSize: 3, strides: 2 }),
  );
  const maps = depths.reduce((x, depth, index) => stage(x, family, index, depth), stem);
  return preactivates ? through(maps, batchNormalization('post_bn'), relu('post_relu')) : maps;
}

function stage(
  x: tf.SymbolicTensor,
  { block, filters, strides, stridedBlock }: Omit<Family, 'preactivates'>,
  index: number,
  depth: number,
): tf.SymbolicTensor {
  const strided = stridedBlock === 'first' ? 0 : depth - 1;
  let output = x;
  for (let position = 0; position < depth; position++) {
    output = block(output, {
      name: `conv${index + 2}_block${position + 1}`,
      filters: filters[index] as number,
      stride: position === strided ? (strides[index] as number) : 1,
      projects: position === 0,
    });
  }
  return output;
}
