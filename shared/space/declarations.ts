import { StepladderError } from '../errors.js';
import { defaultOf } from './domain.js';
import type { Condition, Parameter } from './parameter.js';
import { identityOf, idleValues, parseJoinedSpace, parseSpace, type Space } from './space.js';
import { liesWithin } from './within.js';

/** What code may declare beside the search space that it runs in, and whose ranges count. */
export interface SpaceRules {
  /**
   * Hyperparameters whose ranges count, whatever the code declares around them. One without conditions stands for all
   * declarations of its name. @default none
   */
  readonly given?: Space | undefined;
  /** Whether code may declare what the space does not have. @default true */
  readonly allowNewEntries?: boolean | undefined;
  /** Whether what the space does not have is searched from then on; if not, it is fixed at its default. @default true */
  readonly tuneNewEntries?: boolean | undefined;
}

/** What is known of a search space, and what code declared of it. One name may stand there several times, see `identityOf`. */
export class Declarations {
  readonly #rules: SpaceRules;
  #known: ReadonlyMap<string, Parameter>;
  readonly #declared = new Map<string, Parameter>();
  /** The same in the words of the code, whose scopes wait for values of its own ranges. */
  readonly #inCode = new Map<string, Parameter>();

  constructor(space: Space, rules: SpaceRules) {
    this.#rules = rules;
    this.#known = byIdentity(space);
  }

  /** What was declared, in order, with the ranges that count. */
  get declared(): readonly Parameter[] {
    return [...this.#declared.values()];
  }

  /** What was known, and behind it what was declared beside. */
  get space(): Space {
    return { parameters: [...new Map([...this.#known, ...this.#declared]).values()] };
  }

  has(name: string): boolean {
    return [...this.#declared.values(), ...this.#known.values()].some((parameter) => parameter.name === name);
  }

  /**
   * A scope that could never open would hide what it declares for ever.
   *
   * @throws InvalidSpace if one of the condition's values is none of its parameter's, or it has no values.
   */
  checkScope(condition: Condition): void {
    checkScope(condition, [...this.#inCode.values(), ...this.#known.values()]);
  }

  /**
   * Takes a declaration of the code.
   *
   * @returns it with the range that counts, and whether it is the first of its identity.
   * @throws InvalidSpace, HyperparameterChanged, UnknownHyperparameter
   */
  add(declaration: Parameter): { parameter: Parameter; isFirst: boolean } {
    const identity = identityOf(declaration);
    const given = this.#rules.given && givenFor(this.#rules.given, declaration);
    const parameter = given ? restricted(declaration, given) : this.#ofCode(declaration, identity);
    const isFirst = !this.#declared.has(identity);
    this.#declared.set(identity, parameter);
    this.#inCode.set(identity, declaration);
    return { parameter, isFirst };
  }

  /**
   * Takes what another space has: what this one has not, and with `overwrite` its ranges for what both have.
   *
   * @throws InvalidSpace if the two don't go together; nothing is taken then.
   */
  merge(other: Space, overwrite: boolean): void {
    const own = byIdentity(this.space);
    const theirs = byIdentity(other);
    const both = overwrite ? [...own, ...theirs] : [...own, ...theirs, ...own];
    this.#known = byIdentity(parseJoinedSpace({ parameters: [...new Map(both).values()] }));
    if (!overwrite) return;
    for (const [identity, parameter] of theirs) {
      if (!this.#declared.has(identity)) continue;
      this.#declared.set(identity, parameter);
      this.#inCode.set(identity, parameter);
    }
  }

  #ofCode(declaration: Parameter, identity: string): Parameter {
    const { allowNewEntries = true, tuneNewEntries = true } = this.#rules;
    const parameter = tuneNewEntries ? declaration : fixedAtDefault(declaration);
    const before = this.#declared.get(identity) ?? this.#known.get(identity);
    if (before && describeRange(before) === describeRange(parameter)) return before;
    const checked = checkAlone(declaration);
    if (before) throw changed(before, declaration);
    if (!allowNewEntries) throw this.#notAllowed(declaration);
    return tuneNewEntries ? checked : parameter;
  }

  #notAllowed({ name }: Parameter): StepladderError {
    const names = [...new Set(this.space.parameters.map((parameter) => parameter.name))].join(', ');
    return new StepladderError(
      'UnknownHyperparameter',
      `The code asks for ${name}, which the tuning's \`space\` does not have, and allowNewEntries is false. \`space\` ` +
        `has: ${names}. Add ${name} to it, or leave allowNewEntries out.`,
    );
  }
}

/** What is given for a declaration: with the same conditions, or with none. */
export function givenFor({ parameters }: Space, declaration: Parameter): Parameter | undefined {
  const identity = identityOf(declaration);
  const exact = parameters.find((parameter) => identityOf(parameter) === identity);
  return exact ?? parameters.find(({ name, when }) => name === declaration.name && when === undefined);
}

/**
 * A scope that could never open would hide what it declares for ever.
 *
 * @throws InvalidSpace if one of the condition's values is none of its parameter's, or it has no values.
 */
export function checkScope(condition: Condition, parameters: readonly Parameter[]): void {
  const { parameter: parent, in: values } = condition;
  const idle = idleValues(condition, parameters);
  if (values.length > 0 && idle.length === 0) return;
  const what = values.length === 0 ? 'no value at all' : idle.map((value) => JSON.stringify(value)).join(', ');
  throw new StepladderError('InvalidSpace', `A conditional scope waits for ${parent} to be ${what}, which it never is`);
}

function byIdentity({ parameters }: Space): Map<string, Parameter> {
  return new Map(parameters.map((parameter) => [identityOf(parameter), parameter]));
}

/** A new declaration is checked by the schema, as if it stood alone: its parents are known to exist. */
function checkAlone({ when, ...alone }: Parameter): Parameter {
  const [parameter] = parseSpace({ parameters: [alone] }).parameters;
  if (when?.some(({ parameter: parent }) => parent === alone.name)) {
    throw new StepladderError('InvalidSpace', `${alone.name} is declared in a scope that depends on itself`);
  }
  return { ...(parameter as Parameter), ...(when && { when }) };
}

/** A declaration with the range that is given for it: the code gets no value but those it says it can take. */
function restricted(declaration: Parameter, given: Parameter): Parameter {
  const isSame = identityOf(given) === identityOf(declaration) && describeRange(given) === describeRange(declaration);
  if (isSame) return given;
  const checked = checkAlone(declaration);
  if (liesWithin(given, checked)) return { ...given, ...(checked.when && { when: checked.when }) };
  throw new StepladderError(
    'HyperparameterChanged',
    `${declaration.name} was declared as ${describeRange(given)} by the tuning's \`space\`, which does not lie within what the ` +
      `code declares, ${describeRange(declaration)}. Give values that the code can take, or let it take more.`,
  );
}

function fixedAtDefault(declaration: Parameter): Parameter {
  const { name, when } = declaration;
  return { name, kind: 'fixed', value: defaultOf(checkAlone(declaration)), ...(when && { when }) };
}

function changed(before: Parameter, declaration: Parameter): StepladderError {
  return new StepladderError(
    'HyperparameterChanged',
    `${declaration.name} was declared as ${describeRange(before)} and now as ${describeRange(declaration)}. Ranges are fixed for a ` +
      'whole study and cannot depend on another hyperparameter: use conditionalScope, or start another study.',
  );
}

/** The range of a declaration, in one way of writing it. */
export function describeRange(parameter: Parameter): string {
  const { name: _name, when: _when, ...range } = parameter;
  return JSON.stringify(range, Object.keys(range).sort());
}
