import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { composeKernels } from '../../../../shared/training/kernels/kernel-call.js';
import { registerCpuKernels, registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { type Case, gradientCase, startBackends } from './backends.js';
import { conv2dCases, depthwiseCases } from './convolution-cases.js';
import { gatherCases, maxPoolCases, preluCases, volumeCases } from './gradient-cases.js';

const transposedProduct = gradientCase(
  'transposed product',
  [
    [4, 3],
    [5, 4],
  ],
  (a, b) => tf.matMul(a, b, true, true),
);
const lists = [conv2dCases, depthwiseCases, maxPoolCases, volumeCases, gatherCases, preluCases, [transposedProduct]];
/** A sample, of which some have strides, cropped inputs and multipliers. */
const cases = lists.flatMap((list) => list.filter((_, index) => index % 7 === 0));

beforeAll(async () => {
  await startBackends();
  registerWasmKernels();
  registerCpuKernels();
});

function repeat(run: Case['run'], times: number): void {
  for (let time = 0; time < times; time++) {
    tf.dispose(tf.tidy(run));
  }
}

it.each(['cpu', 'wasm'])('leaves no tensor behind on %s', async (backendName) => {
  await tf.setBackend(backendName);
  const backend = tf.backend();
  const leaks = cases.filter(({ run }) => {
    const before = [tf.memory().numTensors, tf.memory().numDataBuffers, backend.numDataIds()];
    repeat(run, 2);
    return before.join() !== [tf.memory().numTensors, tf.memory().numDataBuffers, backend.numDataIds()].join();
  });
  expect(leaks.map(({ name }) => name)).toEqual([]);
});

it('leaves no tensor behind if a composed kernel fails half-way', async () => {
  await tf.setBackend('wasm');
  const backend = tf.backend();
  const x = tf.ones([2, 3]);
  const numDataIds = backend.numDataIds();
  const failing = () =>
    composeKernels(backend, (run) => {
      run(tf.Transpose, { x }, { perm: [1, 0] });
      throw new Error('half-way');
    });
  expect(failing).toThrow('half-way');
  expect(backend.numDataIds()).toBe(numDataIds);
  x.dispose();
});

it('does not grow the heap of wasm', async () => {
  await tf.setBackend('wasm');
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  for (const { run } of cases) {
    repeat(run, 1);
  }
  const size = wasm.HEAPU8.length;
  for (const { run } of cases) {
    repeat(run, 100);
  }
  expect(wasm.HEAPU8.length).toBe(size);
});
