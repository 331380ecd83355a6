import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  RandomImageTransform,
  type TransformFactors,
} from '../../../../shared/hypermodels/augment/random-image-transform.js';
import { startBackend } from '../../../../shared/training/backend.js';
import { withSeededRandom } from '../../../../shared/training/seeded-random.js';

const [count, side] = [60, 8];
const size = side * side * 3;

beforeAll(async () => {
  await startBackend();
});

/** The same images, each a gradient from left to right and from top to bottom, transformed by one layer. */
async function transformed(factors: TransformFactors, seed = 1, training = true): Promise<number[][]> {
  return withSeededRandom([seed], () =>
    tf.tidy(() => {
      const values = new RandomImageTransform(factors).apply(images(), { training }) as tf.Tensor;
      const all = Array.from(values.dataSync());
      return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
    }),
  );
}

function images(): tf.Tensor {
  const image = tf.range(0, size).reshape([1, side, side, 3]) as tf.Tensor4D;
  return image.tile([count, 1, 1, 1]);
}

const original = Array.from({ length: size }, (_, index) => index);

function distinct(list: readonly number[][]): number {
  return new Set(list.map(String)).size;
}

describe('a random transform of images', () => {
  it('changes each image in its own way, in training', async () => {
    expect(distinct(await transformed({ rotate: 0.5 }))).toBe(count);
  });

  it('leaves images as they are where nothing is trained', async () => {
    expect(await transformed({ rotate: 0.5 }, 1, false)).toEqual(Array.from({ length: count }, () => original));
  });

  it('draws the same numbers from the same stream, and others from another', async () => {
    const factors = { rotate: 0.5, translateX: 0.4, contrast: 0.3 };
    expect(await transformed(factors, 3)).toEqual(await transformed(factors, 3));
    expect(await transformed(factors, 4)).not.toEqual(await transformed(factors, 3));
  });

  it('picks each transform for some images: a factor of 0 leaves the others as they are', async () => {
    const half = await transformed({ rotate: 0, translateX: 0.4 });
    const unchanged = half.filter((image) => String(image) === String(original)).length;
    expect(unchanged).toBeGreaterThan(count / 4);
    expect(unchanged).toBeLessThan((3 * count) / 4);
  });

  it('moves columns by translateX and rows by translateY', async () => {
    const row = (image: number[], index: number) => image.slice(index * side * 3, (index + 1) * side * 3);
    for (const image of await transformed({ translateX: 0.4 })) {
      const below = row(image, 0).map((value) => value + side * 3);
      row(image, 1).forEach((value, index) => {
        expect(value).toBeCloseTo(below[index] as number, 3);
      });
    }
    for (const image of await transformed({ translateY: 0.4 })) {
      const [first = [], last = []] = [row(image, 0).slice(0, 3), row(image, 0).slice(-3)];
      last.forEach((value, index) => {
        expect(value - (first[index] as number)).toBeCloseTo(3 * (side - 1), 3);
      });
    }
  });

  it('changes contrast about the mean of each channel, by no more than its factor', async () => {
    const channel = (image: number[], index: number) => image.filter((_, position) => position % 3 === index);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const ratios = (await transformed({ contrast: 0.3 })).map((image) => {
      for (const index of [0, 1, 2]) {
        expect(mean(channel(image, index))).toBeCloseTo(mean(channel(original, index)), 3);
      }
      const middle = mean(channel(original, 0));
      return ((image[0] as number) - middle) / -middle;
    });
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(0.7 - 1e-5);
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1.3 + 1e-5);
    expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(0.4);
  });
});
