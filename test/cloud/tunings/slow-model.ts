import * as tf from '@tensorflow/tfjs';
import { defineTuning } from 'stepladder';

/** A layer that takes its time, the same on any machine. */
class Slow extends tf.layers.Layer {
  static readonly className = 'Slow';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.SLOW ?? 0));
    return inputs;
  }
}
tf.serialization.registerClass(Slow);

/** A model whose training takes longer than its function may, where SLOW names the milliseconds of a batch. */
export default defineTuning({
  objective: 'loss',
  epochs: 8,
  budget: { trials: 1 },
  build: (hp) => {
    const model = tf.sequential({
      layers: [
        new Slow({ inputShape: [4] }),
        tf.layers.dense({ units: hp.int('units', { min: 4, max: 16 }), activation: 'relu' }),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
    return model;
  },
  data: () => {
    const rows = Array.from({ length: 64 }, (_, row) => [0, 1, 2, 3].map((column) => Math.sin(row * (column + 1))));
    return { x: tf.tensor2d(rows), y: tf.tensor2d(rows.map((row) => [row[0] as number])) };
  },
  fit: { batchSize: 32 },
});
