import { StepladderError } from '../errors.js';
import { Declarations, type SpaceRules } from './declarations.js';
import { type HyperParametersJson, parseHyperParameters } from './hyperparameters-json.js';
import type { Parameter, RangeOptions, Value, Values } from './parameter.js';
import { type ClosedScope, Scopes } from './scopes.js';
import { identityOf, isActive, type Space } from './space.js';
import { checkedValue, mergedValues } from './values.js';

/** What code may ask for, and who hears of it. */
export interface HyperParametersOptions extends SpaceRules {
  /** Called before each declaration; what it throws, the declaration throws. @default nothing is called */
  readonly onDeclare?: () => void;
}

/**
 * Define-by-run: code asks for its hyperparameters by name and range, and gets the values of its trial. What it asked for
 * is the search space. A name that nobody chose a value for has its default (Keras Tuner's `HyperParameters`).
 *
 * Each declaration (`boolean`, `choice`, `fixed`, `float`, `int`) gives the trial's value; repeated in the same words, it gives
 * the same value again. Names have 1 to 200 characters.
 */
export class HyperParameters {
  readonly #options: HyperParametersOptions;
  readonly #declarations: Declarations;
  readonly #scopes = new Scopes();
  readonly #closed: ClosedScope[] = [];
  readonly #trail: string[] = [];
  #values: Values;

  /**
   * Those of a trial: `new HyperParameters()` has the defaults.
   *
   * @param values the trial's values; names not in it get their defaults.
   * @param space the search space known so far: a declaration that contradicts it is refused.
   * @param options what may be declared beside that space.
   */
  constructor(values: Values = {}, space: Space = { parameters: [] }, options: HyperParametersOptions = {}) {
    this.#options = options;
    this.#values = { ...values };
    this.#declarations = new Declarations(space, options);
  }

  /**
   * What `toJSON` gave, or `JSON.stringify` wrote: the same space in the same order, with its conditions, and the same values.
   *
   * @throws InvalidSpace, or InvalidHyperparameter for a value that its hyperparameter cannot have.
   */
  static fromJSON(json: unknown): HyperParameters {
    const { values, space } = parseHyperParameters(json);
    return new HyperParameters(values, space);
  }

  /**
   * Declares true or false.
   *
   * @param options `default`: the value when nobody chooses; false if left out.
   * @throws HyperparameterChanged, InvalidSpace, InvalidHyperparameter: see {@link float}
   */
  boolean(name: string, options: { default?: boolean } = {}): boolean {
    return this.#declare({ kind: 'boolean', ...options, ...this.#scopes.place(name) }) as boolean;
  }

  /**
   * Declares one of a list, whose values have no order: give an `int` for what has.
   *
   * @param values different texts, finite numbers, booleans or nulls, one at least.
   * @param options `default`: the value when nobody chooses; the first if left out.
   * @throws HyperparameterChanged, InvalidSpace, InvalidHyperparameter: see {@link float}
   */
  choice<T extends Value>(name: string, values: readonly T[], options: { default?: NoInfer<T> } = {}): T {
    return this.#declare({ kind: 'choice', values: [...values], ...options, ...this.#scopes.place(name) }) as T;
  }

  /**
   * Declares a value that is recorded with the others but never searched.
   *
   * @throws HyperparameterChanged, InvalidSpace, InvalidHyperparameter: see {@link float}
   */
  fixed<T extends Value>(name: string, value: T): T {
    return this.#declare({ kind: 'fixed', value, ...this.#scopes.place(name) }) as T;
  }

  /**
   * Declares a real number in [min, max].
   *
   * @throws HyperparameterChanged if the name was declared with another range before, or with one that the tuning's `space`
   *   contradicts; InvalidSpace if the range cannot be; InvalidHyperparameter if the trial's value is not in it;
   *   UnknownHyperparameter if it is new, and the tuning allows no new ones
   */
  float(name: string, options: RangeOptions): number {
    return this.#declare({ kind: 'float', sampling: 'linear', ...options, ...this.#scopes.place(name) }) as number;
  }

  /**
   * Declares a whole number in [min, max].
   *
   * @param options `min`, `max`, `step` and `default` are whole.
   * @throws HyperparameterChanged, InvalidSpace, InvalidHyperparameter: see {@link float}
   */
  int(name: string, options: RangeOptions): number {
    return this.#declare({ kind: 'int', sampling: 'linear', ...options, ...this.#scopes.place(name) }) as number;
  }

