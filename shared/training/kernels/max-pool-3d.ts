import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './kernel-call.js';
import { fillOutput } from './typed-arrays.js';
import { forEachTap } from './windows.js';

/**
 * 3D max pooling of `x` [batch, depth, height, width, channels]. The stock 'wasm' kernel starts each maximum from the
 * smallest positive number, so that it is wrong where all values of a window are negative.
 */
export function maxPool3D({ inputs, attrs, backend }: KernelCall<'x', tf.MaxPool3DAttrs>): tf.TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = inputs.x.shape as [number, number, number, number, number];
  const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return fillOutput(backend, info.outShape, inputs, (y, { x }) => {
    y.fill(Number.NEGATIVE_INFINITY);
    forEachTap(info, (inputOffset, outputOffset) => {
      for (let channel = 0; channel < info.outChannels; channel++) {
        const to = outputOffset + channel;
        y[to] = Math.max(y[to] as number, x[inputOffset + channel] as number);
      }
    });
  });
}
