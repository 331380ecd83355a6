import { StepladderError } from '../errors.js';
import { contains, defaultOf } from './domain.js';
import type { Condition, Parameter, Sampling, Value, Values } from './parameter.js';
import { identityOf, parseSpace, type Space } from './space.js';

/** The range of a `float` or `int`: bounds are inclusive; `step` adds (linear) or multiplies (the logarithmic samplings). */
export interface RangeOptions {
  min: number;
  max: number;
  step?: number;
  /** @default 'linear' */
  sampling?: Sampling;
  /** @default min */
  default?: number;
}

/** A conditional scope that was passed by: what has to be so for its body to run. */
export interface ClosedScope {
  /** Which step of the trail it is. */
  readonly step: string;
  /** The conditions of the scopes around it, which are open. */
  readonly around: readonly Condition[];
  /** The name of its parent, or those it may have, the nearest first, where none of them was declared. */
  readonly parents: readonly string[];
  /** The values of the parent that open it. */
  readonly in: readonly Value[];
}

/**
 * Define-by-run: code asks for its hyperparameters by name and range, and gets the values of its trial. What it asked for
 * is the search space. A name that nobody chose a value for has its default (Keras Tuner's `HyperParameters`).
 */
export class HyperParameters {
  readonly #values: Values;
  readonly #known: ReadonlyMap<string, Parameter>;
  readonly #declared = new Map<string, Parameter>();
  readonly #closed: ClosedScope[] = [];
  readonly #trail: string[] = [];
  #names: readonly string[] = [];
  #conditions: readonly Condition[] = [];

  readonly #onDeclare: (() => void) | undefined;

  /**
   * @param values the trial's values; names not in it get their defaults.
   * @param space the search space known so far: a declaration that contradicts it is refused.
   * @param onDeclare called before each declaration.
   */
  constructor(values: Values = {}, space: Space = { parameters: [] }, onDeclare?: () => void) {
    this.#onDeclare = onDeclare;
    this.#values = { ...values };
    this.#known = new Map(space.parameters.map((parameter) => [identityOf(parameter), parameter]));
  }

  /** True or false. @default false */
  boolean(name: string, options: { default?: boolean } = {}): boolean {
    return this.#declare({ kind: 'boolean', ...options, ...this.#place(name) }) as boolean;
  }

  /** One of `values`. @default the first */
  choice<T extends Value>(name: string, values: readonly T[], options: { default?: NoInfer<T> } = {}): T {
    return this.#declare({ kind: 'choice', values: [...values], ...options, ...this.#place(name) }) as T;
  }

  /** A value that is recorded with the others but never searched. */
  fixed<T extends Value>(name: string, value: T): T {
    return this.#declare({ kind: 'fixed', value, ...this.#place(name) }) as T;
  }

  /** A real number in [min, max]. */
  float(name: string, options: RangeOptions): number {
    return this.#declare({ kind: 'float', sampling: 'linear', ...options, ...this.#place(name) }) as number;
  }

  /** A whole number in [min, max]. */
  int(name: string, options: RangeOptions): number {
    return this.#declare({ kind: 'int', sampling: 'linear', ...options, ...this.#place(name) }) as number;
  }

