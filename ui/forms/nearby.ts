import type { Parameter, Value, Values } from '../../shared/space/parameter.js';
import { fromScale, toScale } from '../scale.js';
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
  const moves = activeParameters(parameters, point).flatMap(({ parameter, value }) => {
    const moved = neighbourOf(parameter, value, random() < 0.5 ? -1 : 1);
    return moved === value ? [] : [[parameter.name, moved] as const];
  });
  const count = random() < 0.5 ? 1 : 2;
  const near: Values = { ...point };
  for (let taken = 0; taken < count && moves.length > 0; taken++) {
    const [[name, value]] = moves.splice(Math.floor(random() * moves.length), 1) as [(typeof moves)[number]];
    near[name] = value;
  }
  return pointOf(parameters, withoutForeign(parameters, point, near));
}

/**
 * The values without those of names that another of their declarations has by now, under other conditions: a value of the one
 * may be none of the other.
 */
function withoutForeign(parameters: readonly Parameter[], before: Values, values: Values): Values {
  const declarations = new Set(activeParameters(parameters, before).map(({ parameter }) => parameter));
  const kept = { ...values };
  for (;;) {
    const foreign = activeParameters(parameters, kept).filter(
      ({ parameter }) => Object.hasOwn(kept, parameter.name) && !declarations.has(parameter),
    );
    if (foreign.length === 0) return kept;
    for (const { parameter } of foreign) delete kept[parameter.name];
  }
}

function neighbourOf(parameter: Parameter, value: Value, direction: -1 | 1): Value {
  if (parameter.kind === 'fixed') return value;
  if (parameter.kind === 'boolean') return !value;
  if (parameter.kind === 'choice') {
    const { values } = parameter;
    const index = values.indexOf(value);
    const [next, other] = [index + direction, index - direction];
    const found = next in values ? next : other in values ? other : index;
    return values[found] as Value;
  }
  const number = value as number;
  return movedIn(parameter, number, direction) ?? movedIn(parameter, number, -direction) ?? number;
}

/** Undefined where there is no room in that direction. */
function movedIn(range: Numeric, value: number, direction: number): number | undefined {
  const { kind, min, max, step } = range;
  if (min === max) return undefined;
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
