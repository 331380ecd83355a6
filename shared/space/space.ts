import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { contains } from './domain.js';
import { type Numeric, pointCount } from './numeric.js';
import { type Condition, type Parameter, parameterShape, type Value, type Values } from './parameter.js';

/** A hyperparameter whose range, step and default fit together. */
export const parameterSchema = parameterShape.superRefine((parameter, context) => {
  for (const fault of parameterFaults(parameter)) context.addIssue({ code: 'custom', message: fault });
});

export const spaceSchema = z
  .strictObject({
    /** Its hyperparameters in the order of their declaration. */
    parameters: z.array(parameterSchema),
  })
  .superRefine(({ parameters }, context) => {
    for (const fault of spaceFaults(parameters)) context.addIssue({ code: 'custom', message: fault });
  });
/** A search space, in the JSON form of files, the API and ask-tell. */
export interface Space extends z.infer<typeof spaceSchema> {
  /** Its hyperparameters in the order of their declaration; one name may stand there several times, under different conditions. */
  parameters: Parameter[];
}
/** A search space as people write it: `sampling` may be left out. */
export interface GivenSpace extends z.input<typeof spaceSchema> {}

/** What people write: none of a condition's values is idle. */
const writtenSpaceSchema = spaceSchema.superRefine(({ parameters }, context) => {
  for (const fault of idleFaults(parameters)) context.addIssue({ code: 'custom', message: fault });
});

/**
 * Checks a search space that comes from outside.
 *
 * @throws InvalidSpace naming every fault.
 */
export function parseSpace(input: unknown): Space {
  return parse(writtenSpaceSchema, input);
}

/**
 * Checks a search space that was put together: a condition of the code may wait for values that its parent no longer has, as
 * long as there is one that it has.
 *
 * @throws InvalidSpace naming every fault.
 */
export function parseJoinedSpace(input: unknown): Space {
  return parse(spaceSchema, input);
}

function parse(schema: typeof spaceSchema, input: unknown): Space {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `✖ ${faultOf(issue, input)}`);
  throw new StepladderError('InvalidSpace', `The search space is not valid: ${faults.join('\n')}`);
}

/** Faults of shape name the hyperparameter too: who wrote code does not know its index. */
function faultOf({ code, message, path }: z.core.$ZodIssue, input: unknown): string {
  const [, index, ...rest] = path;
  if (index === undefined) return [...path, message].join(': ');
  if (code === 'custom' && rest.length === 0) return message;
  const { name } = (input as { parameters: { name?: unknown }[] }).parameters[index as number] ?? {};
  return `${[typeof name === 'string' ? name : `parameter ${String(index)}`, ...rest].join('.')}: ${message}`;
}

/** Whether every condition of the parameter holds; an inactive parent has no value, so none of its children is active. */
export function isActive({ when = [] }: Pick<Parameter, 'when'>, values: Values): boolean {
  return when.every(
    ({ parameter: parent, in: allowed }) => Object.hasOwn(values, parent) && allowed.includes(values[parent] as Value),
  );
}

/**
 * Walks through the space, parents before children, and gives each active name a value. Of several declarations of one
 * name the first active one counts.
 *
 * @param choose called once for each active name, with the values chosen so far.
 */
export function chooseValues(space: Space, choose: (parameter: Parameter, chosen: Values) => Value): Values {
  const values: Values = {};
  for (const parameter of parentsFirst(space)) {
    if (!Object.hasOwn(values, parameter.name) && isActive(parameter, values))
      values[parameter.name] = choose(parameter, values);
  }
  return values;
}

/** The declarations in their order, but every parent before its children. */
export function parentsFirst(space: Space): readonly Parameter[] {
  const known = orders.get(space);
  if (known) return known;
  const order = sortParents(space.parameters);
  orders.set(space, order);
  return order;
}

const orders = new WeakMap<Space, readonly Parameter[]>();

/** Depth first; a cycle leaves its members out, which `spaceFaults` reports. */
function sortParents(parameters: readonly Parameter[]): Parameter[] {
  const order = new Set<Parameter>();
  const visited = new Set<Parameter>();
  const visit = (parameter: Parameter): boolean => {
    if (visited.has(parameter)) return order.has(parameter);
    visited.add(parameter);
    const names = new Set(parameter.when?.map((condition) => condition.parameter));
    const sorted = parameters
      .filter(({ name }) => names.has(name))
      .map(visit)
      .every(Boolean);
    if (sorted) order.add(parameter);
    return sorted;
  };
  for (const parameter of parameters) visit(parameter);
  return [...order];
}

