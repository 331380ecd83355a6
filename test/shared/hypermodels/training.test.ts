import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  HyperEfficientNet,
  HyperImageAugment,
  HyperMLP,
  HyperResNet,
  HyperXception,
} from '../../../shared/hypermodels/index.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import type { Values } from '../../../shared/space/parameter.js';
import { startBackend } from '../../../shared/training/backend.js';
import { restoreCheckpoint, takeCheckpoint } from '../../../shared/training/checkpoint.js';
import type { HyperModel } from '../../../shared/training/hypermodel.js';
import { freeingVariables } from '../../../shared/training/model.js';
import { withSeededRandom } from '../../../shared/training/seeded-random.js';
import { smallImages } from './images.js';

interface Example {
  readonly hypermodel: HyperModel;
  readonly values: Values;
  readonly data: () => { x: tf.Tensor; y: tf.Tensor };
  /** Whether its second epoch is trained too, which is slow. */
  readonly isResumed?: true;
}

/** Milliseconds, for a machine that does much else: some of these take seconds of its own. */
const patience = 180_000;

const inputShape = [32, 32, 3] as const;
const classes = 10;
const resNet = new HyperResNet({ inputShape, classes });
const xception = new HyperXception({ inputShape, classes });
const smallXception = { conv2d_num_filters: 32, sep_num_filters: 128, num_residual_blocks: 2 };
const augmentation = new HyperImageAugment({ inputShape, augmentLayers: [2, 2], rotate: [0.1, 0.5] });

/** The smallest of each kind, on real images. */
const examples: Record<string, Example> = {
  'ResNet v1': { hypermodel: resNet, values: { version: 'v1', optimizer: 'sgd' }, data: () => smallImages(6) },
  'ResNet v2': { hypermodel: resNet, values: { optimizer: 'sgd', pooling: 'max' }, data: () => smallImages(6) },
  ResNeXt: {
    hypermodel: resNet,
    values: { version: 'next', optimizer: 'sgd' },
    data: () => smallImages(6),
    isResumed: true,
  },
  'Xception with relu': { hypermodel: xception, values: smallXception, data: () => smallImages(12), isResumed: true },
  'Xception with selu': {
    hypermodel: xception,
    values: { ...smallXception, activation: 'selu', pooling: 'flatten' },
    data: () => smallImages(12),
  },
  'EfficientNet, its images augmented': {
    hypermodel: new HyperEfficientNet({ inputShape, classes, augmentation }),
    values: { learning_rate: 0.1 },
    data: () => smallImages(2, 255),
    isResumed: true,
  },
  MLP: {
    hypermodel: new HyperMLP({ features: 1024, task: 'classification', classes }),
    values: { layers: 2, batch_normalization: true, dropout: 0.2 },
    data: () => {
      const { x, y } = smallImages(40);
      return { x: x.slice([0, 0, 0, 0], [-1, -1, -1, 1]).reshape([40, 1024]), y };
    },
    isResumed: true,
  },
};

beforeAll(async () => {
  await startBackend();
});

function build({ hypermodel, values }: Example): Promise<tf.LayersModel> {
  return withSeededRandom([1, 'build'], () => hypermodel.build(new HyperParameters(values)));
}

/** One epoch, whose random numbers are its own. */
async function train(model: tf.LayersModel, data: ReturnType<Example['data']>, epoch: number): Promise<number> {
  const fit = () => model.fit(data.x, data.y, { batchSize: 16, initialEpoch: epoch, epochs: epoch + 1, verbose: 0 });
  const { history } = await withSeededRandom([1, 'epoch', epoch], fit);
  return history.loss?.[0] as number;
}

function predictions(model: tf.LayersModel, x: tf.Tensor): number[] {
  return tf.tidy(() => Array.from((model.predict(x) as tf.Tensor).dataSync()));
}

describe.each(Object.entries(examples))('%s', (_, example) => {
  const goesOn = example.isResumed ? ', and goes on from a checkpoint to the same bits, leaving no tensor behind' : '';
  it(
    `trains an epoch, and is saved and loaded${goesOn}`,
    () =>
      freeingVariables(async () => {
        const data = example.data();
        const model = await build(example);
        const untrained = predictions(model, data.x);
        expect(await train(model, data, 0)).toBeGreaterThan(0);
        const trained = predictions(model, data.x);
        expect(trained.every(Number.isFinite)).toBe(true);
        expect(trained).not.toEqual(untrained);
        expect(predictions(await savedAndLoaded(model), data.x)).toEqual(trained);
        if (example.isResumed) await expectResumed(example, model, data);
        tf.dispose(data);
      }),
    patience,
  );
});

/** Trains the second epoch twice: by the model that has trained the first one, and by one from its checkpoint. */
async function expectResumed(example: Example, whole: tf.LayersModel, data: ReturnType<Example['data']>) {
  const before = tf.memory().numTensors;
  const checkpoint = await takeCheckpoint(whole, 1, undefined);
  const loss = await train(whole, data, 1);
  expect(tf.memory().numTensors).toBe(before);

  const resumed = await build(example);
  await restoreCheckpoint(resumed, checkpoint);
  expect(await train(resumed, data, 1)).toBe(loss);
  const [a, b] = [await takeCheckpoint(whole, 2, undefined), await takeCheckpoint(resumed, 2, undefined)];
  expect(Buffer.from(b.weights.data).equals(Buffer.from(a.weights.data))).toBe(true);
}

/** By way of JSON, as through a file. */
async function savedAndLoaded(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: tf.io.ModelArtifacts = {};
  const keep = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(keep);
  const modelTopology = JSON.parse(JSON.stringify(saved.modelTopology));
  return tf.loadLayersModel(tf.io.fromMemory({ ...saved, modelTopology }));
}
