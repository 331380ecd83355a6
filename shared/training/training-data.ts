import { StepladderError } from '../errors.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { ModelTuning, TrainingData } from './tuning.js';

const loaded = new WeakMap<ModelTuning, TrainingData>();

/**
 * The data of a tuning. What does not depend on hyperparameters is loaded once a process.
 *
 * @throws InvalidTuning if it is none
 */
export async function loadData(tuning: ModelTuning, hp: HyperParameters): Promise<TrainingData> {
  const known = loaded.get(tuning);
  if (known) return known;
  const data = await tuning.data(hp);
  if (!data?.x || !data.y) {
    throw new StepladderError(
      'InvalidTuning',
      '`data` must return tensors { x, y } and may return validation: { x, y }',
    );
  }
  if (tuning.data.length === 0) loaded.set(tuning, data);
  return data;
}
