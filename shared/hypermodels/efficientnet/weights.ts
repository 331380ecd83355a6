import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../../errors.js';
import type { EfficientNetVersion } from './scaling.js';

/**
 * Sets all weights of the network below the pooling.
 *
 * @throws InvalidModel naming what is missing or has another shape.
 */
export function loadBaseWeights(base: tf.LayersModel, version: EfficientNetVersion, given: tf.NamedTensorMap): void {
  const faults = base.weights.flatMap(({ originalName, shape }) => {
    const found = given[originalName]?.shape;
    if (found?.join() === shape.join()) return [];
    return [`${originalName} [${shape.join(', ')}] ${found ? `is [${found.join(', ')}]` : 'is missing'}`];
  });
  if (faults.length > 0) {
    throw new StepladderError(
      'InvalidModel',
      `The weights given for EfficientNet ${version} don't fit it in ${faults.length} places: ${faults.slice(0, 5).join('; ')}`,
    );
  }
  base.setWeights(base.weights.map(({ originalName }) => given[originalName] as tf.Tensor));
}
