import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { registerCpuKernels, registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { type BackendName, combinations, randomTensor, randomValues, startBackends, weightedSum } from './backends.js';

type Selection = readonly [name: string, shape: number[], operation: (x: tf.Tensor) => tf.Tensor];

/** Some of these are wrong on each of the stock backends, which therefore cannot be the reference. */
const selections: Selection[] = [
  ...combinations([[2, 3] as const, [3, 1] as const], [1, 2, 3], ['same', 'valid'] as const).map(
    ([size, stride, pad]): Selection => [
      `2D max pooling ${size} ${stride} ${pad}`,
      [2, 7, 6, 3],
      (x) => tf.maxPool(x as tf.Tensor4D, [...size], stride, pad),
    ],
  ),
  ...combinations([[1, 2, 3] as const, [3, 3, 2] as const], [1, 2, 3], ['same', 'valid'] as const).map(
    ([size, stride, pad]): Selection => [
      `3D max pooling ${size} ${stride} ${pad}`,
      [2, 5, 4, 6, 2],
      (x) => tf.maxPool3d(x as tf.Tensor5D, [...size], stride, pad),
    ],
  ),
  ...combinations([[14, 18] as const, [5, 9] as const, [4, 4] as const], [false, true]).map(
    ([size, alignCorners]): Selection => [
      `nearest-neighbour resizing to ${size}${alignCorners ? ' with aligned corners' : ''}`,
      [2, 7, 6, 3],
      (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [...size], alignCorners),
    ],
  ),
];

beforeAll(async () => {
  await startBackends();
  registerCpuKernels();
  registerWasmKernels();
});

/** Whole numbers around zero in random order, none twice. */
function distinctValues(size: number): Float32Array {
  const keys = randomValues(size, 1);
  const order = Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  return Float32Array.from(order, (position) => position - size / 2);
}

it.each(
  combinations(['cpu', 'wasm'] as BackendName[], selections).map(
    ([backend, selection]) => [backend, ...selection] as const,
  ),
)('gives each selected value its gradients: %s, %s', async (backendName, _, shape, operation) => {
  await tf.setBackend(backendName);
  const values = distinctValues(tf.util.sizeFromShape(shape));
  const x = tf.tensor(values, shape);
  const y = operation(x);
  const weights = randomTensor(y.shape, 99).dataSync();
  const expected = new Map<number, number>();
  y.dataSync().forEach((value, index) => {
    expected.set(value, (expected.get(value) ?? 0) + (weights[index] ?? 0));
  });
  const gradient = tf
    .grad((z: tf.Tensor) => weightedSum(operation(z)))(x)
    .dataSync();
  const errors = Array.from(values, (value, index) => Math.abs((gradient[index] ?? 0) - (expected.get(value) ?? 0)));
  expect(Math.max(...errors)).toBeLessThan(1e-5);
});

it.each(['cpu', 'wasm'])(
  'gives bilinear resizing of an oblong image a gradient of its shape on %s',
  async (backend) => {
    await tf.setBackend(backend);
    const x = tf.ones<tf.Rank.R4>([2, 7, 6, 3]);
    const gradient = tf.grad((z: tf.Tensor) => tf.sum(tf.image.resizeBilinear(z as tf.Tensor4D, [14, 18])))(x);
    expect(gradient.shape).toEqual(x.shape);
    expect(gradient.sum().dataSync()[0]).toBeCloseTo(2 * 14 * 18 * 3, 1);
  },
);
