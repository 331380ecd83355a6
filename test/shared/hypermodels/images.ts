import * as tf from '@tensorflow/tfjs';
import { loadImages } from '../../../examples/mnist/images.js';

/** Real handwritten digits, framed to [count, 32, 32, 3] with values from 0 to `white`, and one-hot labels. */
export function smallImages(count: number, white = 1): { x: tf.Tensor4D; y: tf.Tensor2D } {
  return tf.tidy(() => {
    const digits = loadImages('test');
    const grey = digits.x.slice(0, count).pad([
      [0, 0],
      [2, 2],
      [2, 2],
      [0, 0],
    ]) as tf.Tensor4D;
    return { x: grey.tile([1, 1, 1, 3]).mul(white), y: digits.y.slice(0, count) };
  });
}