  /**
   * What `body` declares exists only while `parent` has one of `values`; otherwise `body` does not run and the result is
   * undefined. `parent` is looked up in the current name scope, then in those around it.
   *
   * @param values some of the parent's, one at least.
   * @param body synchronous.
   * @returns what `body` returns.
   * @throws UnknownHyperparameter if no such parent was declared before (nor can have been, in a scope that was passed by);
   *   InvalidSpace if the parent never has one of the values, or `body` is async
   */
  conditionalScope<T>(parent: string, values: readonly Value[], body: () => T): T | undefined {
    const name = this.#resolve(parent);
    if (name === undefined && this.#closed.length === 0) throw this.#unknown(parent);
    const step = this.#scopes.stepOf(parent, values);
    this.#trail.push(step);
    if (name !== undefined) this.#checkScope(name, values);
    if (name !== undefined && Object.hasOwn(this.#values, name) && values.includes(this.#values[name] as Value)) {
      return this.#scopes.withCondition({ parameter: name, in: [...values] }, body);
    }
    const parents = name === undefined ? this.#scopes.candidates(parent) : [name];
    this.#closed.push({ step, around: this.#scopes.conditions, parents, in: [...values] });
    return undefined;
  }

  /**
   * Puts `name/` before the names that `body` declares.
   *
   * @param body synchronous.
   * @returns what `body` returns.
   * @throws InvalidSpace if `body` is async
   */
  nameScope<T>(name: string, body: () => T): T {
    return this.#scopes.withName(name, body);
  }

  /**
   * The value of a hyperparameter that is active in this trial, looked up in the current name scope, then in those around it.
   *
   * @throws UnknownHyperparameter if no such name was declared or chosen; InactiveHyperparameter if its conditions don't hold
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

  /** Whether a hyperparameter of that name has a value in this trial, so that `get` gives it. */
  has(name: string): boolean {
    const resolved = this.#resolve(name);
    return resolved !== undefined && Object.hasOwn(this.#values, resolved);
  }

  /** Whether the conditions of any declaration of that name hold in this trial; false if there is none. */
  isActive(name: string): boolean {
    const resolved = this.#resolve(name);
    return this.space.parameters.some((parameter) => parameter.name === resolved && isActive(parameter, this.#values));
  }

  /** The values of this trial, active hyperparameters alone. */
  get values(): Values {
    return { ...this.#values };
  }

  /** The search space: what was known of it, then what was declared beside, in order. */
  get space(): Space {
    return this.#declarations.space;
  }

  /** What was declared so far, in order. */
  get declared(): readonly Parameter[] {
    return this.#declarations.declared;
  }

  /**
   * The conditional scopes that were passed by so far.
   *
   * @internal for the discovery of search spaces
   */
  get closed(): readonly ClosedScope[] {
    return this.#closed;
  }

  /**
   * What the code did, step by step: declarations (by `identityOf`) and conditional scopes come to, open or not.
   *
   * @internal for the discovery of search spaces
   */
  get trail(): readonly string[] {
    return this.#trail;
  }

  /** Another of the same space and values, with nothing declared yet: what happens to one does not change the other. */
  copy(): HyperParameters {
    return new HyperParameters(this.#values, this.space, this.#options);
  }

  /**
   * Takes over what another space has and this one has not, behind its own; and its ranges of what both have (the same name
   * under the same conditions), unless `overwrite` is false. A value stays while it is in its range; otherwise it is the
   * other's, or the default. Every active hyperparameter has a value then, and no other.
   *
   * @param options `overwrite`: whether the other's ranges count; true if left out.
   * @throws InvalidSpace if the two spaces don't go together; nothing is changed then.
   */
  merge(other: HyperParameters | Space, { overwrite = true }: { overwrite?: boolean } = {}): void {
    const theirs = other instanceof HyperParameters ? other : { space: other, values: {} };
    this.#declarations.merge(theirs.space, overwrite);
    this.#values = mergedValues(this.space, this.#values, theirs.values);
  }

  /** The space and the values, for `fromJSON`. */
  toJSON(): HyperParametersJson {
    return { space: this.space, values: this.values };
  }

  #declare(declaration: Parameter): Value {
    this.#options.onDeclare?.();
    const { parameter, isFirst } = this.#declarations.add(declaration);
    if (isFirst) this.#trail.push(identityOf(parameter));
    const value = checkedValue(parameter, this.#values);
    this.#values[parameter.name] = value;
    return value;
  }

  /** A scope passed by may declare the parent once more, with other values: then only discovery can tell. */
  #checkScope(parent: string, values: readonly Value[]): void {
    if (values.length > 0 && this.#closed.length > 0) return;
    this.#declarations.checkScope({ parameter: parent, in: [...values] });
  }

  #resolve(name: string): string | undefined {
    const exists = (candidate: string) => Object.hasOwn(this.#values, candidate) || this.#declarations.has(candidate);
    return this.#scopes.candidates(name).find(exists);
  }

  #unknown(name: string): StepladderError {
    const names = [...new Set(this.declared.map((parameter) => parameter.name))].join(', ') || 'none';
    return new StepladderError(
      'UnknownHyperparameter',
      `No hyperparameter ${name} was declared. Declared so far: ${names}`,
    );
  }
}
