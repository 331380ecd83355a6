import { StepladderError } from '../errors.js';
import { discoverSpace } from '../space/discover.js';
import type { Space } from '../space/space.js';
import type { Objective } from '../study/records.js';
import { partsOf } from '../study/scores.js';
import { startBackend } from './backend.js';
import { buildModel, freeingVariables } from './model.js';
import type { ModelTuning } from './tuning.js';

/**
 * Finds the search space of a model by building it, and checks that its metrics include those of the objective, so that a
 * misspelt one is found before any training.
 *
 * @throws InvalidTuning, InvalidModel, and what `build` throws.
 */
export async function discoverModelSpace(tuning: ModelTuning, objective: Objective): Promise<Space> {
  await startBackend();
  return discoverSpace((hp) =>
    freeingVariables(async () => {
      const { metricsNames } = await buildModel(tuning, hp);
      if (typeof tuning.fit === 'function') tuning.fit(hp);
      const metrics = metricsNames.flatMap((name) => [name, `val_${name}`]);
      const missing = partsOf(objective).find(({ name }) => !metrics.includes(name));
      if (!missing) return;
      throw new StepladderError(
        'InvalidTuning',
        `The model has no metric '${missing.name}'. It has ${metrics.join(', ')} (val_… with validation data)`,
      );
    }),
  );
}
