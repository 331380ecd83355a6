import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { efficientNetwork } from '../../../shared/hypermodels/efficientnet/network.js';
import { efficientNetVersions } from '../../../shared/hypermodels/efficientnet/scaling.js';
import { HyperEfficientNet, HyperResNet, HyperXception } from '../../../shared/hypermodels/index.js';
import { startBackend } from '../../../shared/training/backend.js';
import { freeingVariables } from '../../../shared/training/model.js';
import { building, parametersByLayer, parameterTotals, zeroInitialWeights } from './building.js';
import fixture from './fixtures/parameters.json' with { type: 'json' };

beforeAll(async () => {
  await startBackend();
  zeroInitialWeights();
});

afterAll(() => {
  vi.restoreAllMocks();
});

const inputShape = [32, 32, 3] as const;

/** Keras's `Normalization` counts what it has seen in one more weight. */
const seen = 1;

describe('HyperResNet has the parameters of Keras, layer by layer', () => {
  it.each(fixture.resnet)('$values, $total in all', async ({ values, layers, total, trainable }) => {
    const [version, conv3_depth, conv4_depth] = values as [string, number, number];
    const hypermodel = new HyperResNet({ inputShape, classes: 1000 });
    await building(hypermodel, { version, conv3_depth, conv4_depth }, (model) => {
      expect(parameterTotals(model)).toEqual({ total, trainable });
      if (layers) expect(parametersByLayer(model)).toEqual(layers);
    });
  });
});

describe('HyperXception has the parameters of Keras Tuner, layer by layer', () => {
  it.each(fixture.xception)('$values, $total in all', async ({ values, layers, total, trainable }) => {
    await building(new HyperXception({ inputShape, classes: 10 }), values, (model) => {
      expect(parameterTotals(model)).toEqual({ total, trainable });
      const ascending = (counts: Record<string, number>) => Object.values(counts).sort((a, b) => a - b);
      expect(ascending(parametersByLayer(model))).toEqual(ascending(layers as Record<string, number>));
    });
  });
});

describe('HyperEfficientNet has the parameters of Keras', () => {
  it.each(efficientNetVersions)('%s', async (version) => {
    const { total, trainable } = fixture.efficientnet[version];
    await building(new HyperEfficientNet({ inputShape, classes: 1000 }), { version }, (model) => {
      expect(parameterTotals(model)).toEqual({ total: total - seen, trainable });
    });
  });

  it('layer by layer', async () => {
    const { normalization, ...layers } = fixture.efficientnet.B0.layers;
    await building(new HyperEfficientNet({ inputShape, classes: 1000 }), {}, (model) => {
      expect(parametersByLayer(model)).toEqual({ ...layers, normalization: normalization - seen });
    });
  });

  it('and without its dense layer those of the published network without its top', async () => {
    await freeingVariables(async () => {
      const inputs = tf.input({ shape: [...inputShape] });
      const { total } = parameterTotals(tf.model({ inputs, outputs: efficientNetwork(inputs, 'B0') }));
      expect(total).toBe(4_049_571 - seen);
    });
  });
});
