import { isDeepStrictEqual } from 'node:util';
import { StepladderError } from '../shared/errors.js';
import { objectiveOf } from '../shared/study/objective.js';
import type { Definition, Settings } from '../shared/study/records.js';
import type { SearchRequest } from './place.js';

/** What a run may change. */
const ofRuns: ReadonlySet<string> = new Set<keyof Settings>(['budget', 'slots', 'enqueue']);

/**
 * Checks that a study which is there is the one that a search asks for: a name alone does not tell.
 *
 * @param trainedBy what trains its trials: a trial function, or in a deployment the tuning's name
 * @param oracle name of the oracle that is asked for. @default the request's
 * @throws InvalidDefinition naming what is otherwise
 */
export function checkSame(
  definition: Definition,
  { study, tuned, oracle: asked, settings }: SearchRequest,
  trainedBy: string,
  oracle: string | undefined = asked,
): void {
  const known: Readonly<Record<string, unknown>> = { ...definition };
  const given = {
    ...(oracle !== undefined && { oracle }),
    ...(typeof tuned !== 'string' && { objective: objectiveOf(tuned.objective) }),
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => !ofRuns.has(name))),
  };
  const isOther = trainedBy !== definition.trialFunction && trainedBy !== definition.tuning;
  const name = isOther ? 'tuning' : Object.keys(given).find((each) => !isPartOf(given[each as never], known[each]));
  if (name === undefined) return;
  const [was, is] = isOther ? [definition.trialFunction, trainedBy] : [known[name], given[name as never]];
  throw new StepladderError(
    'InvalidDefinition',
    `There is a study '${study}' with another ${name}: ${JSON.stringify(was) ?? 'none'}, not ${JSON.stringify(is)}. Give the search another ` +
      '`study`, or overwrite: true',
  );
}

/** Options may be given in part, beside those of the tuning. */
function isPartOf(given: unknown, known: unknown): boolean {
  if (typeof given !== 'object' || given === null || typeof known !== 'object') return isDeepStrictEqual(given, known);
  const all: Readonly<Record<string, unknown>> = { ...known };
  return Object.entries(given).every(([name, value]) => isDeepStrictEqual(value, all[name]));
}
