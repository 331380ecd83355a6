import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';

/** Grey values of an image of 28 by 28. */
export const pixels = 28 * 28;

/** Which of the 10,000 images: the shuffled order is the same always. */
const parts = { training: [0, 5000], validation: [5000, 8000], test: [8000, 10_000] } as const;

/** Images `x` of shape [n, 28, 28, 1], their grey values in [0, 1], and their digits `y`, one-hot, of shape [n, 10]. */
export function loadImages(part: keyof typeof parts): { x: tf.Tensor4D; y: tf.Tensor2D } {
  const bytes = gunzipSync(readFileSync(new URL('./images.bin.gz', import.meta.url)));
  const images = shuffled(Array.from({ length: bytes.length / (1 + pixels) }, (_, index) => index * (1 + pixels)));
  const chosen = images.slice(...parts[part]);
  const grey = new Float32Array(chosen.length * pixels);
  for (const [row, start] of chosen.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      grey[row * pixels + pixel] = (bytes[start + 1 + pixel] as number) / 255;
    }
  }
  const digits = chosen.map((start) => bytes[start] as number);
  return { x: tf.tensor4d(grey, [chosen.length, 28, 28, 1]), y: tf.oneHot(digits, 10).toFloat() as tf.Tensor2D };
}

/** Fisher and Yates's shuffle with a linear congruential generator (the constants of Numerical Recipes). */
function shuffled<T>(items: T[]): T[] {
  let state = 1;
  for (let last = items.length - 1; last > 0; last--) {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
