import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { defineTuning, type ModelTuning } from '../../../shared/training/tuning.js';

interface Digit {
  readonly raw: readonly number[];
}

/** 200 real handwritten digits, as [200, 14, 14, 1] (every other pixel) and one-hot labels. */
export function smallDigits(): { x: tf.Tensor; y: tf.Tensor } {
  const digits: readonly Digit[] = createRequire(import.meta.url)('mnist');
  const rows = Array.from({ length: 200 }, (_, row) => ({ label: row % 10, index: Math.floor(row / 10) }));
  const pixels = rows.flatMap(({ label, index }) =>
    Array.from({ length: 196 }, (_, pixel) => {
      const [down, across] = [2 * Math.floor(pixel / 14), 2 * (pixel % 14)];
      return (digits[label] as Digit).raw[index * 784 + down * 28 + across] as number;
    }),
  );
  return {
    x: tf.tensor4d(pixels, [200, 14, 14, 1]),
    y: tf.oneHot(
      rows.map(({ label }) => label),
      10,
    ),
  };
}

/** A network with everything that keeps state or draws at random: batch normalisation, dropout, shuffling. */
export function digitsTuning(optimizer: string | (() => tf.Optimizer)): ModelTuning {
  return defineTuning({
    objective: 'val_loss',
    build: (hp) => {
      const model = tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [14, 14, 1], filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
          tf.layers.batchNormalization(),
          tf.layers.flatten(),
          tf.layers.dense({ units: hp.int('units', { min: 4, max: 32 }), activation: 'relu' }),
          tf.layers.dropout({ rate: 0.2 }),
          tf.layers.dense({ units: 10, activation: 'softmax' }),
        ],
      });
      const compiled = typeof optimizer === 'string' ? optimizer : optimizer();
      model.compile({ optimizer: compiled, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      return model;
    },
    data: smallDigits,
    fit: { batchSize: 32, validationSplit: 0.2 },
  });
}
