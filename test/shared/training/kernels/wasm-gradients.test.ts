import { beforeAll, expect, it } from 'vitest';
import { registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { compute, differences, startBackends } from './backends.js';
import { conv2dCases, depthwiseCases, derivedConvolutionCases } from './convolution-cases.js';
import { gatherCases, maxPoolCases, preluCases, volumeCases } from './gradient-cases.js';

beforeAll(async () => {
  await startBackends();
  registerWasmKernels();
});

it.each([
  ['conv2d', conv2dCases],
  ['depthwise conv2d', depthwiseCases],
  ['separable, transposed and 1D convolution', derivedConvolutionCases],
  ['max pooling', maxPoolCases],
  ['convolution and max pooling of volumes', volumeCases],
  ['gather', gatherCases],
  ['prelu', preluCases],
])('computes values and gradients of %s on wasm as the stock cpu backend does', async (_, cases) => {
  const expected = await compute('cpu', cases);
  const actual = await compute('wasm', cases);
  expect(differences(cases, expected, actual)).toEqual([]);
});
