import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { efficientNetwork } from '../../../shared/hypermodels/efficientnet/network.js';
import { HyperResNet, HyperXception } from '../../../shared/hypermodels/index.js';
import { startBackend } from '../../../shared/training/backend.js';
import { freeingVariables } from '../../../shared/training/model.js';
import { building, zeroInitialWeights } from './building.js';
import expected from './fixtures/features.json' with { type: 'json' };
import { hashUniform, weightValues } from './fixtures/weights.js';

const inputShape = [32, 32, 3] as const;

beforeAll(async () => {
  await startBackend();
  zeroInitialWeights();
});

afterAll(() => {
  vi.restoreAllMocks();
});

/** Values of the first channels that the network computes from the fixture's image, by the fixture's weights. */
function featuresOf(model: tf.LayersModel, scale: number): number[] {
  for (const weight of model.weights) {
    if (weight.originalName.startsWith('normalization/')) continue;
    const shape = weight.shape as number[];
    const values = tf.tensor(weightValues(weight.originalName.split('/').at(-1) as string, shape), shape);
    weight.write(values);
    values.dispose();
  }
  const features = tf.tidy(() => {
    const image = tf.tensor(hashUniform(32 * 32 * 3, 1), [1, ...inputShape]).mul(scale);
    return Array.from((model.predict(image) as tf.Tensor).dataSync());
  });
  return features.slice(0, 64);
}

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

function expectClose(actual: readonly number[], wanted: readonly number[]): void {
  expect(actual).toHaveLength(wanted.length);
  expect(largest(actual.map((value, index) => value - (wanted[index] as number)))).toBeLessThan(1e-4 * largest(wanted));
}

it.each(['v1', 'v2', 'next'] as const)(
  'ResNet %s computes the features of Keras from the same weights',
  async (version) => {
    const hypermodel = new HyperResNet({ inputShape, includeTop: false });
    expectClose(await building(hypermodel, { version }, (model) => featuresOf(model, 1)), expected[version]);
  },
);

const small = { sep_num_filters: 128, num_residual_blocks: 2 };
const xceptions = {
  relu: small,
  selu: { ...small, activation: 'selu', conv2d_num_filters: 32, kernel_size: 5 },
} as const;

it.each(['relu', 'selu'] as const)('HyperXception with %s computes the features of Keras Tuner', async (activation) => {
  const hypermodel = new HyperXception({ inputShape, includeTop: false });
  expectClose(await building(hypermodel, xceptions[activation], (model) => featuresOf(model, 1)), expected[activation]);
});

it.each(['B0', 'B1'] as const)('EfficientNet %s computes the features of Keras', async (version) => {
  const features = await freeingVariables(async () => {
    const inputs = tf.input({ shape: [...inputShape] });
    const maps = efficientNetwork(inputs, version);
    const outputs = tf.layers.globalAveragePooling2d({}).apply(maps) as tf.SymbolicTensor;
    return featuresOf(tf.model({ inputs, outputs }), 255);
  });
  expectClose(features, expected[version]);
});
