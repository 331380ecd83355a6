import type { Random } from '../math/random.js';
import type { Values } from '../space/parameter.js';
import type { Space } from '../space/space.js';
import type { OracleOptions } from './options.js';

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
  /** Epochs trained so far, in legs that have ended. */
  readonly epochs: number;
  /** The epoch that its first leg was to end with. @default not known */
  readonly firstTo?: number | undefined;
  /** Its scores after each epoch that is known, ascending; also those of the leg that is running, as far as they are known. */
  readonly curve?: LearningCurve | undefined;
  /** Told to stop between two epochs: it does not go on. */
  readonly stopped?: boolean | undefined;
  /** The trial whose checkpoint it began from. */
  readonly parent?: number | undefined;
  /** The trial whose place it took: that one never goes on. */
  readonly replaces?: number | undefined;
  /** What the oracle wrote down when it suggested the trial. */
  readonly fit?: Fit | undefined;
}

/** The objective after epochs, counted from 1; a score that is not finite is undefined. */
export type LearningCurve = readonly { readonly epoch: number; readonly score: number | undefined }[];

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
  /** Trials that the budget still allows to begin. @default any number */
  readonly trialsLeft?: number | undefined;
  /** Of oracles that spend epochs. @default each has its own */
  readonly options?: OracleOptions | undefined;
}

/** What an oracle says should happen next. */
export type Suggestion =
  /** A new trial, trained to `toEpoch` from epoch 0, or from the checkpoint of its parent; it may take the place of another. */
  | {
      readonly kind: 'trial';
      readonly values: Values;
      readonly toEpoch: number;
      readonly fit?: Fit;
      readonly parent?: number;
      readonly replaces?: number;
    }
  /** A trial that completed a leg goes on to `toEpoch`. */
  | { readonly kind: 'continue'; readonly trial: number; readonly toEpoch: number }
  /** Nothing can be said before a pending leg has ended. */
  | { readonly kind: 'wait' }
  /** There is nothing left to try. */
  | { readonly kind: 'exhausted' };

/**
 * Suggests hyperparameters; subclass it for an oracle of your own. An oracle is a pure function: no clock, no I/O, no memory;
 * the same study and the same random stream give the same suggestion, in any process. So it can be asked anywhere, and a
 * study goes on with it after any interruption.
 */
export abstract class Oracle {
  /** What `--oracle`, the API and the records call it. */
  abstract readonly name: string;
  /** Whether it comes to an end in any space, so that a study needs no budget. */
  readonly endsByItself: boolean = false;
  /** The options that it has; an oracle that has any spends epochs, and may hand out a trial in several legs. */
  readonly options?: readonly (keyof OracleOptions)[];
  /**
   * What should happen next.
   *
   * @param random uniform numbers in [0, 1), of this suggestion's own.
   */
  abstract next(study: OracleStudy, random: Random): Suggestion;
  /** Whether a trial that completed a leg before its last epoch may still be told to go on. @default it may */
  mayGoOn?(study: OracleStudy, trial: OracleTrial): boolean;
  /** Whether a trial that is running should stop now, after the last epoch of its curve. @default never */
  stops?(study: OracleStudy, trial: OracleTrial): boolean;
}

/** Whether a trial is with nobody, and waits for nothing but what the oracle says; others are pending. */
export function hasEnded({ status }: OracleTrial): boolean {
  return status === 'completed' || status === 'failed';
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
