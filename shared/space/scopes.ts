import { StepladderError } from '../errors.js';
import type { Condition, Parameter, Value } from './parameter.js';

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

/** The name scopes and conditional scopes that code is in. */
export class Scopes {
  #names: readonly string[] = [];
  #conditions: readonly Condition[] = [];

  /** The conditions of the scopes that are open here. */
  get conditions(): readonly Condition[] {
    return this.#conditions;
  }

  /** What a declaration made here is called, and what it depends on. */
  place(name: string): Pick<Parameter, 'name' | 'when'> {
    return {
      name: [...this.#names, name].join('/'),
      ...(this.#conditions.length > 0 && { when: [...this.#conditions] }),
    };
  }

  /** What a name that is looked up here may mean: in this name scope, then in those around it. */
  candidates(name: string): string[] {
    const folders = this.#names.map((_, depth) => this.#names.slice(0, this.#names.length - depth));
    return [...folders, []].map((folder) => [...folder, name].join('/'));
  }

  /** A step of the trail: coming to this conditional scope, here. */
  stepOf(parent: string, values: readonly Value[]): string {
    return JSON.stringify([this.#names, this.#conditions, parent, values]);
  }

  withName<T>(name: string, body: () => T): T {
    return this.#within([...this.#names, name], this.#conditions, body);
  }

  withCondition<T>(condition: Condition, body: () => T): T {
    return this.#within(this.#names, [...this.#conditions, condition], body);
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
