import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './kernel-call.js';
import { fillOutput, type Values } from './typed-arrays.js';
import { asVolumes, forEachWindow, type WindowInfo } from './windows.js';

type MaxPoolGradCall<Attrs> = KernelCall<'dy' | 'input' | 'output', Attrs>;

/**
 * Gradient of 2D max pooling with respect to its input [batch, height, width, channels]: each value of `dy` goes to
 * the first place in its window, in row-major order, that holds the maximum, as in the stock 'cpu' kernel. The stock
 * 'wasm' kernel loses the gradient where all values of a window are negative, and it is slower.
 */
export function maxPoolGrad({ inputs, attrs, backend }: MaxPoolGradCall<tf.MaxPoolGradAttrs>): tf.TensorInfo {
  const shape = inputs.input.shape as [number, number, number, number];
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return fillOutput(backend, shape, inputs, (dx, values) => addToMaxima(asVolumes(info), dx, values));
}

/**
 * Gradient of 3D max pooling with respect to its input [batch, depth, height, width, channels], in the same way. The
 * stock 'wasm' kernel has the same error; the stock 'cpu' one is wrong for windows whose height and width differ.
 */
export function maxPool3DGrad({ inputs, attrs, backend }: MaxPoolGradCall<tf.MaxPool3DGradAttrs>): tf.TensorInfo {
  const shape = inputs.input.shape as [number, number, number, number, number];
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return fillOutput(backend, shape, inputs, (dx, values) => addToMaxima(info, dx, values));
}

function addToMaxima(
  info: WindowInfo,
  dx: Float32Array,
  { input, output, dy }: Readonly<Record<'input' | 'output' | 'dy', Values>>,
): void {
  const { outChannels } = info;
  forEachWindow(info, (outputOffset, { length, offsets }) => {
    for (let channel = 0; channel < outChannels; channel++) {
      const from = outputOffset + channel;
      for (let index = 0; index < length; index++) {
        const to = (offsets[index] as number) + channel;
        if (input[to] === output[from]) {
          dx[to] = (dx[to] as number) + (dy[from] as number);
          break;
        }
      }
    }
  });
}