/** The same text for the same point of a space, whatever the order of its names. */
export function pointKey(values: Values): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What makes a declaration itself: one name may be declared several times, under different conditions. */
export function identityOf({ name, when = [] }: Parameter): string {
  return JSON.stringify([name, when]);
}

function spaceFaults(parameters: readonly Parameter[]): string[] {
  const faults = parameters.flatMap((parameter) => conditionFaults(parameter, parameters));
  const identities = parameters.map(identityOf);
  const twice = parameters.find((parameter, index) => identities.indexOf(identityOf(parameter)) < index);
  if (twice) faults.push(`${twice.name} is declared twice under the same conditions`);
  if (faults.length > 0) return faults;
  const sorted = new Set(sortParents(parameters));
  const circle = new Set(parameters.filter((parameter) => !sorted.has(parameter)).map(({ name }) => name));
  return circle.size > 0 ? [`conditions go round in a circle: ${[...circle].join(', ')}`] : [];
}

function conditionFaults({ name, when = [] }: Parameter, parameters: readonly Parameter[]): string[] {
  return when.flatMap((condition) => {
    const { parameter: parent } = condition;
    if (parent === name) return [`${name} depends on itself`];
    if (parameters.every((parameter) => parameter.name !== parent))
      return [`${name} depends on ${parent}, which is not declared`];
    const idle = idleValues(condition, parameters);
    return idle.length < condition.in.length ? [] : idle.map((value) => neverIs(name, parent, value));
  });
}

/** Faults of conditions that can hold, but list values that their parent never has. */
function idleFaults(parameters: readonly Parameter[]): string[] {
  return parameters.flatMap(({ name, when = [] }) =>
    when.flatMap((condition) => {
      const idle = idleValues(condition, parameters);
      return idle.length === condition.in.length ? [] : idle.map((value) => neverIs(name, condition.parameter, value));
    }),
  );
}

/** The values a condition waits for that no declaration of its parent has. */
export function idleValues({ parameter: parent, in: allowed }: Condition, parameters: readonly Parameter[]): Value[] {
  const declarations = parameters.filter(({ name }) => name === parent);
  return allowed.filter((value) => !declarations.some((declaration) => contains(declaration, value)));
}

function neverIs(name: string, parent: string, value: Value): string {
  return `${name} depends on ${parent} being ${JSON.stringify(value)}, which it never is`;
}

function parameterFaults(parameter: Parameter): string[] {
  const faults = rangeFaults(parameter).map((fault) => `${parameter.name}: ${fault}`);
  if (faults.length > 0 || !('default' in parameter) || parameter.default === undefined) return faults;
  if (contains(parameter, parameter.default)) return [];
  return [`${parameter.name}: the default ${JSON.stringify(parameter.default)} is not one of its values`];
}

function rangeFaults(parameter: Parameter): string[] {
  if (parameter.kind === 'choice') {
    return new Set(parameter.values).size < parameter.values.length ? ['a value is listed twice'] : [];
  }
  return parameter.kind === 'float' || parameter.kind === 'int' ? numericFaults(parameter) : [];
}

function numericFaults(range: Numeric): string[] {
  const { kind, min, max, step, sampling } = range;
  if (min > max) return [`min ${min} is greater than max ${max}`];
  if (sampling !== 'linear' && min <= 0) return [`${sampling} sampling needs min > 0, not ${min}`];
  if (!Number.isFinite(sampling === 'linear' ? max - min : max / min)) return ['the range is too wide'];
  if (step === undefined)
    return kind === 'int' && !Number.isSafeInteger(max - min + 1) ? ['the range is too wide'] : [];
  if (sampling === 'linear' && step <= 0) return [`step must be greater than 0, not ${step}`];
  if (sampling !== 'linear' && step <= 1)
    return [`${sampling} sampling multiplies by step: it must be > 1, not ${step}`];
  return Number.isSafeInteger(pointCount(range)) ? [] : [`step ${step} is too small for the range`];
}
