import { StepladderError } from '../errors.js';
import type { OracleTrial } from '../oracles/oracle.js';
import { contains, defaultOf } from '../space/domain.js';
import { nearest } from '../space/numeric.js';
import type { Parameter, Value, Values } from '../space/parameter.js';
import { chooseValues, pointKey, type Space } from '../space/space.js';

/**
 * The first enqueued point that no trial has, completed by the defaults of what it leaves out (as Optuna's `enqueue_trial`
 * and Ray Tune's `points_to_evaluate`); undefined when all are tried.
 *
 * @param points points that `checkEnqueued` found right.
 */
export function nextEnqueued(
  space: Space,
  points: readonly Values[],
  trials: readonly OracleTrial[],
): Values | undefined {
  if (points.length === 0) return undefined;
  const tried = new Set(trials.map(({ point }) => point));
  for (const given of points) {
    const values = completed(space, given);
    if (!tried.has(pointKey(values))) return values;
  }
  return undefined;
}

/**
 * Checks that each enqueued point is a part of a point of the space.
 *
 * @throws UnknownHyperparameter, InvalidHyperparameter, InactiveHyperparameter naming the first point that is none.
 */
export function checkEnqueued(space: Space, points: readonly Values[]): void {
  for (const given of points) {
    const names = new Set(space.parameters.map(({ name }) => name));
    const unknown = Object.keys(given).find((name) => !names.has(name));
    if (unknown !== undefined) throw unknownName(given, unknown, [...names]);
    const values = completed(space, given, (parameter) => refuseOutside(given, parameter));
    const inactive = Object.keys(given).find((name) => !Object.hasOwn(values, name));
    if (inactive !== undefined) throw inactiveName(given, inactive, space);
  }
}

/**
 * A point with the defaults of what it leaves out.
 *
 * @param check called for each active hyperparameter that the point gives a value.
 */
export function completed(
  space: Space,
  given: Values,
  check: (parameter: Parameter) => void = () => undefined,
): Values {
  return chooseValues(space, (parameter) => {
    if (!Object.hasOwn(given, parameter.name)) return defaultOf(parameter);
    check(parameter);
    const value = given[parameter.name] as Value;
    return parameter.kind === 'float' && typeof value === 'number' ? nearest(parameter, value) : value;
  });
}

function refuseOutside(given: Values, parameter: Parameter): void {
  const { name, when: _, ...range } = parameter;
  const value = given[name] as Value;
  if (contains(parameter, value)) return;
  throw new StepladderError(
    'InvalidHyperparameter',
    `${described(given)} gives ${name} the value ${JSON.stringify(value)}, which is not in ${JSON.stringify(range)}`,
  );
}

function unknownName(given: Values, name: string, names: readonly string[]): StepladderError {
  const known =
    names.length > 0
      ? `It has: ${names.join(', ')}`
      : 'It is not known before the first trial: declare `space` in the tuning to enqueue points';
  return new StepladderError(
    'UnknownHyperparameter',
    `${described(given)} names ${name}, which the search space does not have. ${known}`,
  );
}

function inactiveName(given: Values, name: string, { parameters }: Space): StepladderError {
  const ways = parameters
    .filter((parameter) => parameter.name === name)
    .map(({ when = [] }) => when.map(({ parameter, in: allowed }) => `${parameter} in ${JSON.stringify(allowed)}`));
  const needed = ways.map((conditions) => conditions.join(' and ')).join(', or ');
  return new StepladderError(
    'InactiveHyperparameter',
    `${described(given)} gives ${name} a value, but it is not active there. It needs ${needed}: give the point that too, or leave ${name} out`,
  );
}

const described = (given: Values) => `The enqueued point ${JSON.stringify(given)}`;
