import type { Random } from '../math/random.js';
import type { Values } from '../space/parameter.js';
import type { Space } from '../space/space.js';

/** What an oracle may know of a trial. */
export interface OracleTrial {
  readonly number: number;
  /** `waiting`: between two legs, to go on; `completed`: its last leg ended well; `failed`: for good. */
  readonly status: 'running' | 'waiting' | 'completed' | 'failed';
  readonly values: Values;
  /** `pointKey(values)`: equal for equal points. */
  readonly point: string;
  /** The objective at the trial's best epoch; undefined until a leg has ended. */
  readonly score?: number | undefined;
  /** Epochs trained so far. */
  readonly epochs: number;
  /** What the oracle wrote down when it suggested the trial. */
  readonly fit?: Fit | undefined;
}

/**
 * What a model-based oracle has learnt, as numbers by name. It stands in the trial's record, so that a process that begins
 * afresh starts its fit from the last one. Only the oracle that wrote it reads it.
 */
export type Fit = Readonly<Record<string, readonly number[]>>;

/** What an oracle may know of a study: its trials in the order of their numbers, and what they are searching. */
export interface OracleStudy {
  readonly space: Space;
  readonly direction: 'min' | 'max';
  /** Epochs of a whole training. */
  readonly epochs: number;
  /** Of the study's randomness: for what all its suggestions share, such as one sequence of points. */
  readonly seed: number;
  readonly trials: readonly OracleTrial[];
}

/** What an oracle says should happen next. */
export type Suggestion =
  /** A new trial, trained from epoch 0 to `toEpoch`. */
  | { readonly kind: 'trial'; readonly values: Values; readonly toEpoch: number; readonly fit?: Fit }
  /** A trial that completed a leg goes on to `toEpoch`. */
  | { readonly kind: 'continue'; readonly trial: number; readonly toEpoch: number }
  /** Nothing can be said before a pending leg has ended. */
  | { readonly kind: 'wait' }
  /** There is nothing left to try. */
  | { readonly kind: 'exhausted' };

/**
 * Suggests hyperparameters. An oracle is a pure function: no clock, no I/O, no memory; the same study and the same random
 * stream give the same suggestion, in any process.
 */
export interface Oracle {
  readonly name: string;
  /** Whether it comes to an end in any space, so that a study needs no budget. */
  readonly endsByItself: boolean;
  next(study: OracleStudy, random: Random): Suggestion;
}

/**
 * The number of the trial that is suggested next: the lowest that none has. It is not how many there are: while a study
 * begins, slots begin out of order.
 *
 * @param trials in the order of their numbers.
 */
export function numberOfNext(trials: readonly OracleTrial[]): number {
  const index = trials.findIndex(({ number }, position) => number !== position);
  return index < 0 ? trials.length : index;
}
