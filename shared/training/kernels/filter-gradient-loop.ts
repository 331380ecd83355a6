import * as tf from '@tensorflow/tfjs';
import type { FilterGradientCall } from './conv2d-backprop-filter.js';
import { convolutionInfo } from './convolution-info.js';
import type { Kernel, KernelCall } from './kernel-call.js';
import { fillOutput, type Values } from './typed-arrays.js';
import { asVolumes, forEachTap, type WindowInfo } from './windows.js';

type FilterGradient = Kernel<FilterGradientCall>;

/**
 * Conv2DBackpropFilter as a loop over typed arrays, for the 'cpu' backend: the stock kernel computes the position of
 * each value anew from its indices, which takes tens of times as long. Shapes and formula are those of
 * `conv2DBackpropFilter` for 'wasm'.
 */
export function conv2DBackpropFilterLoop(stock: FilterGradient): FilterGradient {
  return (call) => (call.attrs.dataFormat === 'NCHW' ? stock(call) : filterGradient2D(call, false));
}

/** DepthwiseConv2dNativeBackpropFilter in the same way; see `depthwiseConv2dNativeBackpropFilter` for 'wasm'. */
export function depthwiseConv2dNativeBackpropFilterLoop(): FilterGradient {
  return (call) => filterGradient2D(call, true);
}

/**
 * Gradient of a 3D convolution with respect to its filter [depth, height, width, channels, output channels], from `x`
 * [batch, depth, height, width, channels] and `dy` [batch, output depth, output height, output width, output
 * channels]. The stock 'wasm' kernel is wrong for strides above 1.
 */
export function conv3DBackpropFilterV2({
  inputs,
  attrs,
  backend,
}: KernelCall<'x' | 'dy', tf.Conv3DBackpropFilterV2Attrs>): tf.TensorInfo {
  const { filterShape, strides, pad } = attrs;
  const shape = inputs.x.shape as [number, number, number, number, number];
  const info = tf.backend_util.computeConv3DInfo(shape, filterShape, strides, 1, pad);
  return fillOutput(backend, filterShape, inputs, (dw, values) => sumProducts(info, false, dw, values));
}

function filterGradient2D({ inputs, attrs, backend }: FilterGradientCall, depthwise: boolean): tf.TensorInfo {
  const info = asVolumes(convolutionInfo(inputs.x.shape, attrs.filterShape, attrs, depthwise));
  return fillOutput(backend, attrs.filterShape, inputs, (dw, values) => sumProducts(info, depthwise, dw, values));
}

/** Sums in double precision, as there can be many terms. */
function sumProducts(
  info: WindowInfo,
  depthwise: boolean,
  dw: Float32Array,
  { x, dy }: Readonly<Record<'x' | 'dy', Values>>,
): void {
  const { inChannels, outChannels } = info;
  const outputs = depthwise ? outChannels / inChannels : outChannels;
  const outputStep = depthwise ? outputs : 0;
  const sums = new Float64Array(dw.length);
  forEachTap(info, (inputOffset, outputOffset, place) => {
    for (let channel = 0; channel < inChannels; channel++) {
      const value = x[inputOffset + channel] as number;
      const from = outputOffset + channel * outputStep;
      const to = (place * inChannels + channel) * outputs;
      for (let output = 0; output < outputs; output++) {
        sums[to + output] = (sums[to + output] as number) + value * (dy[from + output] as number);
      }
    }
  });
  dw.set(sums);
}
