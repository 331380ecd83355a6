import type { Numeric } from '../space/numeric.js';
import type { Parameter, Value } from '../space/parameter.js';
import type { Space } from '../space/space.js';

/** What the value of a hyperparameter can be in the HParams plugin, which can't sort null. */
export type PluginValue = string | number | boolean;

/** The values that there are. */
export type Domain = { readonly values: readonly PluginValue[] } | { readonly min: number; readonly max: number };

/** A hyperparameter as the HParams plugin knows it: all its values are of one type. */
export interface Hyperparameter {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
  /** Undefined where the plugin has no form for it: values of a range and others. */
  readonly domain: Domain | undefined;
  /** Whether it can have more than one value: those come first in TensorBoard. */
  readonly differs: boolean;
  /** The form that a value of it has in the plugin. */
  formOf(value: Value): PluginValue;
}

/** The hyperparameters of a space by name, in the order of their first declarations; those of one name are one. */
export function hyperparametersOf({ parameters }: Space): ReadonlyMap<string, Hyperparameter> {
  const names = new Set(parameters.map(({ name }) => name));
  return new Map([...names].map((name) => [name, hyperparameterOf(name, parameters)]));
}

function hyperparameterOf(name: string, parameters: readonly Parameter[]): Hyperparameter {
  const declarations = parameters.filter((parameter) => parameter.name === name);
  const ranges = declarations.filter(isRange);
  const listed = [...new Set(declarations.flatMap(listedValues))];
  const type = typeOf(listed, ranges.length > 0);
  const formOf = type === undefined ? textOf : (value: Value) => value as PluginValue;
  const domain = ranges.length === 0 ? { values: listed.map(formOf) } : type && hullOf(ranges, listed as number[]);
  const differs = !domain || ('min' in domain ? domain.min < domain.max : domain.values.length > 1);
  return { name, type: type ?? 'string', domain, differs, formOf };
}

function isRange(parameter: Parameter): parameter is Numeric {
  return parameter.kind === 'int' || parameter.kind === 'float';
}

function listedValues(parameter: Parameter): readonly Value[] {
  if (parameter.kind === 'choice') return parameter.values;
  if (parameter.kind === 'boolean') return [false, true];
  return parameter.kind === 'fixed' ? [parameter.value] : [];
}

/** The type of all values; undefined if they have several, or one is null. */
function typeOf(listed: readonly Value[], hasRange: boolean): Hyperparameter['type'] | undefined {
  const types = new Set<string>(listed.map((value) => typeof value));
  if (hasRange) types.add('number');
  const [type] = types;
  return types.size === 1 && type !== 'object' ? (type as Hyperparameter['type']) : undefined;
}

function hullOf(ranges: readonly Numeric[], listed: readonly number[]): Domain {
  const numbers = [...listed, ...ranges.flatMap(({ min, max }) => [min, max])];
  return { min: Math.min(...numbers), max: Math.max(...numbers) };
}

/** A text that is no other value's: that of a string which could be taken for JSON is its JSON. */
function textOf(value: Value): string {
  return typeof value === 'string' && !isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
