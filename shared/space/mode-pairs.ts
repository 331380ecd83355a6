import type { Condition, Parameter, Value } from './parameter.js';
import type { Space } from './space.js';

/** A choice of a mode, and the hyperparameter that belongs to each mode: how many to keep, or from which score on. */
export interface ModePair {
  /** What people call the two: the choice's name, without a last word `mode`. Different for each pair of a space. */
  readonly label: string;
  /** Name of the choice. */
  readonly mode: string;
  /** For each mode that has a value, the name of the hyperparameter that is active exactly in such modes. */
  readonly values: ReadonlyMap<Value, string>;
}

/**
 * The pairs of a search space, in the order of their choices: each choice that others depend on, where at most one name
 * depends on each of its values, and on nothing else than what the choice itself depends on. No name is in two pairs.
 */
export function modePairsOf({ parameters }: Space): readonly ModePair[] {
  const pairs = parameters.flatMap((parameter) => {
    const values = valuesOfModes(parameter, parameters);
    return values ? [{ mode: parameter.name, values }] : [];
  });
  const names = new Set(parameters.map(({ name }) => name));
  const short = pairs.map(({ mode }) => withoutMode(mode));
  return pairs.map((pair, index) => {
    const label = short[index] as string;
    const isFree = !names.has(label) && short.indexOf(label) === short.lastIndexOf(label);
    return { label: isFree ? label : pair.mode, ...pair };
  });
}

/** Undefined unless the parameter is the choice of a pair. */
function valuesOfModes(choice: Parameter, parameters: readonly Parameter[]): ReadonlyMap<Value, string> | undefined {
  const declarations = (name: string) => parameters.filter((parameter) => parameter.name === name);
  if (choice.kind !== 'choice' || declarations(choice.name).length > 1) return undefined;
  const children = parameters.filter(({ when = [] }) => when.some(({ parameter }) => parameter === choice.name));
  const values = new Map<Value, string>();
  for (const child of children) {
    const modes = modesOf(child, choice);
    if (!modes || declarations(child.name).some((declaration) => !children.includes(declaration))) return undefined;
    for (const mode of modes) {
      if ((values.get(mode) ?? child.name) !== child.name) return undefined;
      values.set(mode, child.name);
    }
  }
  return values.size > 0 ? values : undefined;
}

/** The values of the choice that make the child active; undefined if that depends on something else than the choice. */
function modesOf({ when = [] }: Parameter, choice: Parameter): readonly Value[] | undefined {
  const [own, ...more] = when.filter(({ parameter }) => parameter === choice.name);
  const inherited = when.filter((condition) => condition !== own);
  return own && more.length === 0 && sameConditions(inherited, choice.when ?? []) ? own.in : undefined;
}

function sameConditions(a: readonly Condition[], b: readonly Condition[]): boolean {
  const texts = (conditions: readonly Condition[]) =>
    conditions.map(({ parameter, in: values }) => JSON.stringify([parameter, values])).sort();
  return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
}

/** `filter1` for `filter1_mode`, `filter1/mode` and `filter1Mode`. */
function withoutMode(name: string): string {
  return name.replace(/(?<=[^\W_])([^A-Za-z0-9]mode|Mode)$/, '');
}
