import { StepladderError } from '../errors.js';
import type { SpaceRules } from '../space/declarations.js';
import { discoverSpace } from '../space/discover.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { Space } from '../space/space.js';
import type { Objective } from '../study/records.js';
import { partsOf } from '../study/scores.js';
import { startBackend } from './backend.js';
import { buildModel, fitOptionsOf, freeingVariables } from './model.js';
import type { ModelTuning } from './tuning.js';

/**
 * Finds the search space of a model by building it, and checks that its metrics include those of the objective, so that a
 * misspelt one is found before any training.
 *
 * @param rules with what the tuning gives of the space itself.
 * @throws InvalidTuning, InvalidModel, and what `build` throws.
 */
export async function discoverModelSpace(tuning: ModelTuning, objective: Objective, rules: SpaceRules): Promise<Space> {
  await startBackend();
  const build = (hp: HyperParameters) =>
    freeingVariables(async () => {
      const { metricsNames } = await buildModel(tuning, hp);
      fitOptionsOf(tuning, hp);
      tuning.callbacks?.(hp);
      tuning.hypermodel?.declareHyperparameters?.(hp);
      // What a fit of its own reports is known only then.
      if (tuning.hypermodel?.fit) return;
      const metrics = metricsNames.flatMap((name) => [name, `val_${name}`]);
      const missing = partsOf(objective).find(({ name }) => !metrics.includes(name));
      if (!missing) return;
      throw new StepladderError(
        'InvalidTuning',
        `The model has no metric '${missing.name}'. It has ${metrics.join(', ')} (val_… with validation data)`,
      );
    });
  return discoverSpace(build, rules);
}
