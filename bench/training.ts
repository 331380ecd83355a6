/**
 * Measures an epoch of a small convolutional network on real digits, each backend in a process of its own:
 * WebAssembly and cpu with Stepladder's kernels, and TensorFlow.js's plain cpu backend on fewer images, scaled up.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { loadImages } from '../examples/mnist/images.js';
import { startBackend } from '../shared/training/backend.js';
import { registerCpuKernels } from '../shared/training/kernels/register-kernels.js';

const images = 2000;
const batchSize = 64;
const backends: Record<string, { images: number; start: () => Promise<unknown> }> = {
  'wasm, our kernels': { images, start: startBackend },
  'cpu, our kernels': {
    images: images / 4,
    start: async () => {
      registerCpuKernels();
      await tf.setBackend('cpu');
    },
  },
  'cpu as it comes': { images: batchSize, start: () => tf.setBackend('cpu') },
};

function network(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}

/** Seconds of an epoch of 2,000 images, the second epoch: the first warms up. */
async function secondsOfEpoch(name: string): Promise<number> {
  const backend = backends[name] as (typeof backends)[string];
  await backend.start();
  const { x, y } = loadImages('training');
  const [some, labels] = [x.slice(0, backend.images), y.slice(0, backend.images)];
  const model = network();
  let seconds = 0;
  for (let epoch = 0; epoch < 2; epoch++) {
    const begun = performance.now();
    await model.fit(some, labels, { batchSize, epochs: 1, verbose: 0 });
    seconds = (performance.now() - begun) / 1000;
  }
  return (seconds * images) / backend.images;
}

const [name] = process.argv.slice(2);
if (name === undefined) {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`,
  );
  for (const backend of Object.keys(backends)) {
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), backend];
    const seconds = Number(
      execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    console.log(`${backend}: ${seconds.toFixed(1)} s an epoch of ${images} images`);
  }
} else {
  process.stdout.write(String(await secondsOfEpoch(name)));
}
