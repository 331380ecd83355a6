import * as tf from '@tensorflow/tfjs';
import type { RunKernel } from './kernel-call.js';

type Conv2DInfo = tf.backend_util.Conv2DInfo;
type Padding = readonly [before: number, after: number];

/** The attributes that the convolution kernels have in common; distances are in pixels. */
export interface ConvolutionAttrs {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Sizes and paddings of the forward convolution of `inputShape` [batch, height, width, channels] with `filterShape`
 * [height, width, channels, output channels, or outputs per channel if depthwise].
 */
export function convolutionInfo(
  inputShape: number[],
  filterShape: number[],
  attrs: ConvolutionAttrs,
  depthwise: boolean,
): Conv2DInfo {
  if (attrs.dataFormat === 'NCHW') {
    throw new Error("Convolutions on the wasm backend need dataFormat 'NHWC'");
  }
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    depthwise,
  );
}

/** Padding in pixels above, below, left and right of [batch, height, width, channels], as kernels take it. */
export function explicitPadding(rows: Padding, columns: Padding): tf.backend_util.ExplicitPadding {
  return [[0, 0], [...rows], [...columns], [0, 0]];
}

/**
 * Prepares a 'valid' convolution of `x` [batch, height, width, channels] with the given padding, where a negative
 * padding removes pixels: these are sliced off, and the rest is left to the convolution, which pads without a copy.
 */
export function fitToPadding(
  run: RunKernel,
  x: tf.TensorInfo,
  rows: Padding,
  columns: Padding,
): { readonly x: tf.TensorInfo; readonly pad: tf.backend_util.ExplicitPadding } {
  const paddings = explicitPadding(rows, columns);
  const pad = paddings.map((sides) => sides.map((side) => Math.max(side, 0))) as tf.backend_util.ExplicitPadding;
  if (Math.min(...rows, ...columns) >= 0) {
    return { x, pad };
  }
  const begin = paddings.map(([before]) => Math.max(-before, 0));
  const size = x.shape.map((length, axis) => {
    const [before, after] = paddings[axis] ?? [0, 0];
    return length + Math.min(before, 0) + Math.min(after, 0);
  });
  return { x: run('Slice', { x }, { begin, size }), pad };
}
