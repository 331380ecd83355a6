import type { Random } from '../math/random.js';
import { fromUnit } from './domain.js';
import type { Parameter, Value, Values } from './parameter.js';
import { chooseValues, isActive, parentsFirst, type Space } from './space.js';

/**
 * A point drawn uniformly on each active hyperparameter's own scale.
 *
 * @param random one number in [0, 1) for each active hyperparameter, parents before their children.
 * @returns values of the active hyperparameters alone.
 */
export function randomPoint(space: Space, random: Random): Values {
  return chooseValues(space, (parameter) => fromUnit(parameter, random()));
}

/**
 * Every combination of the values that `valuesOf` lists, each once: the last declared hyperparameter changes fastest, and
 * inactive ones are left out. Lazy: reading k points costs O(k).
 */
export function* combinations(space: Space, valuesOf: (parameter: Parameter) => Iterable<Value>): Generator<Values> {
  yield* combine(parentsFirst(space), 0, {}, valuesOf);
}

function* combine(
  parameters: readonly Parameter[],
  from: number,
  chosen: Values,
  valuesOf: (parameter: Parameter) => Iterable<Value>,
): Generator<Values> {
  const parameter = parameters[from];
  if (parameter === undefined) {
    yield chosen;
  } else if (Object.hasOwn(chosen, parameter.name) || !isActive(parameter, chosen)) {
    yield* combine(parameters, from + 1, chosen, valuesOf);
  } else {
    for (const value of valuesOf(parameter)) {
      yield* combine(parameters, from + 1, { ...chosen, [parameter.name]: value }, valuesOf);
    }
  }
}
