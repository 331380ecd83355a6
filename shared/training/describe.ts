import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { discoverSpace } from '../space/discover.js';
import { HyperParameters } from '../space/hyperparameters.js';
import { parseSpace, type Space } from '../space/space.js';
import { objectiveOf } from '../study/objective.js';
import { type Description, descriptionSchema } from '../study/open.js';
import type { Objective } from '../study/records.js';
import { type EvaluationTuning, isModelTuning, studySettingsOf, type Tuning } from './tuning.js';

/**
 * What a tuning says of itself: objective, search space, and its settings for studies.
 *
 * @param name of the tuning, where it doesn't name itself.
 * @throws InvalidTuning, InvalidSpace, NoHyperparameters, and what the tuning's own code throws.
 */
export async function describeTuning(tuning: Tuning, name: string): Promise<Description> {
  const objective = objectiveOf(tuning.objective);
  const given = await givenSpaceOf(tuning);
  const space = await spaceOf(tuning, objective, given);
  const described = descriptionSchema.safeParse({
    ...studySettingsOf(tuning),
    tuning: tuning.name ?? name,
    objective,
    space,
    ...(given && { given }),
  });
  if (described.success) return described.data;
  throw new StepladderError(
    'InvalidTuning',
    `The tuning's settings are not valid: ${z.prettifyError(described.error)}`,
  );
}

/** The space that the tuning gives itself, the whole one or a part. */
async function givenSpaceOf({ space }: Tuning): Promise<Space | undefined> {
  if (typeof space === 'function') return nonEmpty(await discoverSpace(space));
  return space && nonEmpty(parseSpace(space));
}

/** A model is built to see what it declares, also beside the space that is given; an evaluation declares it in its trials. */
async function spaceOf(tuning: Tuning, objective: Objective, given: Space | undefined): Promise<Space> {
  if (!isModelTuning(tuning)) return given ?? undeclaredSpace(tuning);
  const { allowNewEntries, tuneNewEntries } = tuning;
  const { discoverModelSpace } = await import('./model-space.js');
  return nonEmpty(await discoverModelSpace(tuning, objective, { given, allowNewEntries, tuneNewEntries }));
}

function nonEmpty(space: Space): Space {
  if (space.parameters.length > 0) return space;
  throw noHyperparameters();
}

/**
 * An evaluation can't be run to see what it declares: it may take hours. It runs up to its first declaration, which
 * shows that there is one; the first trial declares them all.
 */
async function undeclaredSpace(tuning: EvaluationTuning): Promise<Space> {
  let declared = false;
  const onDeclare = () => {
    declared = true;
    throw new Error('The search space is only being looked at');
  };
  const context = { study: '', trial: 0, execution: 0, seed: 0, fromEpoch: 0, toEpoch: 1, report: async () => true };
  try {
    await tuning.evaluate(new HyperParameters({}, undefined, { onDeclare }), context);
  } catch (error) {
    if (!declared) throw error;
  }
  if (declared) return { parameters: [] };
  throw noHyperparameters();
}

function noHyperparameters(): StepladderError {
  return new StepladderError(
    'NoHyperparameters',
    "The tuning declares no hyperparameters: ask `hp` for some, such as hp.float('learningRate', { min: 1e-4, max: 1e-1 })",
  );
}
