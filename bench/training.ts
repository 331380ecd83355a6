/**
 * Measures an epoch of small networks on real digits, each backend in a process of its own: WebAssembly with Stepladder's
 * kernels, beside it native training where `npm run native` installed it, and for the convolutional network cpu with
 * Stepladder's kernels and TensorFlow.js's plain cpu backend on fewer images, scaled up.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { loadImages } from '../examples/mnist/images.js';
import { startBackend } from '../shared/training/backend.js';

const images = 2000;
const batchSize = 64;

const networks: Record<string, () => tf.layers.Layer[]> = {
  convolutional: () => [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
  dense: () => [
    tf.layers.flatten({ inputShape: [28, 28, 1] }),
    tf.layers.dense({ units: 64, activation: 'relu' }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
  recurrent: () => [
    tf.layers.reshape({ inputShape: [28, 28, 1], targetShape: [28, 28] }),
    tf.layers.lstm({ units: 32 }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
};

interface Measurement {
  readonly title: string;
  readonly network: string;
  /** What `STEPLADDER_BACKEND` is; without it, tfjs's cpu backend as it comes. */
  readonly backend?: string;
  readonly images: number;
}

const measurements: readonly Measurement[] = [
  { title: 'native', network: 'convolutional', backend: 'native', images },
  { title: 'wasm, our kernels', network: 'convolutional', backend: 'wasm', images },
  { title: 'cpu, our kernels', network: 'convolutional', backend: 'cpu', images: images / 4 },
  { title: 'cpu as it comes', network: 'convolutional', images: batchSize },
  { title: 'native', network: 'dense', backend: 'native', images },
  { title: 'wasm, our kernels', network: 'dense', backend: 'wasm', images },
  { title: 'native', network: 'recurrent', backend: 'native', images },
  { title: 'wasm, our kernels', network: 'recurrent', backend: 'wasm', images },
];

/** Seconds of an epoch of 2,000 images, the least of three epochs after one that warms up. */
async function secondsOfEpoch(measurement: Measurement): Promise<number> {
  await (measurement.backend ? startBackend() : tf.setBackend('cpu'));
  const { x, y } = loadImages('training');
  const [some, labels] = [x.slice(0, measurement.images), y.slice(0, measurement.images)];
  const model = tf.sequential({ layers: networks[measurement.network]?.() ?? [] });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  const seconds: number[] = [];
  for (let epoch = 0; epoch < 4; epoch++) {
    const begun = performance.now();
    await model.fit(some, labels, { batchSize, epochs: 1, verbose: 0 });
    seconds.push((performance.now() - begun) / 1000);
  }
  return (Math.min(...seconds.slice(1)) * images) / measurement.images;
}

function measureInProcess(index: number, backend: string | undefined): number {
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), String(index)];
  const output = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, STEPLADDER_BACKEND: backend },
  });
  return Number(output);
}

const [index] = process.argv.slice(2);
if (index !== undefined) {
  process.stdout.write(String(await secondsOfEpoch(measurements[Number(index)] as Measurement)));
} else {
  const hasNative = existsSync(join(import.meta.dirname, '..', 'node_modules', '@tensorflow', 'tfjs-node'));
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`,
  );
  for (const [index, { title, network, backend }] of measurements.entries()) {
    if (backend === 'native' && !hasNative) continue;
    const seconds = measureInProcess(index, backend);
    console.log(`${network}, ${title}: ${seconds.toFixed(2)} s an epoch of ${images} images`);
  }
}
