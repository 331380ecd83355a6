import * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from 'stepladder';
import type { ModelTunerOptions } from 'stepladder/tuner';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import type { Study } from '../../shared/study/study.js';
import { temporaryDirectory } from '../cli/stepladder.js';

/** 64 numbers from -1 to 1, and their squares. */
const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
export const data = { x, y: x.square() };
export const fit = { batchSize: 16, validationSplit: 0.25 };

/** A small network for them, of one of three sizes. */
export function build(hp: HyperParameters): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: hp.choice('units', [4, 8, 16]), activation: 'relu', inputShape: [1] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.03), loss: 'meanSquaredError' });
  return model;
}

export const store = temporaryDirectory();

export async function recorded(study: string): Promise<Study> {
  return (await StudyLog.open(new DirectoryStore(store), study)).study;
}

/** Of a search of three trials. */
export const options = (study: string): ModelTunerOptions => ({
  hypermodel: build,
  objective: 'val_loss',
  study,
  store,
  seed: 5,
  budget: { trials: 3 },
});
