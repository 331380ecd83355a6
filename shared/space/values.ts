import { StepladderError } from '../errors.js';
import { describeRange } from './declarations.js';
import { contains, defaultOf } from './domain.js';
import type { Parameter, Value, Values } from './parameter.js';
import { chooseValues, type Space } from './space.js';

/**
 * The value that a hyperparameter has among those of a trial, or its default.
 *
 * @throws InvalidHyperparameter if it is none of its range.
 */
export function checkedValue(parameter: Parameter, values: Values): Value {
  const value = Object.hasOwn(values, parameter.name) ? (values[parameter.name] as Value) : defaultOf(parameter);
  if (contains(parameter, value)) return value;
  throw new StepladderError(
    'InvalidHyperparameter',
    `${parameter.name} is ${JSON.stringify(value)}, which is not in ${describeRange(parameter)}`,
  );
}

/**
 * A value for each active hyperparameter of a space: the first that is in its range, or the default. Values of names that
 * the space has not stay too.
 *
 * @param preferred values that count before `others`.
 */
export function mergedValues(space: Space, preferred: Values, others: Values): Values {
  const names = new Set(space.parameters.map(({ name }) => name));
  const unknown = Object.entries(preferred).filter(([name]) => !names.has(name));
  const known = chooseValues(space, (parameter) => {
    const from = [preferred, others].find(
      (values) => Object.hasOwn(values, parameter.name) && contains(parameter, values[parameter.name] as Value),
    );
    return from === undefined ? defaultOf(parameter) : (from[parameter.name] as Value);
  });
  return { ...Object.fromEntries(unknown), ...known };
}
