import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** Loads a folder as `tf.loadLayersModel('file://…/model.json')` of tfjs-node does. */
export function loadExported(folder: string): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  const weightData = new Uint8Array(readFileSync(join(folder, paths[0]))).buffer;
  const handler = tf.io.fromMemorySync({ modelTopology, weightSpecs, weightData });
  return tf.loadLayersModel(handler as unknown as tf.io.IOHandler);
}
