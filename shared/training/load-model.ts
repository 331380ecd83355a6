import * as tf from '@tensorflow/tfjs';
import type { Store } from '../store/store.js';
import type { Trial } from '../study/trial.js';
import { startBackend } from './backend.js';
import { modelArtifacts } from './export-model.js';

/**
 * A trial's model, with the weights of its best epoch; not compiled. Layers that are not TensorFlow.js's own must be registered.
 *
 * @throws InvalidRequest if the trial has no model.
 */
export async function loadModel(store: Store, trial: Trial): Promise<tf.LayersModel> {
  await startBackend();
  const artifacts = await modelArtifacts(store, trial);
  return tf.loadLayersModel({ load: async () => artifacts });
}
