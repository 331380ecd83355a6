import { beforeAll, expect, it } from 'vitest';
import { registerCpuKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { compute, differences, startBackends } from './backends.js';
import { conv2dCases, depthwiseCases, derivedConvolutionCases } from './convolution-cases.js';
import { gatherCases, maxPoolCases, volumeCases } from './gradient-cases.js';

const cases = [
  ...conv2dCases,
  ...depthwiseCases,
  ...derivedConvolutionCases,
  ...gatherCases,
  ...maxPoolCases,
  ...volumeCases,
];

beforeAll(startBackends);

it('computes values and gradients on cpu as the stock kernels do', async () => {
  const expected = await compute('cpu', cases);
  registerCpuKernels();
  const actual = await compute('cpu', cases);
  expect(differences(cases, expected, actual)).toEqual([]);
});
