import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { HyperEfficientNet } from '../../../shared/hypermodels/index.js';
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

function valuesOf(model: tf.LayersModel, name: string): number[] {
  const weight = model.weights.find(({ originalName }) => originalName === name);
  return Array.from(weight?.read().dataSync() ?? []);
}

it('HyperEfficientNet starts from the weights that are given, all below the pooling', async () => {
  const given = await building(new HyperEfficientNet(options), {}, weightsOf);
  const hypermodel = new HyperEfficientNet({
    ...options,
    weights: async (version) => (version === 'B0' ? given : undefined),
  });
  const names = Object.keys(given).filter((name) => !name.startsWith('probs/'));
  await building(hypermodel, { version: 'B0' }, (model) => {
    const differing = names.filter(
      (name) => String(valuesOf(model, name)) !== String(Array.from(given[name]?.dataSync() ?? [])),
    );
    expect(differing).toEqual([]);
    expect(valuesOf(model, 'probs/kernel')).not.toEqual(Array.from(given['probs/kernel']?.dataSync() ?? []));
  });
  await building(hypermodel, { version: 'B1' }, (model) => {
    expect(valuesOf(model, 'stem_conv/kernel')).not.toEqual(Array.from(given['stem_conv/kernel']?.dataSync() ?? []));
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
