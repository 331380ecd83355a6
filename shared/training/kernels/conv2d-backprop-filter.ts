import type * as tf from '@tensorflow/tfjs';
import { type ConvolutionAttrs, convolutionInfo, fitToPadding } from './convolution-info.js';
import { composeKernels, type KernelCall, type RunKernel } from './kernel-call.js';

/** The shape of the filter is [height, width, channels, output channels or multiplier]. */
export type FilterGradientCall = KernelCall<
  'x' | 'dy',
  ConvolutionAttrs & { readonly filterShape: [number, number, number, number] }
>;

/**
 * Gradient of a 2D convolution with respect to its filter, from `x` [batch, height, width, channels] and `dy`
 * [batch, output height, output width, output channels]:
 *
 *   dw[i, j, c, k] = sum over n, p, q of x[n, p * stride + i, q * stride + j, c] * dy[n, p, q, k]
 *
 * This is itself a convolution of `x` with `dy` as its filter, where batch and channels change places, and so do
 * strides and dilations.
 */
export function conv2DBackpropFilter({ inputs, attrs, backend }: FilterGradientCall): tf.TensorInfo {
  const info = convolutionInfo(inputs.x.shape, attrs.filterShape, attrs, false);
  return composeKernels(backend, (run) => {
    const { x, pad } = fitToFilterGradient(run, inputs.x, info);
    const images = run('Transpose', { x }, { perm: [3, 1, 2, 0] });
    const filter = run('Transpose', { x: inputs.dy }, { perm: [1, 2, 0, 3] });
    const gradient = run('Conv2D', { x: images, filter }, swappedAttrs(info, pad));
    return run('Transpose', { x: gradient }, { perm: [1, 2, 0, 3] });
  });
}

/**
 * Gradient of a depthwise 2D convolution with respect to its filter [height, width, channels, multiplier], from `x`
 * [batch, height, width, channels] and `dy` [batch, output height, output width, channels * multiplier]:
 *
 *   dw[i, j, c, m] = sum over n, p, q of x[n, p * stride + i, q * stride + j, c] * dy[n, p, q, c * multiplier + m]
 *
 * A depthwise convolution does the sum over p and q, with each image's channels as channels of one image.
 */
export function depthwiseConv2dNativeBackpropFilter({ inputs, attrs, backend }: FilterGradientCall): tf.TensorInfo {
  const { filterShape } = attrs;
  const info = convolutionInfo(inputs.x.shape, filterShape, attrs, true);
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const channels = batchSize * inChannels;
  return composeKernels(backend, (run) => {
    const { x, pad } = fitToFilterGradient(run, inputs.x, info);
    const [, height, width] = x.shape;
    const xByPixel = run('Transpose', { x }, { perm: [1, 2, 0, 3] });
    const image = run('Reshape', { x: xByPixel }, { shape: [1, height, width, channels] });
    const dyByPixel = run('Transpose', { x: inputs.dy }, { perm: [1, 2, 0, 3] });
    const dyShape = [outHeight, outWidth, channels, outChannels / inChannels];
    const filter = run('Reshape', { x: dyByPixel }, { shape: dyShape });
    const gradients = run('DepthwiseConv2dNative', { x: image, filter }, swappedAttrs(info, pad));
    const byImage = run('Reshape', { x: gradients }, { shape: [filterHeight, filterWidth, batchSize, outChannels] });
    const gradient = run('Sum', { x: byImage }, { axis: 2, keepDims: false });
    return run('Reshape', { x: gradient }, { shape: filterShape });
  });
}

/** Pads, or slices off, what makes the gradient's convolution exactly as large as the filter. */
function fitToFilterGradient(run: RunKernel, x: tf.TensorInfo, info: tf.backend_util.Conv2DInfo) {
  const { top, left } = info.padInfo;
  const usedHeight = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight;
  const usedWidth = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth;
  return fitToPadding(run, x, [top, usedHeight - info.inHeight - top], [left, usedWidth - info.inWidth - left]);
}

function swappedAttrs(info: tf.backend_util.Conv2DInfo, pad: tf.backend_util.ExplicitPadding): ConvolutionAttrs {
  return {
    pad,
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    dataFormat: 'NHWC',
  };
}
