import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Trial } from '../study/trial.js';
import { decodeCheckpoint } from './checkpoint-file.js';

/** A model as TensorFlow.js saves it, in one piece. */
export interface ModelArtifacts {
  readonly modelTopology: object;
  readonly weightSpecs: tf.io.WeightsManifestEntry[];
  readonly weightData: ArrayBuffer;
}

/**
 * A trial's model, with the weights of its best epoch.
 *
 * @throws InvalidRequest if the trial has no model.
 */
export async function modelArtifacts(store: Store, { number, checkpoint: key }: Trial): Promise<ModelArtifacts> {
  const bytes = key && (await store.get(key));
  if (!key || !bytes) throw new StepladderError('InvalidRequest', `Trial ${number} has no model`);
  const { topology, names, weights: last, best } = decodeCheckpoint(key, bytes);
  const weights = best?.weights ?? last;
  const weightSpecs = weights.specs.map((spec, index) => ({ ...spec, name: names[index] as string }));
  return { modelTopology: topology, weightSpecs, weightData: weights.data };
}

/**
 * Writes a trial's model, with the weights of its best epoch, as `model.json` and `weights.bin`: the form that
 * `tf.loadLayersModel('file://…/model.json')` reads.
 *
 * @throws InvalidRequest if the trial has no model.
 */
export async function exportModel(store: Store, trial: Trial, directory: string): Promise<void> {
  const { modelTopology, weightSpecs, weightData } = await modelArtifacts(store, trial);
  const model = {
    format: 'layers-model',
    generatedBy: 'stepladder',
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'weights.bin'), new Uint8Array(weightData));
  await writeFile(join(directory, 'model.json'), JSON.stringify(model));
}
