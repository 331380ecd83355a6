import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HyperEfficientNet, HyperImageAugment, HyperResNet, HyperXception } from '../../../shared/hypermodels/index.js';
import { everyValue } from '../../../shared/space/domain.js';
import type { Space } from '../../../shared/space/space.js';
import { startBackend } from '../../../shared/training/backend.js';
import type { HyperModel } from '../../../shared/training/hypermodel.js';
import { building, spaceOf, zeroInitialWeights } from './building.js';
import { coveringArray } from './covering-array.js';

const inputShape = [32, 32, 3] as const;
const classes = 10;

beforeAll(async () => {
  await startBackend();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Each name with its default first and all its values. */
function valuesOf({ parameters }: Space): unknown[] {
  return parameters.map((parameter) => {
    const preset = 'default' in parameter ? parameter.default : undefined;
    return [parameter.name, preset, 'step' in parameter ? { ...parameter } : [...everyValue(parameter)]];
  });
}

const poolingOfFeatures = ['pooling', undefined, ['avg', 'max']];
const learningRate = ['learning_rate', 0.01, [0.1, 0.01, 0.001]];

const resNetSpace = [
  ['version', 'v2', ['v1', 'v2', 'next']],
  ['conv3_depth', undefined, [4, 8]],
  ['conv4_depth', undefined, [6, 23, 36]],
  poolingOfFeatures,
];
const resNetTop = [['optimizer', undefined, ['adam', 'rmsprop', 'sgd']], learningRate];

const xceptionSpace = [
  ['activation', undefined, ['relu', 'selu']],
  ['conv2d_num_filters', 64, [32, 64, 128]],
  ['kernel_size', undefined, [3, 5]],
  ['initial_strides', undefined, [2]],
  ['sep_num_filters', 256, expect.objectContaining({ kind: 'int', min: 128, max: 768, step: 128 })],
  ['num_residual_blocks', 4, [2, 3, 4, 5, 6, 7, 8]],
  ['pooling', undefined, ['avg', 'flatten', 'max']],
];
const xceptionTop = [
  ['num_dense_layers', undefined, [1, 2, 3]],
  ['dropout_rate', 0.5, expect.objectContaining({ kind: 'float', min: 0, max: 0.6, step: 0.1 })],
  ['dense_use_bn', true, [false, true]],
  ['learning_rate', undefined, [1e-3, 1e-4, 1e-5]],
];

const efficientNetSpace = [
  ['version', undefined, ['B0', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7']],
  poolingOfFeatures,
  ['top_dropout_rate', undefined, expect.objectContaining({ kind: 'float', min: 0.2, max: 0.8, step: 0.2 })],
  learningRate,
];

const spaces: [string, HyperModel, unknown[]][] = [
  ['HyperResNet', new HyperResNet({ inputShape, classes }), [...resNetSpace, ...resNetTop]],
  ['HyperResNet without its top', new HyperResNet({ inputShape, includeTop: false }), resNetSpace],
  ['HyperXception', new HyperXception({ inputShape, classes }), [...xceptionSpace, ...xceptionTop]],
  ['HyperXception without its top', new HyperXception({ inputShape, includeTop: false }), xceptionSpace],
  ['HyperEfficientNet', new HyperEfficientNet({ inputShape, classes }), efficientNetSpace],
];

it.each(spaces)("%s has Keras Tuner's search space, in its order", async (_, hypermodel, expected) => {
  zeroInitialWeights();
  expect(valuesOf(await spaceOf(hypermodel))).toEqual(expected);
});

it('HyperEfficientNet searches its augmentation first', async () => {
  zeroInitialWeights();
  const augmentation = new HyperImageAugment({ inputShape, contrast: null, translateX: null, translateY: null });
  const { parameters } = await spaceOf(new HyperEfficientNet({ inputShape, classes, augmentation }));
  expect(parameters.slice(0, 3).map(({ name }) => name)).toEqual(['augment_layers', 'factor_rotate', 'version']);
});

describe('HyperXception mends the traps of its space', () => {
  it('the dropout rate reaches 0.6', async () => {
    const { parameters } = await spaceOf(new HyperXception({ inputShape, classes }));
    const rates = parameters.find(({ name }) => name === 'dropout_rate');
    expect(rates && [...everyValue(rates)]).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    await building(new HyperXception({ inputShape, classes }), { dropout_rate: 0.6 }, (model) => {
      expect(model.getLayer('dense1_dropout').getConfig().rate).toBe(0.6);
    });
  });

  it.each([true, false])('dense_use_bn is a boolean, here %s', async (dense_use_bn) => {
    await building(new HyperXception({ inputShape, classes }), { dense_use_bn }, (model) => {
      expect(model.layers.some(({ name }) => name === 'dense1_bn')).toBe(dense_use_bn);
    });
  });
});

it('HyperResNet builds ResNeXt with the widths and strides of the paper, not with those of Keras Tuner', async () => {
  const hypermodel = new HyperResNet({ inputShape: [64, 64, 3], includeTop: false });
  await building(hypermodel, { version: 'next' }, (model) => {
    const shapes = ['conv2_block3_out', 'conv3_block4_out', 'conv4_block6_out', 'conv5_block3_out'];
    expect(shapes.map((name) => model.getLayer(name).outputShape)).toEqual([
      [null, 16, 16, 256],
      [null, 8, 8, 512],
      [null, 4, 4, 1024],
      [null, 2, 2, 2048],
    ]);
    expect(model.getLayer('conv2_block1_2_conv').weights[0]?.shape).toEqual([3, 3, 4, 128]);
  });
});

describe.each(spaces)('%s', (_, hypermodel) => {
  it('is built at points where any two values of any two hyperparameters meet', async () => {
    zeroInitialWeights();
    const points = coveringArray(await spaceOf(hypermodel));
    expect(points.length).toBeGreaterThan(5);
    const isCompiled = 'learning_rate' in (points[0] ?? {});
    for (const point of points) {
      await building(hypermodel, point, (model) => {
        expect(model.inputs[0]?.shape).toEqual([null, ...inputShape]);
        expect(Boolean(model.optimizer)).toBe(isCompiled);
        const [batch, features] = model.outputs[0]?.shape ?? [];
        expect(batch).toBeNull();
        if (isCompiled) expect(features).toBe(classes);
        else expect(features).toBeGreaterThan(classes);
      });
    }
  });
});

it.each<[string, () => HyperModel]>([
  ['inputShape is [32,32]', () => new HyperResNet({ inputShape: [32, 32] as never, classes })],
  ['inputShape is [32,0,3]', () => new HyperXception({ inputShape: [32, 0, 3], classes })],
  ['inputShape is [32,32,1.5]', () => new HyperEfficientNet({ inputShape: [32, 32, 1.5], classes })],
  ['classes is 1', () => new HyperResNet({ inputShape, classes: 1 })],
  ['classes is undefined', () => new HyperXception({ inputShape } as never)],
  ['classes is 0', () => new HyperEfficientNet({ inputShape, classes: 0 })],
])('refuses options that cannot be: %s', (message, construct) => {
  expect(construct).toThrow(
    expect.objectContaining({ code: 'InvalidTuning', message: expect.stringContaining(message) }),
  );
});

describe('the features without a top', () => {
  it('can be built upon', async () => {
    const hypermodel = new HyperXception({ inputShape, includeTop: false });
    await building(hypermodel, { num_residual_blocks: 2, sep_num_filters: 128 }, (base) => {
      const top = tf.layers.dense({ units: 1 }).apply(base.outputs[0] as tf.SymbolicTensor) as tf.SymbolicTensor;
      const model = tf.model({ inputs: base.inputs, outputs: top });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      const y = tf.tidy(() => model.predict(tf.zeros([2, ...inputShape])) as tf.Tensor);
      expect(y.shape).toEqual([2, 1]);
      y.dispose();
    });
  });
});
