import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './kernel-call.js';
import { fillOutput } from './typed-arrays.js';

/**
 * UnsortedSegmentSum, the gradient of an embedding: `x` [items, ...] and `segmentIds` [items] give [segments, ...],
 *
 *   y[s] = sum of x[i] over all i with segmentIds[i] = s
 *
 * Items whose segment does not exist are left out. The stock 'cpu' kernel goes through `x` once for each segment.
 */
export function unsortedSegmentSum({
  inputs,
  attrs: { numSegments },
  backend,
}: KernelCall<'x' | 'segmentIds', tf.UnsortedSegmentSumAttrs>): tf.TensorInfo {
  const [items = 0, ...itemShape] = inputs.x.shape;
  const itemSize = tf.util.sizeFromShape(itemShape);
  return fillOutput(backend, [numSegments, ...itemShape], inputs, (y, { x, segmentIds }) => {
    for (let item = 0; item < items; item++) {
      const segment = segmentIds[item] as number;
      if (segment >= 0 && segment < numSegments) {
        for (let index = 0; index < itemSize; index++) {
          const to = segment * itemSize + index;
          y[to] = (y[to] as number) + (x[item * itemSize + index] as number);
        }
      }
    }
  });
}
