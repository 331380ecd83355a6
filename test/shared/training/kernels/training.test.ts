import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { registerCpuKernels, registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { type BackendName, randomTensor, startBackends } from './backends.js';

beforeAll(startBackends);

/** The losses of a small convolutional network over three epochs, from the same weights each time. */
async function train(backendName: BackendName): Promise<number[]> {
  await tf.setBackend(backendName);
  const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [9, 9, 1],
        filters: 4,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: seeded(1),
      }),
      tf.layers.batchNormalization(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: seeded(2) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(3) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
  const x = randomTensor([40, 9, 9, 1], 1);
  const y = tf.oneHot(tf.argMax(tf.mean(tf.reshape(x, [40, 3, 27]), 2), 1), 3);
  const { history } = await model.fit(x, y, { epochs: 3, batchSize: 10, shuffle: false, verbose: 0 });
  model.dispose();
  tf.dispose([x, y]);
  return history.loss as number[];
}

it('trains a convolutional network to the same losses on all backends', async () => {
  const expected = await train('cpu');
  registerCpuKernels();
  registerWasmKernels();
  const losses = [await train('cpu'), await train('wasm')];
  for (const loss of losses.flatMap((epochs) => epochs.map((value, epoch) => value - (expected[epoch] ?? 0)))) {
    expect(Math.abs(loss)).toBeLessThan(1e-3);
  }
  expect(expected.at(-1)).toBeLessThan(0.9 * (expected[0] ?? 0));
});
