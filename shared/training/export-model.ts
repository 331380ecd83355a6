import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Trial } from '../study/trial.js';
import { decodeCheckpoint } from './checkpoint-file.js';

/**
 * Writes a trial's model, with the weights of its best epoch, as `model.json` and `weights.bin`: the form that
 * `tf.loadLayersModel('file://…/model.json')` reads.
 *
 * @throws InvalidRequest if the trial has no model.
 */
export async function exportModel(store: Store, { number, checkpoint: key }: Trial, directory: string): Promise<void> {
  const bytes = key && (await store.get(key));
  if (!key || !bytes) throw new StepladderError('InvalidRequest', `Trial ${number} has no model to export`);
  const { topology, names, weights: last, best } = decodeCheckpoint(key, bytes);
  const weights = best?.weights ?? last;
  const specs = weights.specs.map((spec, index) => ({ ...spec, name: names[index] }));
  const model = {
    format: 'layers-model',
    generatedBy: 'stepladder',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
  };
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'weights.bin'), new Uint8Array(weights.data));
  await writeFile(join(directory, 'model.json'), JSON.stringify(model));
}
