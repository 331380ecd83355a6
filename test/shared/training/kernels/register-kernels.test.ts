import * as tf from '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import { registerCpuKernels, registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { compute, gradientCase, startBackends } from './backends.js';

const kernelFunctions = (backendName: string) =>
  Object.fromEntries(
    tf.getKernelsForBackend(backendName).map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]),
  );

it.each([
  ['cpu', registerCpuKernels],
  ['wasm', registerWasmKernels],
] as const)('registers kernels for %s only when it is called, and only once', (backendName, register) => {
  const warn = vi.spyOn(console, 'warn');
  const stock = kernelFunctions(backendName);
  register();
  const registered = kernelFunctions(backendName);
  expect(registered).not.toEqual(stock);
  register();
  expect(kernelFunctions(backendName)).toEqual(registered);
  expect(warn).not.toHaveBeenCalled();
});

it('registers kernels before the backend starts as well as after', async () => {
  registerWasmKernels();
  await startBackends();
  const training = gradientCase(
    'conv2d',
    [
      [2, 7, 6, 3],
      [3, 3, 3, 4],
    ],
    (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'),
  );
  const [outcome] = await compute('wasm', [training]);
  expect(outcome?.['gradient 1']?.shape).toEqual([3, 3, 3, 4]);
});
