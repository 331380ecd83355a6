import fc from 'fast-check';
import { contains, everyValue, isContinuous } from '../../../shared/space/domain.js';
import type { Condition, Parameter, Value, Values } from '../../../shared/space/parameter.js';
import { parseSpace, type Space } from '../../../shared/space/space.js';
import { anyParameter, parameterOf } from './parameters.js';

/** A space from what a JSON file would hold. */
export function spaceOf(...parameters: object[]): Space {
  return parseSpace({ parameters });
}

const few: fc.Arbitrary<Parameter> = fc.oneof(
  fc.constant(parameterOf({ kind: 'boolean' })),
  fc.integer({ min: 1, max: 3 }).map((max) => parameterOf({ kind: 'int', min: 1, max })),
  fc
    .integer({ min: 1, max: 3 })
    .map((count) => parameterOf({ kind: 'choice', values: ['a', 1, null].slice(0, count) })),
  fc.constant(parameterOf({ kind: 'fixed', value: 'f' })),
  fc.integer({ min: 0, max: 2 }).map((count) => parameterOf({ kind: 'float', min: 0, max: count / 10, step: 0.1 })),
);

/** Seeds that decide which earlier parameters a parameter depends on, and on which of their values. */
const conditionSeeds = fc.array(fc.record({ parent: fc.nat(), values: fc.nat() }), { maxLength: 2, size: 'max' });

/**
 * Spaces in which parameters depend on others, in any order of declaration, and names are repeated under different
 * conditions (where two of one name hold at once, the first counts).
 */
function spacesOf(parameters: fc.Arbitrary<Parameter>, maxLength: number): fc.Arbitrary<Space> {
  const seeds = fc.record({ parameter: parameters, name: fc.nat({ max: 1 }), conditions: conditionSeeds });
  return fc
    .array(seeds, { minLength: 1, maxLength, size: 'max' })
    .chain((list) => {
      const declared: Parameter[] = [];
      for (const { parameter, name, conditions } of list) {
        const parents = declared.filter((candidate) => !isContinuous(candidate));
        const when = parents.length > 0 ? conditions.map((seed) => conditionOf(parents, seed)) : [];
        const own = (name === 0 && when.length > 0 && declared.at(-1)?.name) || `p${declared.length}`;
        declared.push({ ...parameter, name: own, ...(when.length > 0 && { when }) });
      }
      return fc.shuffledSubarray(declared, { minLength: declared.length });
    })
    .map((declared) => ({ parameters: declared }))
    .filter(isValid);
}

function conditionOf(parents: readonly Parameter[], seed: { parent: number; values: number }): Condition {
  const parent = parents[seed.parent % parents.length] as Parameter;
  const values = [...everyValue(parent)];
  const first = seed.values % values.length;
  return { parameter: parent.name, in: values.slice(first, first + 1 + (seed.values % 2)) };
}

function isValid(space: Space): boolean {
  try {
    parseSpace(space);
    return true;
  } catch {
    return false;
  }
}

/** Conditional spaces of few points. */
export const smallSpaces = spacesOf(few, 6);

/** Conditional spaces of parameters of every kind. */
export const spaces = spacesOf(anyParameter, 6);

/**
 * The points of a space by its very definition: every name, with each of its values or without one, where exactly those
 * names have a value of which a declaration holds, and that of the first declaration that does.
 */
export function pointsByDefinition(space: Space): Values[] {
  const names = [...new Set(space.parameters.map(({ name }) => name))];
  let points: Values[] = [{}];
  for (const name of names) {
    const declarations = space.parameters.filter((parameter) => parameter.name === name);
    const values = new Set<Value>(declarations.flatMap((declaration) => [...everyValue(declaration)]));
    points = points.flatMap((point) => [point, ...[...values].map((value) => ({ ...point, [name]: value }))]);
  }
  return points.filter((point) => isPoint(space, point));
}

/** Whether exactly the active names have values, each one that its declaration contains. */
export function isPoint(space: Space, point: Values): boolean {
  const names = new Set([...space.parameters.map(({ name }) => name), ...Object.keys(point)]);
  return [...names].every((name) => {
    const active = space.parameters.filter((parameter) => parameter.name === name && holds(parameter, point));
    if (!Object.hasOwn(point, name)) return active.length === 0;
    return active[0] !== undefined && contains(active[0], point[name] as Value);
  });
}

function holds({ when = [] }: Parameter, point: Values): boolean {
  return when.every((condition) => condition.in.includes(point[condition.parameter] as Value));
}
