import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';

/** A digit of the `mnist` package: the grey values, in [0, 1], of all its images, one after another. */
interface Digit {
  readonly raw: readonly number[];
  readonly length: number;
}

const pixels = 28 * 28;

/** Which of the 10,000 images: the shuffled order is the same always. */
const parts = { training: [0, 7000], validation: [7000, 8000], test: [8000, 10_000] } as const;

/** Images `x` of shape [n, 28, 28, 1] and their digits `y`, one-hot, of shape [n, 10]. */
export function loadImages(part: keyof typeof parts): { x: tf.Tensor4D; y: tf.Tensor2D } {
  const digits: readonly Digit[] = createRequire(import.meta.url)('mnist');
  const images = shuffled(
    digits.flatMap((digit, label) => Array.from({ length: digit.length }, (_, index) => ({ label, index }))),
  );
  const [from, to] = parts[part];
  const chosen = images.slice(from, to);
  const grey = new Float32Array(chosen.length * pixels);
  for (const [row, { label, index }] of chosen.entries()) {
    grey.set((digits[label] as Digit).raw.slice(index * pixels, (index + 1) * pixels), row * pixels);
  }
  const labels = chosen.map(({ label }) => label);
  return { x: tf.tensor4d(grey, [chosen.length, 28, 28, 1]), y: tf.oneHot(labels, 10).toFloat() as tf.Tensor2D };
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
