import { messageOf } from '../errors.js';
import type { Random } from '../math/random.js';
import type { OracleStudy, Suggestion } from '../oracles/oracle.js';
import { oracleNamed } from '../oracles/oracles.js';
import { contains } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { chooseValues, isActive, type Space } from '../space/space.js';
import type { Study } from './study.js';

/** An oracle that is broken, in the words that the user reads. An oracle is a pure function: asked again it would break again. */
interface BrokenOracle {
  readonly kind: 'broken';
  readonly reason: string;
}

/** What a study's oracle suggests, checked: one of the user's own may suggest anything, or throw. */
export function askOracle(study: Study, known: OracleStudy, random: Random): Suggestion | BrokenOracle {
  const { oracle } = study.definition;
  const broken = (fault: string) => ({ kind: 'broken', reason: `the oracle '${oracle}' ${fault}` }) as const;
  try {
    const suggestion = oracleNamed(oracle).next(known, random);
    const fault = faultOfSuggestion(study, suggestion);
    return fault === undefined ? suggestion : broken(fault);
  } catch (error) {
    return broken(`threw ${describeThrown(error)}`);
  }
}

/** With the place where it was thrown. */
function describeThrown(error: unknown): string {
  const { name = 'Error', stack = '' } = (error ?? {}) as Partial<Error>;
  const place = /^\s+at .*$/m.exec(stack)?.[0].trim();
  return `${name}: ${messageOf(error)}${place === undefined ? '' : ` (${place})`}`;
}

/**
 * What is wrong with a suggestion, of an oracle of the user's own; undefined if a leg can be handed out by it.
 */
export function faultOfSuggestion(study: Study, suggestion: Suggestion): string | undefined {
  switch (suggestion?.kind) {
    case 'wait':
    case 'exhausted':
      return undefined;
    case 'continue': {
      const trial = study.trial(suggestion.trial);
      const goesOn = trial?.status === 'completed' && !trial.stopped && suggestion.toEpoch > trial.epochs;
      return goesOn ? faultOfEpoch(study, suggestion) : `continues trial ${suggestion.trial}, which cannot go on`;
    }
    case 'trial':
      return faultOfEpoch(study, suggestion) ?? faultOfValues(study.space, suggestion.values);
    default:
      return `answered ${JSON.stringify(suggestion)}, which is no suggestion`;
  }
}

function faultOfEpoch({ epochs }: Study, { toEpoch }: { readonly toEpoch: number }): string | undefined {
  const isOne = Number.isInteger(toEpoch) && toEpoch >= 1 && toEpoch <= epochs;
  return isOne ? undefined : `trains to epoch ${toEpoch}, but a whole training has ${epochs}`;
}

/** The values are those of a point: one for each active hyperparameter, and no others. */
function faultOfValues(space: Space, values: Values): string | undefined {
  if (typeof values !== 'object' || values === null) return 'suggests a trial without values';
  let fault: string | undefined;
  const point = chooseValues(space, (parameter) => {
    const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
    const mine = space.parameters.filter(({ name, when }) => name === parameter.name && isActive({ when }, values));
    if (value === undefined) fault ??= `suggests no value for ${parameter.name}`;
    else if (!mine.some((declaration) => contains(declaration, value)))
      fault ??= `suggests ${JSON.stringify(value)} for ${parameter.name}, which is none of its values`;
    return value ?? null;
  });
  const foreign = Object.keys(values).find((name) => !Object.hasOwn(point, name));
  return fault ?? (foreign === undefined ? undefined : `suggests a value for ${foreign}, which is not active`);
}
