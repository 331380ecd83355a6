import type * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel-call.js';
import { fillOutput } from './typed-arrays.js';

type ResizeGradient = Kernel<KernelCall<'images' | 'dy', tf.ResizeNearestNeighborGradAttrs>>;

/**
 * Gradient of bilinear resizing with respect to its input [batch, height, width, channels]. The stock 'cpu' kernel
 * gives its output the shape [batch, width, height, channels], though its values are in the right order.
 */
export function resizeBilinearGradOfInputShape(stock: ResizeGradient): ResizeGradient {
  return (call) => ({ ...stock(call), shape: call.inputs.images.shape });
}

/**
 * Gradient of nearest-neighbour resizing with respect to its input [batch, height, width, channels]: each pixel of `dy`
 * is added to the pixel that it came from. The stock 'cpu' kernel is wrong for all images of a batch but the first.
 */
export function resizeNearestNeighborGrad({
  inputs,
  attrs: { alignCorners },
  backend,
}: Parameters<ResizeGradient>[0]): tf.TensorInfo {
  const [, height = 0, width = 0, channels = 0] = inputs.images.shape;
  const [batch = 0, dyHeight = 0, dyWidth = 0] = inputs.dy.shape;
  return fillOutput(backend, inputs.images.shape, inputs, (dx, { dy }) => {
    for (let pixel = 0; pixel < batch * dyHeight * dyWidth; pixel++) {
      const dyRow = Math.floor(pixel / dyWidth);
      const row = sourcePosition(dyRow % dyHeight, dyHeight, height, alignCorners);
      const column = sourcePosition(pixel % dyWidth, dyWidth, width, alignCorners);
      const to = ((Math.floor(dyRow / dyHeight) * height + row) * width + column) * channels;
      for (let channel = 0; channel < channels; channel++) {
        dx[to + channel] = (dx[to + channel] as number) + (dy[pixel * channels + channel] as number);
      }
    }
  });
}

/** The row or column of the input whose value the resized image has at `position`. */
function sourcePosition(position: number, resizedLength: number, length: number, alignCorners: boolean): number {
  const cornerToCorner = alignCorners && resizedLength > 1 ? 1 : 0;
  const source = (position * (length - cornerToCorner)) / (resizedLength - cornerToCorner);
  return Math.min(length - 1, alignCorners ? Math.round(source) : Math.floor(source));
}
