import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChannelNormalization } from '../../../../shared/hypermodels/layers/channel-normalization.js';
import { GroupedConv2D } from '../../../../shared/hypermodels/layers/grouped-conv2d.js';
import { SquareResize } from '../../../../shared/hypermodels/layers/square-resize.js';
import { startBackend } from '../../../../shared/training/backend.js';
import { freeingVariables } from '../../../../shared/training/model.js';
import { randomTensor, weightedSum } from '../../training/kernels/backends.js';

beforeAll(async () => {
  await startBackend();
});

function expectSame(actual: tf.Tensor, expected: tf.Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(actual.sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-5);
}

describe('a grouped convolution', () => {
  it.each([
    [1, 2],
    [2, 3],
    [2, 4],
  ])('is a convolution for each group, and so are its gradients: strides %i, %i groups', async (strides, groups) => {
    await freeingVariables(async () => {
      const layer = new GroupedConv2D({ filters: 2 * groups, kernelSize: 3, strides, groups });
      const x = tf.variable(randomTensor([2, 7, 6, 3 * groups], 1)) as tf.Tensor4D & tf.Variable;
      const input = tf.input({ shape: [7, 6, 3 * groups] });
      const { shape } = layer.apply(input) as tf.SymbolicTensor;
      const kernel = layer.weights[0]?.read() as tf.Tensor4D & tf.Variable;
      expect(kernel.shape).toEqual([3, 3, 3, 2 * groups]);

      const reference = () => {
        const [images, filters] = [tf.split(x, groups, 3), tf.split(kernel, groups, 3)];
        const outputs = images.map((image, group) =>
          tf.conv2d(image as tf.Tensor4D, filters[group] as tf.Tensor4D, strides, 'valid'),
        );
        return tf.concat(outputs, 3);
      };
      const grouped = () => layer.apply(x) as tf.Tensor;
      tf.tidy(() => {
        expect(shape.slice(1)).toEqual(grouped().shape.slice(1));
        expectSame(grouped(), reference());
        const [actual, expected] = [grouped, reference].map(
          (compute) => tf.variableGrads(() => weightedSum(compute()), [x, kernel]).grads,
        );
        for (const [name, gradient] of Object.entries(expected ?? {})) {
          expectSame(actual?.[name] as tf.Tensor, gradient);
        }
      });
    });
  });
});

describe('the normalisation of channels', () => {
  it('leaves values as they are until weights are set, and trains none', async () => {
    await freeingVariables(async () => {
      const layer = new ChannelNormalization({});
      const x = randomTensor([2, 3, 3, 2], 1);
      expectSame(layer.apply(x) as tf.Tensor, x);
      expect(layer.trainableWeights).toEqual([]);
      layer.setWeights([tf.tensor1d([1, -2]), tf.tensor1d([4, 0.25])]);
      expectSame(layer.apply(x) as tf.Tensor, x.sub(tf.tensor1d([1, -2])).div(tf.tensor1d([2, 0.5])));
    });
  });
});

describe('the resizing of images', () => {
  it('says the shape that it makes, and takes pixels by their centres', () => {
    const layer = new SquareResize({ side: 4 });
    expect((layer.apply(tf.input({ shape: [2, 2, 1] })) as tf.SymbolicTensor).shape).toEqual([null, 4, 4, 1]);
    const resized = layer.apply(tf.tensor4d([0, 4, 0, 4], [1, 2, 2, 1])) as tf.Tensor;
    expect(Array.from(resized.dataSync()).slice(0, 4)).toEqual([0, 1, 3, 4]);
  });
});
