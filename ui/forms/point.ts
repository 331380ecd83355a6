import type { Parameter, Value, Values } from '../../shared/space/parameter.js';

/** A hyperparameter that is active at a point, and its value there. */
export interface ActiveParameter {
  readonly parameter: Parameter;
  readonly value: Value;
}

/**
 * The hyperparameters that are active where these values are given and all else has its default, each after those that it
 * depends on. Of several declarations of a name the first active one counts.
 *
 * @param given values by name; those of inactive hyperparameters are passed over.
 */
export function activeParameters(parameters: readonly Parameter[], given: Values): ActiveParameter[] {
  const active = new Map<string, ActiveParameter>();
  for (const parameter of parentsFirst(parameters)) {
    const { name } = parameter;
    if (active.has(name) || !isActive(parameter, active)) continue;
    const value = Object.hasOwn(given, name) ? (given[name] as Value) : defaultOf(parameter);
    active.set(name, { parameter, value });
  }
  return [...active.values()];
}

/** In the order of the declarations, but all that a hyperparameter depends on before it. */
function parentsFirst(parameters: readonly Parameter[]): Parameter[] {
  const order = new Set<Parameter>();
  const visit = (parameter: Parameter) => {
    if (order.has(parameter)) return;
    const parents = new Set(parameter.when?.map((condition) => condition.parameter));
    for (const other of parameters) if (parents.has(other.name)) visit(other);
    order.add(parameter);
  };
  for (const parameter of parameters) visit(parameter);
  return [...order];
}

function isActive({ when = [] }: Parameter, active: ReadonlyMap<string, ActiveParameter>): boolean {
  return when.every(({ parameter, in: allowed }) => {
    const parent = active.get(parameter);
    return parent !== undefined && allowed.includes(parent.value);
  });
}

/** The point that has these values where they are active. */
export function pointOf(parameters: readonly Parameter[], given: Values): Values {
  return Object.fromEntries(activeParameters(parameters, given).map(({ parameter, value }) => [parameter.name, value]));
}

/** The value that a hyperparameter has when nobody chooses. */
export function defaultOf(parameter: Parameter): Value {
  switch (parameter.kind) {
    case 'fixed':
      return parameter.value;
    case 'boolean':
      return parameter.default ?? false;
    case 'choice':
      return parameter.default ?? (parameter.values[0] as Value);
    default:
      return parameter.default ?? smallestOf(parameter);
  }
}

/** A number without the digits that only its computing has made. @param greatest number that it was computed from */
export function withoutNoise(value: number, greatest: number): number {
  const decimals = 14 - Math.floor(Math.log10(Math.abs(greatest)));
  return decimals > 100 ? value : Number(value.toFixed(Math.max(0, decimals)));
}

/** Steps of `reverse_log` begin at the maximum, and may miss the minimum. */
function smallestOf({ min, max, step, sampling }: Extract<Parameter, { min: number }>): number {
  if (sampling !== 'reverse_log' || step === undefined) return min;
  const steps = Math.log(max / min) / Math.log(step);
  const whole = Math.round(steps);
  // A range of less than one step has its maximum alone, however close the minimum is.
  if (whole > 0 && Math.abs(steps - whole) < 1e-8) return min;
  return steps < 1 ? max : withoutNoise(max + min - min * step ** Math.floor(steps), max);
}
