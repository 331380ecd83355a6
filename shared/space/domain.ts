import {
  inRange,
  nearest,
  fromUnit as numberFromUnit,
  toUnit as numberToUnit,
  pointCount,
  valueAt,
} from './numeric.js';
import type { Parameter, Value } from './parameter.js';

/** How many values stand for a whole range on a grid (Keras Tuner's number). */
const continuousSamples = 10;

/** The value a parameter has when nobody chooses: its `default`, else its first value, its minimum, or false. */
export function defaultOf(parameter: Parameter): Value {
  if (parameter.kind === 'fixed') return parameter.value;
  if (parameter.kind === 'float' && parameter.default !== undefined) return nearest(parameter, parameter.default);
  if (parameter.default !== undefined) return parameter.default;
  if (parameter.kind === 'boolean') return false;
  if (parameter.kind === 'choice') return parameter.values[0] as Value;
  return parameter.sampling === 'reverse_log' && parameter.step !== undefined ? valueAt(parameter, 0) : parameter.min;
}

/** Whether a value is one that the parameter can have: of its type, in its range and, where there are steps, on one. */
export function contains(parameter: Parameter, value: Value): boolean {
  switch (parameter.kind) {
    case 'fixed':
      return value === parameter.value;
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return parameter.values.includes(value);
    default:
      return typeof value === 'number' && inRange(parameter, value);
  }
}

/**
 * The value at position `u` in [0, 1] of the parameter's values (Keras Tuner's `prob_to_value`): n values have equal shares of
 * [0, 1], a range has equal stretches for equal stretches of its sampling's scale. With a uniform `u`, a random value.
 *
 * @param u in [0, 1]; 1 gives the last value, never one beyond.
 */
export function fromUnit(parameter: Parameter, u: number): Value {
  switch (parameter.kind) {
    case 'fixed':
      return parameter.value;
    case 'boolean':
      return u >= 0.5;
    case 'choice': {
      const { values } = parameter;
      return values[Math.min(Math.floor(u * values.length), values.length - 1)] as Value;
    }
    default:
      return numberFromUnit(parameter, u);
  }
}

/**
 * The position in [0, 1] of a value of the parameter, the middle of its share (Keras Tuner's `value_to_prob`).
 *
 * @param value one that the parameter `contains`.
 * @returns in [0, 1]; of a `fixed` parameter 0.5.
 */
export function toUnit(parameter: Parameter, value: Value): number {
  switch (parameter.kind) {
    case 'fixed':
      return 0.5;
    case 'boolean':
      return value ? 0.75 : 0.25;
    case 'choice':
      return (parameter.values.indexOf(value) + 0.5) / parameter.values.length;
    default:
      return numberToUnit(parameter, value as number);
  }
}

/**
 * The values a grid visits, the default first and the others in their order. A range that is continuous, or of integers
 * sampled by a logarithm, stands there with the middles of ten equal stretches of its scale (Keras Tuner's grid). Lazy: a
 * range may have more values than fit in memory.
 */
export function* gridValues(parameter: Parameter): Generator<Value> {
  const first = defaultOf(parameter);
  yield first;
  for (const value of isSampled(parameter) ? new Set(samples(parameter)) : everyValue(parameter)) {
    if (value !== first) yield value;
  }
}

/** Every value of a parameter in ascending or declared order; of a continuous range, ten samples. */
export function* everyValue(parameter: Parameter): Generator<Value> {
  switch (parameter.kind) {
    case 'fixed':
      yield parameter.value;
      return;
    case 'boolean':
      yield* [false, true];
      return;
    case 'choice':
      yield* parameter.values;
      return;
    default: {
      const count = pointCount(parameter);
      if (count === undefined) yield* samples(parameter);
      else for (let index = 0; index < count; index++) yield valueAt(parameter, index);
    }
  }
}

/** Whether the parameter has infinitely many values. */
export function isContinuous(parameter: Parameter): boolean {
  return (parameter.kind === 'float' || parameter.kind === 'int') && pointCount(parameter) === undefined;
}

function isSampled(parameter: Parameter): boolean {
  const logarithmic = parameter.kind === 'int' && parameter.sampling !== 'linear' && parameter.step === undefined;
  return logarithmic || isContinuous(parameter);
}

function samples(parameter: Parameter): Value[] {
  return Array.from({ length: continuousSamples }, (_, i) => fromUnit(parameter, (i + 0.5) / continuousSamples));
}
