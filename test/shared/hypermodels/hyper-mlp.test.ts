import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { HyperMLP, type MlpOptions } from '../../../shared/hypermodels/index.js';
import { startBackend } from '../../../shared/training/backend.js';
import { withSeededRandom } from '../../../shared/training/seeded-random.js';
import { building, spaceOf } from './building.js';
import { coveringArray } from './covering-array.js';
import { hashUniform } from './fixtures/weights.js';

const tasks: [string, MlpOptions, tf.Shape][] = [
  ['three classes', { features: 4, task: 'classification', classes: 3 }, [null, 3]],
  ['two classes', { features: 4, task: 'classification', classes: 2 }, [null, 1]],
  ['a regression', { features: 4, task: 'regression', targets: 2 }, [null, 2]],
];

beforeAll(async () => {
  await startBackend();
});

it('HyperMLP has units for the layers that there are', async () => {
  const { parameters } = await spaceOf(new HyperMLP({ features: 4, task: 'regression', targets: 1 }));
  expect(parameters.map(({ name, when }) => [name, when?.[0]?.in])).toEqual([
    ['layers', undefined],
    ['units_0', [1, 2, 3, 4]],
    ['units_1', [2, 3, 4]],
    ['units_2', [3, 4]],
    ['units_3', [4]],
    ['activation', undefined],
    ['batch_normalization', undefined],
    ['dropout', undefined],
    ['optimizer', undefined],
    ['learning_rate', undefined],
  ]);
});

it.each(tasks)('HyperMLP for %s is built at points where any two values meet', async (_, options, outputShape) => {
  const hypermodel = new HyperMLP(options);
  const points = coveringArray(await spaceOf(hypermodel));
  for (const point of points) {
    await building(hypermodel, point, (model) => {
      expect(model.outputs[0]?.shape).toEqual(outputShape);
      const dense = model.layers.filter((layer) => /^dense\d$/.test(layer.name));
      const units = Object.entries(point).filter(([name]) => name.startsWith('units_'));
      expect(dense.map((layer) => layer.getConfig().units)).toEqual(units.map(([, count]) => count));
      expect(dense).toHaveLength(point.layers as number);
    });
  }
});

describe('HyperMLP learns', () => {
  const numbers = hashUniform(512, 2);
  /** In a square. */
  const points = Array.from({ length: 256 }, (_, row) => [numbers[2 * row], numbers[2 * row + 1]] as [number, number]);

  async function lastMetrics(options: MlpOptions, labels: number[][]): Promise<Record<string, number>> {
    const values = { layers: 2, learning_rate: 0.01 };
    return withSeededRandom([1], () =>
      building(new HyperMLP(options), values, async (model) => {
        const [x, y] = [tf.tensor2d(points), tf.tensor2d(labels)];
        const { history } = await model.fit(x, y, { epochs: 30, verbose: 0 });
        tf.dispose([x, y]);
        return Object.fromEntries(Object.entries(history).map(([name, list]) => [name, list.at(-1) as number]));
      }),
    );
  }

  it('which of two classes, by labels of 0 and 1', async () => {
    const labels = points.map(([a, b]) => [a * b > 0 ? 1 : 0]);
    const { acc } = await lastMetrics({ features: 2, task: 'classification', classes: 2 }, labels);
    expect(acc).toBeGreaterThan(0.9);
  });

  it('which of three classes, by one-hot labels', async () => {
    const labels = points
      .map(([a, b]) => [a + b < -0.5, a + b > 0.5].map(Number))
      .map(([c = 0, d = 0]) => [c, d, 1 - c - d]);
    const { acc } = await lastMetrics({ features: 2, task: 'classification', classes: 3 }, labels);
    expect(acc).toBeGreaterThan(0.9);
  });

  it('a regression', async () => {
    const labels = points.map(([a, b]) => [a * b]);
    const { mae } = await lastMetrics({ features: 2, task: 'regression', targets: 1 }, labels);
    expect(mae).toBeLessThan(0.1);
  });
});

it.each<[string, MlpOptions]>([
  ['features is 0', { features: 0, task: 'regression', targets: 1 }],
  ['targets is 1.5', { features: 4, task: 'regression', targets: 1.5 }],
  ['classes is 1', { features: 4, task: 'classification', classes: 1 }],
])('HyperMLP refuses options that cannot be: %s', (message, options) => {
  const refusal = { code: 'InvalidTuning', message: expect.stringContaining(message) };
  expect(() => new HyperMLP(options)).toThrow(expect.objectContaining(refusal));
});
