import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './kernel-call.js';
import { fillOutput, type Values } from './typed-arrays.js';
import { forEachTap, type WindowInfo } from './windows.js';

/**
 * Gradient of a 3D convolution with respect to its input [batch, depth, height, width, channels], which is also the
 * forward pass of a transposed convolution, from `dy` [batch, output depth, output height, output width, output
 * channels] and the filter [depth, height, width, channels, output channels]. The stock 'wasm' kernel is wrong.
 */
export function conv3DBackpropInputV2({
  inputs,
  attrs,
  backend,
}: KernelCall<'dy' | 'filter', tf.Conv3DBackpropInputV2Attrs>): tf.TensorInfo {
  const { inputShape, strides, pad } = attrs;
  const filterShape = inputs.filter.shape as [number, number, number, number, number];
  const info = tf.backend_util.computeConv3DInfo(inputShape, filterShape, strides, 1, pad);
  return fillOutput(backend, inputShape, inputs, (dx, values) => addProducts(info, dx, values));
}

function addProducts(
  { inChannels, outChannels, ...info }: WindowInfo,
  dx: Float32Array,
  { dy, filter }: Readonly<Record<'dy' | 'filter', Values>>,
): void {
  forEachTap({ inChannels, outChannels, ...info }, (inputOffset, outputOffset, place) => {
    for (let channel = 0; channel < inChannels; channel++) {
      const weights = (place * inChannels + channel) * outChannels;
      let sum = 0;
      for (let output = 0; output < outChannels; output++) {
        sum += (filter[weights + output] as number) * (dy[outputOffset + output] as number);
      }
      dx[inputOffset + channel] = (dx[inputOffset + channel] as number) + sum;
    }
  });
}
