import { contains, everyValue, fromUnit, isContinuous } from './domain.js';
import type { Parameter, Value } from './parameter.js';

/** A grid that agrees with another in so many values in a row, and in the last, does so in all between. */
const enough = 1000;

/** Whether every value of one declaration is a value of the other: code that can take those can take these. */
export function liesWithin(inner: Parameter, outer: Parameter): boolean {
  if (isContinuous(inner)) return isContinuous(outer) && ends(inner).every((value) => contains(outer, value));
  for (const value of firstValues(inner)) if (!contains(outer, value)) return false;
  return contains(outer, fromUnit(inner, 1));
}

function ends(parameter: Parameter): Value[] {
  return [fromUnit(parameter, 0), fromUnit(parameter, 1)];
}

function* firstValues(parameter: Parameter): Generator<Value> {
  let count = 0;
  for (const value of everyValue(parameter)) {
    if (count++ === enough) return;
    yield value;
  }
}
