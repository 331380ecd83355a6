import type * as tf from '@tensorflow/tfjs';
import { type ConvolutionAttrs, convolutionInfo, fitToPadding } from './convolution-info.js';
import { composeKernels, type KernelCall, type RunKernel } from './kernel-call.js';

/** The shape of the input is [batch, height, width, channels]. */
type InputGradientCall = KernelCall<
  'dy' | 'filter',
  ConvolutionAttrs & { readonly inputShape: [number, number, number, number] }
>;

/**
 * Gradient of a 2D convolution with respect to its input, which is also the forward pass of a transposed convolution,
 * from `dy` [batch, output height, output width, output channels] and the filter [height, width, channels, output
 * channels]:
 *
 *   dx[n, r, s, c] = sum over i, j, k of w[i, j, c, k] * dy[n, (r - i) / stride, (s - j) / stride, k]
 *
 * where only whole quotients count. This is the convolution of `dy`, with zeros between its pixels for a stride above
 * 1, with the filter upside down and its channels swapped. The stock kernel is a plain loop, several times slower.
 */
export function conv2DBackpropInput({ inputs, attrs, backend }: InputGradientCall): tf.TensorInfo {
  const info = convolutionInfo(attrs.inputShape, inputs.filter.shape, attrs, false);
  return composeKernels(backend, (run) => {
    const { x, pad } = fitToInputGradient(run, spreadPixels(run, inputs.dy, info), info);
    const flipped = run('Reverse', { x: inputs.filter }, { dims: [0, 1] });
    const filter = run('Transpose', { x: flipped }, { perm: [0, 1, 3, 2] });
    return run('Conv2D', { x, filter }, unstridedAttrs(info, pad));
  });
}

/**
 * Gradient of a depthwise 2D convolution with respect to its input, from `dy` [batch, output height, output width,
 * channels * multiplier] and the filter [height, width, channels, multiplier]: as for {@link conv2DBackpropInput}, but
 * each output channel goes back to one channel, and those of one channel are added up.
 */
export function depthwiseConv2dNativeBackpropInput({ inputs, attrs, backend }: InputGradientCall): tf.TensorInfo {
  const info = convolutionInfo(attrs.inputShape, inputs.filter.shape, attrs, true);
  const { filterHeight, filterWidth, inChannels, outChannels, inShape } = info;
  const multiplier = outChannels / inChannels;
  return composeKernels(backend, (run) => {
    const { x, pad } = fitToInputGradient(run, spreadPixels(run, inputs.dy, info), info);
    const flipped = run('Reverse', { x: inputs.filter }, { dims: [0, 1] });
    const filter = run('Reshape', { x: flipped }, { shape: [filterHeight, filterWidth, outChannels, 1] });
    const gradient = run('DepthwiseConv2dNative', { x, filter }, unstridedAttrs(info, pad));
    if (multiplier === 1) {
      return gradient;
    }
    const byChannel = run('Reshape', { x: gradient }, { shape: [...inShape, multiplier] });
    return run('Sum', { x: byChannel }, { axis: 4, keepDims: false });
  });
}

/** Puts stride - 1 zeros after each pixel's column and row: [batch, height * stride, width * stride, channels]. */
function spreadPixels(run: RunKernel, dy: tf.TensorInfo, info: tf.backend_util.Conv2DInfo): tf.TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info;
  const columns = appendZeros(run, dy, outChannels, strideWidth);
  const rows = appendZeros(run, columns, outWidth * strideWidth * outChannels, strideHeight);
  const shape = [batchSize, outHeight * strideHeight, outWidth * strideWidth, outChannels];
  return run('Reshape', { x: rows }, { shape });
}

/** Splits `x` into blocks of `length` values and makes each `stride` times as long with zeros. */
function appendZeros(run: RunKernel, x: tf.TensorInfo, length: number, stride: number): tf.TensorInfo {
  if (stride === 1) {
    return x;
  }
  const blocks = run('Reshape', { x }, { shape: [-1, length] });
  return run(
    'PadV2',
    { x: blocks },
    {
      paddings: [
        [0, 0],
        [0, (stride - 1) * length],
      ],
      constantValue: 0,
    },
  );
}

/** Pads, or slices off, what makes the gradient's convolution exactly as large as the input. */
function fitToInputGradient(run: RunKernel, spread: tf.TensorInfo, info: tf.backend_util.Conv2DInfo) {
  const { padInfo, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const top = info.effectiveFilterHeight - 1 - padInfo.top;
  const left = info.effectiveFilterWidth - 1 - padInfo.left;
  const bottom = inHeight + padInfo.top - outHeight * strideHeight;
  const right = inWidth + padInfo.left - outWidth * strideWidth;
  return fitToPadding(run, spread, [top, bottom], [left, right]);
}

function unstridedAttrs(info: tf.backend_util.Conv2DInfo, pad: tf.backend_util.ExplicitPadding): ConvolutionAttrs {
  return { pad, strides: 1, dilations: [info.dilationHeight, info.dilationWidth], dataFormat: 'NHWC' };
}
