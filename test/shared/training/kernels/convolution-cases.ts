import * as tf from '@tensorflow/tfjs';
import { type Case, combinations, gradientCase } from './backends.js';

export type Pair = [number, number];
export type Pad = 'same' | 'valid';
type AnyPad = Pad | tf.backend_util.ExplicitPadding;

export const KERNELS: Pair[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [1, 3],
  [3, 2],
  [2, 5],
  [4, 1],
];
export const STRIDES: Pair[] = [
  [1, 1],
  [2, 2],
  [1, 3],
  [3, 2],
  [4, 4],
];
export const PADS: Pad[] = ['same', 'valid'];
/** Wider on some sides than the filter, so that some windows see padding only. */
const WIDE_PAD: AnyPad = [
  [0, 0],
  [1, 4],
  [3, 0],
  [0, 0],
];
const SPATIAL: Pair[] = [
  [7, 6],
  [5, 8],
];

function conv2d(batch: number, size: Pair, channels: Pair, kernel: Pair, strides: Pair, pad: AnyPad): Case {
  const name = `conv2d ${JSON.stringify([batch, size, channels, kernel, strides, pad])}`;
  return gradientCase(
    name,
    [
      [batch, ...size, channels[0]],
      [...kernel, ...channels],
    ],
    (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad),
  );
}

function depthwise(batch: number, size: Pair, channels: Pair, kernel: Pair, strides: Pair, pad: AnyPad): Case {
  const name = `depthwise ${JSON.stringify([batch, size, channels, kernel, strides, pad])}`;
  return gradientCase(
    name,
    [
      [batch, ...size, channels[0]],
      [...kernel, ...channels],
    ],
    (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad),
  );
}

function separable(kernel: Pair, strides: Pair, pad: Pad): Case {
  const name = `separable ${JSON.stringify([kernel, strides, pad])}`;
  return gradientCase(
    name,
    [
      [2, 7, 6, 3],
      [...kernel, 3, 2],
      [1, 1, 6, 4],
    ],
    (x, filter, pointwise) =>
      tf.separableConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, pointwise as tf.Tensor4D, strides, pad),
  );
}

function transposed(kernel: Pair, strides: Pair, pad: Pad): Case {
  const outputSize = (length: number, axis: 0 | 1) =>
    length * strides[axis] + (pad === 'valid' ? Math.max(kernel[axis] - strides[axis], 0) : 0);
  const name = `transposed ${JSON.stringify([kernel, strides, pad])}`;
  return gradientCase(
    name,
    [
      [2, 4, 3, 3],
      [...kernel, 2, 3],
    ],
    (x, filter) =>
      tf.conv2dTranspose(
        x as tf.Tensor4D,
        filter as tf.Tensor4D,
        [2, outputSize(4, 0), outputSize(3, 1), 2],
        strides,
        pad,
      ),
  );
}

function conv1d(kernel: number, stride: number, pad: Pad): Case {
  return gradientCase(
    `conv1d ${JSON.stringify([kernel, stride, pad])}`,
    [
      [2, 9, 3],
      [kernel, 3, 4],
    ],
    (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, stride, pad),
  );
}

const everySize = combinations(SPATIAL, KERNELS, STRIDES, PADS).filter(
  ([size, kernel]) => kernel[0] <= size[0] && kernel[1] <= size[1],
);
const channelPairs: Pair[] = [
  [1, 1],
  [1, 9],
  [6, 1],
  [5, 3],
];
export const conv2dCases: Case[] = [
  ...everySize.map(([size, kernel, strides, pad]) => conv2d(2, size, [3, 4], kernel, strides, pad)),
  ...combinations([1, 3], channelPairs, STRIDES, PADS).map(([batch, channels, strides, pad]) =>
    conv2d(batch, [6, 6], channels, [3, 3], strides, pad),
  ),
  ...STRIDES.map((strides) => conv2d(2, [6, 7], [2, 3], [3, 2], strides, WIDE_PAD)),
];

export const depthwiseCases: Case[] = [
  ...everySize.map(([size, kernel, strides, pad]) => depthwise(2, size, [3, 2], kernel, strides, pad)),
  ...combinations([1, 3], channelPairs, STRIDES, PADS).map(([batch, channels, strides, pad]) =>
    depthwise(batch, [6, 6], channels, [3, 3], strides, pad),
  ),
  ...STRIDES.map((strides) => depthwise(2, [6, 7], [2, 2], [3, 2], strides, WIDE_PAD)),
];

export const derivedConvolutionCases: Case[] = [
  ...combinations(
    KERNELS,
    [
      [1, 1],
      [2, 2],
    ] as Pair[],
    PADS,
  ).map((args) => separable(...args)),
  ...combinations(KERNELS, STRIDES, PADS).map((args) => transposed(...args)),
  ...combinations([1, 2, 3, 4], [1, 2, 3], PADS).map((args) => conv1d(...args)),
];
