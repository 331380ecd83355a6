import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { type EfficientNetVersion, HyperEfficientNet } from '../../../shared/hypermodels/index.js';
import { startBackend } from '../../../shared/training/backend.js';
import { building } from './building.js';

const options = { inputShape: [32, 32, 3], classes: 10 } as const;

beforeAll(async () => {
  await startBackend();
});

/** Weights of a network trained elsewhere: here, built before. */
function weightsOf(model: tf.LayersModel): tf.NamedTensorMap {
  return Object.fromEntries(model.weights.map((weight) => [weight.originalName, weight.read().clone()]));
}

/** Whether the model has the given values of a weight. */
function has(model: tf.LayersModel, given: tf.NamedTensorMap, name: string): boolean {
  const [own, other] = [model.weights.find(({ originalName }) => originalName === name)?.read(), given[name]];
  if (!own || !other) throw new Error(`There is no weight ${name}`);
  const bytes = (tensor: tf.Tensor) => Buffer.from(tensor.dataSync<'float32'>().slice().buffer);
  return bytes(own).equals(bytes(other));
}

it('HyperEfficientNet starts from the weights that are given, all below the pooling', async () => {
  const given = await building(new HyperEfficientNet(options), {}, weightsOf);
  const names = Object.keys(given).filter((name) => !name.startsWith('probs/'));
  expect(names.length).toBeGreaterThan(300);
  const weights = async (version: EfficientNetVersion) => (version === 'B0' ? given : undefined);
  const hypermodel = new HyperEfficientNet({ ...options, weights });
  await building(hypermodel, { version: 'B0' }, (model) => {
    expect(names.filter((name) => !has(model, given, name))).toEqual([]);
    expect(has(model, given, 'probs/kernel')).toBe(false);
  });
  await building(hypermodel, { version: 'B1' }, (model) => {
    expect(has(model, given, 'stem_conv/kernel')).toBe(false);
  });
  tf.dispose(given);
});

it('HyperEfficientNet refuses weights that do not fit, and names them', async () => {
  const given = await building(new HyperEfficientNet(options), {}, weightsOf);
  const { 'stem_bn/beta': _, ...others } = given;
  const weights = { ...others, 'stem_conv/kernel': tf.zeros([5, 5, 3, 32]) };
  const hypermodel = new HyperEfficientNet({ ...options, weights: () => weights });
  await expect(building(hypermodel, {}, () => undefined)).rejects.toMatchObject({
    code: 'InvalidModel',
    message: expect.stringMatching(
      /2 places: stem_conv\/kernel \[3, 3, 3, 32\] is \[5, 5, 3, 32\]; stem_bn\/beta \[32\] is missing/,
    ),
  });
  tf.dispose([given, weights]);
});
