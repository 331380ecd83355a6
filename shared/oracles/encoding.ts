import { everyValue, fromUnit, toUnit } from '../space/domain.js';
import { pointCount } from '../space/numeric.js';
import type { Parameter, Value, Values } from '../space/parameter.js';
import { chooseValues, identityOf, type Space } from '../space/space.js';
import type { OracleTrial } from './oracle.js';

/** One declaration of a hyperparameter that has a choice of values, as a dimension of the model. */
export interface Dimension {
  readonly parameter: Parameter;
  /** Categories are equal or not; positions on a scale are near or far. */
  readonly isCategory: boolean;
  /** Coordinates of its values, ascending, if they are few; a search goes through them one by one. */
  readonly levels: readonly number[] | undefined;
  /** The distance of neighbouring values on the scale; 0 if there are infinitely many. */
  readonly spacing: number;
}

/** Values that a search goes through one by one. */
const mostLevels = 16;

/** Coordinates of hyperparameters that are not active. */
interface Inactive {
  readonly position: number;
  readonly category: number;
}

/** In the middle of the scale, and a category of its own. */
const neutral: Inactive = { position: 0.5, category: -1 };

/**
 * A search space as a box: a position in [0, 1] on its own scale for each number, the index of its value for each category.
 * Integers and steps take the middle of their cell, so what rounds to the same value is the same point. A hyperparameter
 * that is not active stands at one coordinate whatever it was.
 * Dimensions are in the order of their names: the order of declaration does not count.
 */
export class Encoding {
  readonly dimensions: readonly Dimension[];
  readonly #space: Space;
  readonly #inactive: Inactive;
  readonly #known = new WeakMap<Values, Float64Array>();
  readonly #indices = new Map<Parameter, number>();
  /** Dimensions with conditions or several declarations, parents first: of the others all coordinates are active. */
  readonly #conditional: boolean;

  constructor(space: Space, inactive: Inactive = neutral) {
    this.#space = space;
    this.#inactive = inactive;
    const searched = space.parameters.filter(isSearched);
    const ordered = searched.map((parameter) => ({ parameter, identity: identityOf(parameter) }));
    ordered.sort((a, b) => (a.identity < b.identity ? -1 : 1));
    this.dimensions = ordered.map(({ parameter }) => dimensionOf(parameter));
    for (const [index, { parameter }] of this.dimensions.entries()) this.#indices.set(parameter, index);
    this.#conditional = space.parameters.some(({ when }) => when);
  }

  /** Coordinates of the values of a trial, which never change: worked out once. */
  encodeTrial({ values }: OracleTrial): Float64Array {
    const known = this.#known.get(values);
    if (known) return known;
    const point = this.encode(values);
    this.#known.set(values, point);
    return point;
  }

  /** Coordinates of values; those that the space has not are passed by. */
  encode(values: Values): Float64Array {
    const { position, category } = this.#inactive;
    const point = Float64Array.from(this.dimensions, ({ isCategory }) => (isCategory ? category : position));
    chooseValues(this.#space, (parameter) => {
      const index = this.#indices.get(parameter);
      const value = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
      if (index === undefined) return (value ?? (parameter.kind === 'fixed' ? parameter.value : null)) as Value;
      if (value !== undefined) point[index] = this.#coordinate(index, value);
      return value as Value;
    });
    return point;
  }

  /** The values at coordinates, those of inactive hyperparameters left out. */
  decode(point: Float64Array): Values {
    return chooseValues(this.#space, (parameter) => {
      const index = this.#indices.get(parameter);
      return index === undefined ? fromUnit(parameter, 0) : this.#value(index, point[index] as number);
    });
  }

  /** Moves coordinates to those of the values that they stand for. */
  snap(point: Float64Array): void {
    if (this.#conditional) {
      const canonical = this.encode(this.decode(point));
      point.set(canonical);
      return;
    }
    for (let index = 0; index < point.length; index++) {
      const { isCategory, spacing } = this.dimensions[index] as Dimension;
      if (spacing === 0) point[index] = Math.min(1, Math.max(0, point[index] as number));
      else if (!isCategory) point[index] = this.#coordinate(index, this.#value(index, point[index] as number));
    }
  }

  /** Coordinates of a point of the unit cube. */
  fromUnitCube(position: ArrayLike<number>): Float64Array {
    const point = Float64Array.from(position, (u, index) => {
      const { isCategory, levels } = this.dimensions[index] as Dimension;
      return isCategory ? Math.min(Math.floor(u * (levels as number[]).length), (levels as number[]).length - 1) : u;
    });
    this.snap(point);
    return point;
  }

  #coordinate(index: number, value: Value): number {
    const { parameter, isCategory } = this.dimensions[index] as Dimension;
    if (!isCategory) return typeof value === 'number' ? toUnit(parameter, value) : this.#inactive.position;
    return parameter.kind === 'choice' ? parameter.values.indexOf(value) : value ? 1 : 0;
  }

  #value(index: number, coordinate: number): Value {
    const { parameter, isCategory } = this.dimensions[index] as Dimension;
    if (!isCategory) return fromUnit(parameter, coordinate);
    const category = Math.max(0, coordinate);
    return parameter.kind === 'choice' ? (parameter.values[category] as Value) : category === 1;
  }
}

/** The encoding of a space, made once. */
export function encodingOf(space: Space): Encoding {
  const known = encodings.get(space);
  if (known) return known;
  const encoding = new Encoding(space);
  encodings.set(space, encoding);
  return encoding;
}

const encodings = new WeakMap<Space, Encoding>();

function isSearched(parameter: Parameter): boolean {
  if (parameter.kind === 'fixed') return false;
  if (parameter.kind === 'boolean') return true;
  if (parameter.kind === 'choice') return parameter.values.length > 1;
  return pointCount(parameter) !== 1;
}

function dimensionOf(parameter: Parameter): Dimension {
  if (parameter.kind === 'float' || parameter.kind === 'int') {
    const count = pointCount(parameter);
    if (count === undefined) return { parameter, isCategory: false, levels: undefined, spacing: 0 };
    const levels = count > mostLevels ? undefined : [...everyValue(parameter)].map((value) => toUnit(parameter, value));
    return { parameter, isCategory: false, levels, spacing: 1 / count };
  }
  const count = parameter.kind === 'choice' ? parameter.values.length : 2;
  return { parameter, isCategory: true, levels: Array.from({ length: count }, (_, i) => i), spacing: 1 };
}
