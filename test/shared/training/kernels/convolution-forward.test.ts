import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { type Case, combinations, compute, differences, randomTensor, startBackends } from './backends.js';

const SIZES = [1, 2, 3];
const STRIDES = [1, 2, 3, 4];
const PADS = ['same', 'valid'] as const;
const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
const OPERATIONS = [
  ['conv2d', tf.conv2d, tf.fused.conv2d],
  ['depthwise conv2d', tf.depthwiseConv2d, tf.fused.depthwiseConv2d],
] as const;

interface Setting {
  readonly kernel: [number, number];
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: 'same' | 'valid';
}

const strided: Setting[] = combinations(SIZES, SIZES, STRIDES, STRIDES, PADS).map(([kh, kw, sh, sw, pad]) => {
  return { kernel: [kh, kw], strides: [sh, sw], dilations: [1, 1], pad };
});
const dilated: Setting[] = combinations(SIZES, SIZES, [1, 2, 3], [1, 2, 3], PADS).map(([kh, kw, dh, dw, pad]) => {
  return { kernel: [kh, kw], strides: [1, 1], dilations: [dh, dw], pad };
});

/** Both the plain and the fused version, the latter with a bias and the activation. */
function convolutionCase(
  operation: (typeof OPERATIONS)[number],
  setting: Setting,
  activation: (typeof ACTIVATIONS)[number],
): Case {
  const [operationName, plain, fused] = operation;
  const { kernel, strides, dilations, pad } = setting;
  const channels = plain === tf.conv2d ? 5 : 6;
  const run = () => {
    const x = randomTensor([2, 8, 7, 3], 1) as tf.Tensor4D;
    const filter = randomTensor([...kernel, 3, plain === tf.conv2d ? 5 : 2], 2) as tf.Tensor4D;
    const bias = randomTensor([channels], 3) as tf.Tensor1D;
    const preluActivationWeights = randomTensor([channels], 4);
    const shared = { x, filter, strides, dilations, pad, bias, activation };
    return {
      plain: plain(x, filter, strides, pad, 'NHWC', dilations),
      fused: fused(activation === 'prelu' ? { ...shared, preluActivationWeights } : { ...shared, leakyreluAlpha: 0.3 }),
    };
  };
  return { name: `${operationName} ${JSON.stringify(setting)} ${activation}`, run };
}

const cases = combinations(OPERATIONS, [...strided, ...dilated]).map(([operation, setting], index) =>
  convolutionCase(operation, setting, ACTIVATIONS[index % ACTIVATIONS.length] ?? 'linear'),
);
let expected: Awaited<ReturnType<typeof compute>>;

beforeAll(async () => {
  await startBackends();
  expected = await compute('cpu', cases);
});

it('is needed: the stock wasm kernels are wrong for a stride above the kernel size', async () => {
  const wrong = differences(cases, expected, await compute('wasm', cases));
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.filter((name) => !name.includes('same') || name.includes('"strides":[1,1]'))).toEqual([]);
});

it('computes every convolution on wasm as the stock cpu backend does', async () => {
  registerWasmKernels();
  expect(differences(cases, expected, await compute('wasm', cases))).toEqual([]);
});
