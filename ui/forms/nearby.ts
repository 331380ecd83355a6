import type { Parameter, Value, Values } from '../../shared/space/parameter.js';
import { activeParameters, pointOf, withoutNoise } from './point.js';

/** A range of numbers. */
type Numeric = Extract<Parameter, { min: number }>;

/** How far a number moves, on the scale of its range from 0 to 1. */
const share = 0.1;

/**
 * A point near another: one or two of its hyperparameters are changed, numbers by a tenth of their range on its own scale and
 * by a step at the least, choices to a neighbour in their list. What becomes active by that has its default.
 *
 * @param random draws from [0, 1).
 * @returns a point; the same one where the space has no other.
 */
export function nearby(parameters: readonly Parameter[], point: Values, random: () => number): Values {
  const movable = activeParameters(parameters, point).filter(({ parameter }) => canMove(parameter));
  const count = Math.min(movable.length, random() < 0.5 ? 1 : 2);
  const moved: Values = { ...point };
  for (let left = count; left > 0; left--) {
    const [chosen] = movable.splice(Math.floor(random() * movable.length), 1);
    if (chosen) moved[chosen.parameter.name] = neighbourOf(chosen.parameter, chosen.value, random() < 0.5 ? -1 : 1);
  }
  return pointOf(parameters, withoutForeign(parameters, moved));
}

/** A name may be declared twice, under different conditions: a value of the one may be none of the other. */
function withoutForeign(parameters: readonly Parameter[], values: Values): Values {
  const kept = { ...values };
  for (const { parameter, value } of activeParameters(parameters, values)) {
    if (!isPlausible(parameter, value)) delete kept[parameter.name];
  }
  return kept;
}

function isPlausible(parameter: Parameter, value: Value): boolean {
  if (parameter.kind === 'choice') return parameter.values.includes(value);
  if (parameter.kind === 'boolean') return typeof value === 'boolean';
  if (parameter.kind === 'fixed') return value === parameter.value;
  return typeof value === 'number' && value >= parameter.min && value <= parameter.max;
}

function canMove(parameter: Parameter): boolean {
  if (parameter.kind === 'fixed') return false;
  if (parameter.kind === 'choice') return parameter.values.length > 1;
  return parameter.kind === 'boolean' || parameter.min < parameter.max;
}

function neighbourOf(parameter: Parameter, value: Value, direction: -1 | 1): Value {
  if (parameter.kind === 'fixed') return value;
  if (parameter.kind === 'boolean') return !value;
  if (parameter.kind === 'choice') {
    const { values } = parameter;
    const index = values.indexOf(value) + direction;
    return (values[index] ?? values[index - 2 * direction] ?? value) as Value;
  }
  return movedIn(parameter, value as number, direction) ?? movedIn(parameter, value as number, -direction) ?? value;
}

/** Undefined where there is no room in that direction. */
function movedIn(range: Numeric, value: number, direction: number): number | undefined {
  const { kind, min, max, step } = range;
  const aimed = fromScale(range, Math.min(1, Math.max(0, toScale(range, value) + direction * share)));
  if (step !== undefined) return steppedTo(range, value, aimed, direction);
  const next = kind === 'int' ? wholeBeyond(value, aimed, direction) : Number(aimed.toPrecision(6));
  const within = Math.min(max, Math.max(min, next));
  return within === value ? undefined : within;
}

function wholeBeyond(value: number, aimed: number, direction: number): number {
  const whole = Math.round(aimed);
  return whole === value ? value + direction : whole;
}

/** The value of the grid that is nearest to the one aimed at, but never the same as before. */
function steppedTo(range: Numeric, value: number, aimed: number, direction: number): number | undefined {
  let found: number | undefined;
  for (let at = stepFrom(range, value, direction); at !== undefined; at = stepFrom(range, at, direction)) {
    if (found !== undefined && Math.abs(at - aimed) >= Math.abs(found - aimed)) break;
    found = at;
  }
  return found;
}

/** The next value of a grid; undefined at its end. */
function stepFrom(
  { kind, min, max, step = 1, sampling }: Numeric,
  value: number,
  direction: number,
): number | undefined {
  const mirrored = max + min - value;
  const next =
    sampling === 'linear'
      ? value + direction * step
      : sampling === 'log'
        ? value * step ** direction
        : max + min - mirrored * step ** -direction;
  const clean = kind === 'int' ? Math.round(next) : withoutNoise(next, Math.max(Math.abs(min), Math.abs(max)));
  const room = 1e-9 * (max - min);
  return clean < min - room || clean > max + room ? undefined : Math.min(max, Math.max(min, clean));
}

/** The position of a value in its range, from 0 to 1, on the scale that it is sampled on. */
function toScale({ min, max, sampling }: Numeric, value: number): number {
  if (sampling === 'linear') return (value - min) / (max - min);
  if (sampling === 'log') return Math.log(value / min) / Math.log(max / min);
  return 1 - Math.log((max + min - value) / min) / Math.log(max / min);
}

function fromScale({ min, max, sampling }: Numeric, position: number): number {
  if (sampling === 'linear') return min + position * (max - min);
  if (sampling === 'log') return min * (max / min) ** position;
  return max + min - min * (max / min) ** (1 - position);
}