  /**
   * What `body` declares exists only while `parent` has one of `values`; otherwise `body` does not run and the result is
   * undefined. `parent` is looked up in the current name scope, then in those around it.
   *
   * @throws UnknownHyperparameter if no such parent was declared before (nor can have been, in a scope that was passed by).
   */
  conditionalScope<T>(parent: string, values: readonly Value[], body: () => T): T | undefined {
    const name = this.#resolve(parent);
    if (name === undefined && this.#closed.length === 0) throw this.#unknown(parent);
    const step = JSON.stringify([this.#names, this.#conditions, parent, values]);
    this.#trail.push(step);
    if (name !== undefined) this.#checkScope(name, values);
    if (name === undefined || !Object.hasOwn(this.#values, name) || !values.includes(this.#values[name] as Value)) {
      const parents = name === undefined ? this.#candidates(parent) : [name];
      this.#closed.push({ step, around: this.#conditions, parents, in: [...values] });
      return undefined;
    }
    const conditions = [...this.#conditions, { parameter: name, in: [...values] }];
    return this.#within(this.#names, conditions, body);
  }

  /** Puts `name/` before the names that `body` declares. */
  nameScope<T>(name: string, body: () => T): T {
    return this.#within([...this.#names, name], this.#conditions, body);
  }

  /**
   * The value of a hyperparameter that is active in this trial.
   *
   * @throws UnknownHyperparameter, InactiveHyperparameter
   */
  get<T extends Value = Value>(name: string): T {
    const resolved = this.#resolve(name);
    if (resolved === undefined) throw this.#unknown(name);
    if (Object.hasOwn(this.#values, resolved)) return this.#values[resolved] as T;
    throw new StepladderError(
      'InactiveHyperparameter',
      `${resolved} is not active: its conditions don't hold in this trial`,
    );
  }

  /** Whether a hyperparameter of that name has a value in this trial. */
  has(name: string): boolean {
    const resolved = this.#resolve(name);
    return resolved !== undefined && Object.hasOwn(this.#values, resolved);
  }

  /** The values of this trial, active hyperparameters alone. */
  get values(): Values {
    return { ...this.#values };
  }

  /** What was declared so far, in order. */
  get declared(): readonly Parameter[] {
    return [...this.#declared.values()];
  }

  /** The conditional scopes that were passed by so far. */
  get closed(): readonly ClosedScope[] {
    return this.#closed;
  }

  /** What the code did, step by step: declarations (by `identityOf`) and conditional scopes come to, open or not. */
  get trail(): readonly string[] {
    return this.#trail;
  }

  #place(name: string): Pick<Parameter, 'name' | 'when'> {
    return {
      name: [...this.#names, name].join('/'),
      ...(this.#conditions.length > 0 && { when: [...this.#conditions] }),
    };
  }

  #declare(declaration: Parameter): Value {
    this.#onDeclare?.();
    const identity = identityOf(declaration);
    const before = this.#declared.get(identity) ?? this.#known.get(identity);
    const parameter = before && sameParameter(before, declaration) ? before : this.#check(declaration, before);
    if (!this.#declared.has(identity)) this.#trail.push(identity);
    this.#declared.set(identity, parameter);
    return this.#valueOf(parameter);
  }

  /** A new declaration is checked by the schema, as if it stood alone: its parents are known to exist. */
  #check(declaration: Parameter, before: Parameter | undefined): Parameter {
    const { when, ...alone } = declaration;
    const [parameter] = parseSpace({ parameters: [alone] }).parameters;
    if (before) {
      throw new StepladderError(
        'HyperparameterChanged',
        `${declaration.name} was declared as ${describe(before)} and now as ${describe(declaration)}. Ranges are fixed for a ` +
          'whole study and cannot depend on another hyperparameter: use conditionalScope, or start another study.',
      );
    }
    if (when?.some(({ parameter: parent }) => parent === declaration.name)) {
      throw new StepladderError('InvalidSpace', `${declaration.name} is declared in a scope that depends on itself`);
    }
    return { ...(parameter as Parameter), ...(when && { when }) };
  }

  #valueOf(parameter: Parameter): Value {
    if (!Object.hasOwn(this.#values, parameter.name)) this.#values[parameter.name] = defaultOf(parameter);
    const value = this.#values[parameter.name] as Value;
    if (contains(parameter, value)) return value;
    throw new StepladderError(
      'InvalidHyperparameter',
      `${parameter.name} is ${JSON.stringify(value)}, which is not in ${describe(parameter)}`,
    );
  }

  /** A scope passed by may declare the parent once more, with other values: then only discovery can tell. */
  #checkScope(parent: string, values: readonly Value[]): void {
    if (values.length > 0 && this.#closed.length > 0) return;
    checkScope({ parameter: parent, in: [...values] }, [...this.#declared.values(), ...this.#known.values()]);
  }

  #resolve(name: string): string | undefined {
    const exists = (candidate: string) =>
      Object.hasOwn(this.#values, candidate) ||
      [...this.#declared.values(), ...this.#known.values()].some((parameter) => parameter.name === candidate);
    return this.#candidates(name).find(exists);
  }

  #candidates(name: string): string[] {
    const folders = this.#names.map((_, depth) => this.#names.slice(0, this.#names.length - depth));
    return [...folders, []].map((folder) => [...folder, name].join('/'));
  }

  #unknown(name: string): StepladderError {
    const names = [...new Set([...this.#declared.values()].map((parameter) => parameter.name))].join(', ') || 'none';
    return new StepladderError(
      'UnknownHyperparameter',
      `No hyperparameter ${name} was declared. Declared so far: ${names}`,
    );
  }

  #within<T>(names: readonly string[], conditions: readonly Condition[], body: () => T): T {
    const outer = [this.#names, this.#conditions] as const;
    [this.#names, this.#conditions] = [names, conditions];
    try {
      const result = body();
      if (result instanceof Promise) {
        result.catch(() => undefined);
        throw new StepladderError(
          'InvalidSpace',
          'The body of a scope must not be async: what it declares later is outside it',
        );
      }
      return result;
    } finally {
      [this.#names, this.#conditions] = outer;
    }
  }
}

/**
 * A scope that could never open would hide what it declares for ever.
 *
 * @throws InvalidSpace if one of the condition's values is none of its parameter's, or it has no values.
 */
export function checkScope({ parameter: parent, in: values }: Condition, parameters: readonly Parameter[]): void {
  const declarations = parameters.filter(({ name }) => name === parent);
  const impossible = values.filter((value) => !declarations.some((declaration) => contains(declaration, value)));
  if (values.length > 0 && impossible.length === 0) return;
  const what = values.length === 0 ? 'no value at all' : impossible.map((value) => JSON.stringify(value)).join(', ');
  throw new StepladderError('InvalidSpace', `A conditional scope waits for ${parent} to be ${what}, which it never is`);
}

function sameParameter(a: Parameter, b: Parameter): boolean {
  return describe(a) === describe(b);
}

function describe(parameter: Parameter): string {
  const { name: _name, when: _when, ...range } = parameter;
  return JSON.stringify(range, Object.keys(range).sort());
}
