import type { Parameter, Values } from '../../../shared/space/parameter.js';

/** A function to minimise. It has no noise, takes some milliseconds at the most, and is the same in every process. */
export interface Problem {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** @param values of the active parameters alone */
  readonly evaluate: (values: Values) => number;
  /** The least value and where it is, if that is known. */
  readonly optimum?: { readonly score: number; readonly values: Values };
}
