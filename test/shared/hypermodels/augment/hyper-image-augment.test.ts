import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { HyperImageAugment, type ImageAugmentOptions } from '../../../../shared/hypermodels/index.js';
import { everyValue } from '../../../../shared/space/domain.js';
import { startBackend } from '../../../../shared/training/backend.js';
import { building, spaceOf } from '../building.js';
import { coveringArray } from '../covering-array.js';
import { smallImages } from '../images.js';

const inputShape = [32, 32, 3] as const;

beforeAll(async () => {
  await startBackend();
});

function augmentLayers(model: tf.LayersModel): Record<string, unknown>[] {
  return model.layers.slice(1).map((layer) => layer.getConfig());
}

async function rangesOf(options: Omit<ImageAugmentOptions, 'inputShape'>): Promise<unknown[]> {
  const { parameters } = await spaceOf(new HyperImageAugment({ inputShape, ...options }));
  return parameters.map((parameter) =>
    'min' in parameter ? [parameter.name, parameter.min, parameter.max] : parameter,
  );
}

describe('RandAugment', () => {
  it("has Keras Tuner's search space", async () => {
    expect(await rangesOf({})).toEqual([
      ['augment_layers', 1, 3],
      ['factor_rotate', 0, 0.5],
      ['factor_translate_x', 0, 0.4],
      ['factor_translate_y', 0, 0.4],
      ['factor_contrast', 0, 0.3],
    ]);
  });

  it('searches between the numbers of a pair, and not at all what is null or 0', async () => {
    expect(
      await rangesOf({ rotate: [0.2, 0.3], translateX: 0, translateY: null, contrast: 1, augmentLayers: [2, 4] }),
    ).toEqual([
      ['augment_layers', 2, 4],
      ['factor_rotate', 0.2, 0.3],
      ['factor_contrast', 0, 1],
    ]);
  });

  it('declares its factors also where no layer uses them, so that a study knows them', async () => {
    expect(await rangesOf({ augmentLayers: [0, 2] })).toHaveLength(5);
  });

  it('has as many layers as augment_layers says, all with the same factors', async () => {
    const hypermodel = new HyperImageAugment({ inputShape, contrast: null, augmentLayers: [0, 3] });
    const factors = { factor_rotate: 0.3, factor_translate_x: 0.2, factor_translate_y: 0.1 };
    for (const augment_layers of [0, 1, 3]) {
      await building(hypermodel, { augment_layers, ...factors }, (model) => {
        const expected = { rotate: 0.3, translateX: 0.2, translateY: 0.1 };
        expect(augmentLayers(model)).toEqual(
          Array.from({ length: augment_layers }, () => expect.objectContaining(expected)),
        );
      });
    }
  });
});

describe('all transforms in order', () => {
  it('has no augment_layers, and factors that reach their greatest by steps of 0.05', async () => {
    const { parameters } = await spaceOf(new HyperImageAugment({ inputShape, augmentLayers: 0 }));
    const [rotate, x, y, contrast] = parameters;
    expect(parameters.map(({ name }) => name)).toEqual([
      'factor_rotate',
      'factor_translate_x',
      'factor_translate_y',
      'factor_contrast',
    ]);
    const values = (parameter = parameters[0]) => (parameter ? [...everyValue(parameter)] : []);
    expect(values(rotate)).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]);
    expect([values(x), values(y)].map((list) => list.at(-1))).toEqual([0.4, 0.4]);
    expect(values(contrast)).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]);
  });

  it('has one layer for each transform', async () => {
    const hypermodel = new HyperImageAugment({ inputShape, translateX: null, augmentLayers: null });
    await building(hypermodel, { factor_rotate: 0.25, factor_contrast: 0.1 }, (model) => {
      const layers = augmentLayers(model);
      expect(layers.map(({ name }) => name)).toEqual(['augment_rotate', 'augment_translateY', 'augment_contrast']);
      expect(layers).toMatchObject([{ rotate: 0.25 }, { translateY: 0 }, { contrast: 0.1 }]);
    });
  });
});

it.each([0, 3])('is built at points where any two values meet, with augmentLayers %i', async (layers) => {
  const hypermodel = new HyperImageAugment({ inputShape, augmentLayers: layers });
  for (const point of coveringArray(await spaceOf(hypermodel))) {
    await building(hypermodel, point, (model) => {
      expect(model.outputs[0]?.shape).toEqual([null, ...inputShape]);
    });
  }
});

it('a model changes images in training alone', async () => {
  const hypermodel = new HyperImageAugment({ inputShape, augmentLayers: 2 });
  const { x, y } = smallImages(3);
  await building(hypermodel, { augment_layers: 2, factor_translate_x: 0.4, factor_rotate: 0.5 }, (model) => {
    const [same, changed] = [false, true].map((training) =>
      tf.tidy(() => Array.from((model.apply(x, { training }) as tf.Tensor).dataSync())),
    );
    const before = Array.from(x.dataSync());
    expect(same).toEqual(before);
    expect(changed).not.toEqual(before);
  });
  tf.dispose([x, y]);
});

it('a model is saved and loaded with its factors, and without those that are off', async () => {
  const hypermodel = new HyperImageAugment({ inputShape, contrast: null, augmentLayers: 2 });
  await building(hypermodel, { factor_rotate: 0.25, factor_translate_x: 0.2 }, async (model) => {
    const loaded = await tf.models.modelFromJSON(JSON.parse(model.toJSON(null) as string));
    const [config] = augmentLayers(loaded);
    expect(config).toMatchObject({ name: 'augment1', rotate: 0.25, translateX: 0.2, translateY: 0 });
    expect(config).not.toHaveProperty('contrast');
  });
});

it.each<[string, Omit<ImageAugmentOptions, 'inputShape'>]>([
  ['rotate is 1.5', { rotate: 1.5 }],
  ['translateX is [0.4,0.2]', { translateX: [0.4, 0.2] }],
  ['translateY is -0.1', { translateY: -0.1 }],
  ['contrast is [0,2]', { contrast: [0, 2] }],
  ['augmentLayers is 1.5', { augmentLayers: 1.5 }],
  ['augmentLayers is [0,0]', { augmentLayers: [0, 0] }],
  ['All transforms are off', { rotate: 0, translateX: 0, translateY: null, contrast: null }],
])('refuses options that cannot be: %s', (message, options) => {
  const refusal = { code: 'InvalidTuning', message: expect.stringContaining(message) };
  expect(() => new HyperImageAugment({ inputShape, ...options })).toThrow(expect.objectContaining(refusal));
});
