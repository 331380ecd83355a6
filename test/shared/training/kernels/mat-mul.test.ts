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

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
const BOOLEANS = [false, true];
/** Inner dimensions below and above the stock kernel's block of 48. */
const INNER = [7, 100];

const BATCHES: [number, number][] = [
  [1, 1],
  [3, 3],
  [1, 3],
  [3, 1],
];

const fusedCases = combinations(BATCHES, INNER, BOOLEANS, BOOLEANS, BOOLEANS, ACTIVATIONS).map(
  ([[batchA, batchB], inner, transposeA, transposeB, withBias, activation]): Case => ({
    name: JSON.stringify({ batchA, batchB, inner, transposeA, transposeB, withBias, activation }),
    run: () => {
      const a = randomTensor(transposeA ? [batchA, inner, 5] : [batchA, 5, inner], 1) as tf.Tensor3D;
      const b = randomTensor(transposeB ? [batchB, 6, inner] : [batchB, inner, 6], 2) as tf.Tensor3D;
      return {
        product: tf.fused.matMul({
          a,
          b,
          transposeA,
          transposeB,
          activation,
          ...(withBias && { bias: randomTensor([6], 3) }),
          ...(activation === 'prelu' ? { preluActivationWeights: randomTensor([6], 4) } : { leakyreluAlpha: 0.3 }),
        }),
      };
    },
  }),
);

const plainCases = combinations([[], [1], [3], [2, 3]], INNER, BOOLEANS, BOOLEANS).map(
  ([batch, inner, transposeA, transposeB]) =>
    gradientCase(
      JSON.stringify({ batch, inner, transposeA, transposeB }),
      [
        [...batch, ...(transposeA ? [inner, 5] : [5, inner])],
        [...batch, ...(transposeB ? [6, inner] : [inner, 6])],
      ],
      (a, b) => tf.matMul(a, b, transposeA, transposeB),
    ),
);

/** Only forward: products with broadcast batches have no gradient on any backend. */
const broadcastCases = combinations(BOOLEANS, BOOLEANS).map(
  ([transposeA, transposeB]): Case => ({
    name: `broadcast ${JSON.stringify({ transposeA, transposeB })}`,
    run: () => {
      const a = randomTensor(transposeA ? [2, 1, 7, 5] : [2, 1, 5, 7], 1);
      const b = randomTensor(transposeB ? [3, 6, 7] : [3, 7, 6], 2);
      return { product: tf.matMul(a, b, transposeA, transposeB) };
    },
  }),
);

beforeAll(startBackends);

it('is needed: the stock fused product is wrong on wasm for batches and transposed matrices', async () => {
  const expected = await compute('cpu', fusedCases);
  const wrong = differences(fusedCases, expected, await compute('wasm', fusedCases));
  expect(wrong.length).toBeGreaterThan(0);
});

it.each([
  ['fused products', fusedCases],
  ['products and their gradients', plainCases],
  ['products with broadcast batches', broadcastCases],
])('computes %s on wasm as the stock cpu backend does', async (_, cases) => {
  registerWasmKernels();
  const expected = await compute('cpu', cases);
  expect(differences(cases, expected, await compute('wasm', cases))).toEqual([]);
});
