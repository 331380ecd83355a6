import type * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel-call.js';
import { fillOutput } from './typed-arrays.js';

type Tile = Kernel<KernelCall<'x', tf.TileAttrs>>;

/**
 * Tile, `x` repeated `reps[axis]` times along each axis, by copying blocks. The stock 'wasm' kernel works out the position of
 * each value; and the gradient of a batch normalisation tiles its variances to the size of the images, which took half of
 * the training of an EfficientNet.
 */
export function tileByCopying(stock: Tile): Tile {
  return (call) => {
    const { inputs, attrs, backend } = call;
    const { shape, dtype } = inputs.x;
    if (dtype !== 'float32' || attrs.reps.includes(0)) return stock(call);
    const outShape = shape.map((length, axis) => length * (attrs.reps[axis] as number));
    return fillOutput(backend, outShape, inputs, (y, { x }) => {
      y.set(x);
      for (let axis = shape.length - 1, inner = 1; axis >= 0; axis--) {
        const outer = shape.slice(0, axis).reduce((size, length) => size * length, 1);
        repeatBlocks(y, outer, (shape[axis] as number) * inner, attrs.reps[axis] as number);
        inner *= outShape[axis] as number;
      }
    });
  };
}

/** Repeats each of the first `count` blocks in its place; from the last on, so that none is overwritten before its turn. */
function repeatBlocks(values: Float32Array, count: number, length: number, times: number): void {
  if (times === 1) return;
  for (let block = count - 1; block >= 0; block--) {
    const start = block * length * times;
    const end = start + length * times;
    values.copyWithin(start, block * length, (block + 1) * length);
    for (let filled = start + length; filled < end; filled += filled - start) {
      values.copyWithin(filled, start, Math.min(filled, start + end - filled));
    }
  }
}
