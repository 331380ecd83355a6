import { StepladderError } from '../errors.js';
import { discoverSpace } from '../space/discover.js';
import type { Space } from '../space/space.js';
import { startBackend } from './backend.js';
import { buildModel, freeingVariables } from './model.js';
import type { ModelTuning } from './tuning.js';

/**
 * Finds the search space of a model by building it, and checks that its metrics include the objective, so that a
 * misspelt one is found before any training.
 *
 * @throws InvalidTuning, InvalidModel, and what `build` throws.
 */
export async function discoverModelSpace(tuning: ModelTuning, objective: string): Promise<Space> {
  await startBackend();
  return discoverSpace((hp) =>
    freeingVariables(async () => {
      const { metricsNames } = await buildModel(tuning, hp);
      if (typeof tuning.fit === 'function') tuning.fit(hp);
      tuning.callbacks?.(hp);
      tuning.hypermodel?.declareHyperparameters?.(hp);
      // What a fit of its own reports is known only then.
      if (tuning.hypermodel?.fit) return;
      const metrics = metricsNames.flatMap((name) => [name, `val_${name}`]);
      if (metrics.includes(objective)) return;
      throw new StepladderError(
        'InvalidTuning',
        `The model has no metric '${objective}'. It has ${metrics.join(', ')} (val_… with validation data)`,
      );
    }),
  );
}
