import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import {
  type Case,
  combinations,
  compute,
  differences,
  gradientCase,
  randomTensor,
  startBackends,
} from './backends.js';

const shapes = [[1], [3], [2, 1, 3], [1, 1, 1, 5], [2, 3, 1, 2]];

const cases: Case[] = combinations(shapes, [0, 1, 2], [1, 3, 4]).map(([shape, repeated, times]) => {
  const reps = shape.map((_, axis) => (axis % 3 === repeated ? times : 1 + (axis % 2)));
  return gradientCase(`[${shape}] ${reps} times`, [shape], (x) => tf.tile(x, reps));
});

const others: Case[] = [
  { name: 'whole numbers', run: () => ({ tiled: tf.tile(tf.tensor2d([[1, 2, 3]], [1, 3], 'int32'), [4, 2]) }) },
  { name: 'booleans', run: () => ({ tiled: tf.tile(tf.tensor1d([true, false], 'bool'), [3]) }) },
  { name: 'no times', run: () => ({ tiled: tf.tile(randomTensor([2, 3], 1), [2, 0]) }) },
];

beforeAll(async () => {
  await startBackends();
  registerWasmKernels();
});

it.each([
  ['numbers, with their gradients', cases],
  ['others than numbers', others],
])('tiles on wasm as on the stock cpu backend: %s', async (_, list) => {
  const expected = await compute('cpu', list);
  expect(differences(list, expected, await compute('wasm', list))).toEqual([]);
});
