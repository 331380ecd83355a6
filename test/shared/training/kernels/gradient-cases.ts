import * as tf from '@tensorflow/tfjs';
import { type Case, combinations, gradientCase, randomTensor, randomValues } from './backends.js';
import { KERNELS, PADS, type Pad, type Pair, STRIDES } from './convolution-cases.js';

type Triple = [number, number, number];

function maxPool(size: Pair, strides: Pair, pad: Pad, input: (x: tf.Tensor) => tf.Tensor): Case {
  const name = `max pooling ${JSON.stringify([size, strides, pad])} ${input.name}`;
  return gradientCase(name, [[2, 7, 6, 3]], (x) => tf.maxPool(input(x) as tf.Tensor4D, size, strides, pad));
}

function gather(indices: number[], size: Pair): Case {
  const indexTensor = () => tf.tensor1d(indices, 'int32');
  return gradientCase(`gather ${indices.length} of ${size}`, [size], (x) => tf.gather(x, indexTensor()));
}

const plain = (x: tf.Tensor) => x;
/** Whole numbers, with a gradient of 1: what is taken off is the same for all `x`, the first input of a case. */
const withTies = (x: tf.Tensor) => {
  const values = randomTensor(x.shape, 0);
  return tf.sub(x, tf.sub(values, tf.round(values)));
};
const belowZero = (x: tf.Tensor) => tf.sub(x, 2);

export const maxPoolCases: Case[] = combinations(KERNELS, STRIDES, PADS, [plain, withTies, belowZero]).map((args) =>
  maxPool(...args),
);

const VOLUME = [2, 5, 4, 6, 2];
const VOLUME_STRIDES: Triple[] = [
  [1, 1, 1],
  [2, 2, 2],
  [1, 2, 3],
  [3, 1, 2],
];
const VOLUME_KERNELS: Triple[] = [
  [1, 1, 1],
  [2, 2, 2],
  [1, 2, 3],
  [3, 3, 2],
];
/** As wide as they are high, since the stock cpu gradient is wrong otherwise; and of equal maxima it takes the last. */
const VOLUME_POOLS: Triple[] = [
  [1, 1, 1],
  [2, 2, 2],
  [1, 2, 2],
  [2, 3, 3],
];

export const volumeCases: Case[] = [
  ...combinations(VOLUME_KERNELS, VOLUME_STRIDES, PADS).map(([size, strides, pad]) =>
    gradientCase(`conv3d ${JSON.stringify([size, strides, pad])}`, [VOLUME, [...size, 2, 3]], (x, filter) =>
      tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, strides, pad),
    ),
  ),
  ...combinations(VOLUME_POOLS, VOLUME_STRIDES, PADS, [plain, belowZero]).map(([size, strides, pad, input]) =>
    gradientCase(`3D max pooling ${JSON.stringify([size, strides, pad])} ${input.name}`, [VOLUME], (x) =>
      tf.maxPool3d(input(x) as tf.Tensor5D, size, strides, pad),
    ),
  ),
];

export const preluCases: Case[] = [[5], [1], [4, 5], [4, 1], [3, 1, 1], [1, 4, 1], [2, 3, 4, 5], [2, 1, 4, 1]].map(
  (shape) => gradientCase(`prelu ${shape}`, [[2, 3, 4, 5], shape], (x, alpha) => tf.prelu(x, alpha)),
);

export const gatherCases: Case[] = [
  gather([0, 3, 3, 1, 0, 3], [5, 4]),
  gather([2], [3, 1]),
  gather(
    Array.from(randomValues(200, 5), (value) => Math.floor((value + 1) * 5)),
    [11, 7],
  ),
];
