import type { Random } from '../../math/random.js';
import { contains, fromUnit, toUnit } from '../../space/domain.js';
import { type Numeric, pointCount } from '../../space/numeric.js';
import type { Parameter, Value, Values } from '../../space/parameter.js';
import { chooseValues, type Space } from '../../space/space.js';

/** How likely a value is drawn again rather than perturbed. */
const resampling = 0.25;
const factors = { up: 1.2, down: 0.8 };

/**
 * A parent's values with the perturbed ones changed (the paper's `explore`, with Ray Tune's numbers): each is drawn again on its
 * own scale with probability 0.25; else a number is multiplied by 1.2 or 0.8 and stays in its range, an integer moves by 1 at
 * the least, and of choices, booleans and steps the neighbour on either side is taken, at the ends perhaps none.
 *
 * @param values a point of the space.
 * @param perturbed names; @default those of `perturbedByDefault`
 * @returns a point of the space. What only a perturbed value makes active is drawn.
 */
export function explore(
  space: Space,
  values: Values,
  random: Random,
  perturbed: readonly string[] = perturbedByDefault(space),
): Values {
  return chooseValues(space, (parameter) => {
    const value = Object.hasOwn(values, parameter.name) ? (values[parameter.name] as Value) : undefined;
    if (value === undefined || !contains(parameter, value)) return fromUnit(parameter, random());
    return perturbed.includes(parameter.name) ? changed(parameter, value, random) : value;
  });
}

/** All of kind float but those on which others depend: a change of these would change what the model is built of. */
export function perturbedByDefault({ parameters }: Space): string[] {
  const parents = new Set(parameters.flatMap(({ when = [] }) => when.map(({ parameter }) => parameter)));
  const names = parameters.filter(({ kind, name }) => kind === 'float' && !parents.has(name)).map(({ name }) => name);
  return [...new Set(names)];
}

function changed(parameter: Parameter, value: Value, random: Random): Value {
  if (random() < resampling) return fromUnit(parameter, random());
  const direction = random() < 0.5 ? 'up' : 'down';
  if ((parameter.kind === 'float' || parameter.kind === 'int') && parameter.step === undefined) {
    return multiplied(parameter, value as number, direction);
  }
  return neighbour(parameter, value, direction);
}

function multiplied({ kind, min, max }: Numeric, value: number, direction: 'up' | 'down'): number {
  const product = value * factors[direction];
  return Math.min(max, Math.max(min, kind === 'int' ? nextInteger(value, product, direction) : product));
}

function nextInteger(value: number, product: number, direction: 'up' | 'down'): number {
  const rounded = Math.round(product);
  if (rounded !== value) return rounded;
  return direction === 'up' ? value + 1 : value - 1;
}

/** All values of such a parameter have equal shares of [0, 1]. */
function neighbour(parameter: Parameter, value: Value, direction: 'up' | 'down'): Value {
  const share = 1 / countOf(parameter);
  const moved = toUnit(parameter, value) + (direction === 'up' ? share : -share);
  return fromUnit(parameter, Math.min(1 - share / 2, Math.max(share / 2, moved)));
}

function countOf(parameter: Parameter): number {
  if (parameter.kind === 'choice') return parameter.values.length;
  if (parameter.kind === 'boolean') return 2;
  return parameter.kind === 'fixed' ? 1 : (pointCount(parameter) as number);
}
