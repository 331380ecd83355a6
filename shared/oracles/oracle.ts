import type { Random } from '../math/random.js';
import type { Values } from '../space/parameter.js';
import type { Space } from '../space/space.js';
import type { OracleOptions } from './options.js';

/** What an oracle may know of a trial. */
export interface OracleTrial {
  /** Its number, from 0. */
  readonly number: number;
  /** `waiting`: between two legs, to go on; `completed`: its last leg ended well; `failed`: for good. */
  readonly status: 'running' | 'waiting' | 'completed' | 'failed';
  /** Its hyperparameters. */
  readonly values: Values;
  /** `pointKey(values)`: equal for equal points. */
  readonly point: string;
  /**
   * The objective at the trial's best epoch, in the metric's own units; undefined until a leg has ended, and where no score was
   * finite. Of a Pareto front it is one loss, to minimise (see {@link OracleStudy.direction}).
   */
  readonly score?: number | undefined;
  /** Epochs trained so far, in legs that have ended. */
  readonly epochs: number;
  /** The epoch that its first leg was to end with, from 1. @default not known */
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

/** The objective after epochs, in ascending order. */
export type LearningCurve = readonly LearningPoint[];

/** The objective after an epoch. */
export interface LearningPoint {
  /** The epoch, counted from 1. */
  readonly epoch: number;
  /** The score, in the metric's own units; undefined where it is not finite. */
  readonly score: number | undefined;
}

/**
 * What a model-based oracle has learnt, as numbers by name. It stands in the trial's record, so that a process that begins
 * afresh starts its fit from the last one. Only the oracle that wrote it reads it.
 */
export type Fit = Readonly<Record<string, readonly number[]>>;

/** What an oracle may know of a study: its trials in the order of their numbers, and what they are searching. */
export interface OracleStudy {
  /** The search space so far; it grows where trials declare more. */
  readonly space: Space;
  /** Whether smaller or greater scores are better. */
  readonly direction: 'min' | 'max';
  /** Epochs of a whole training, from 1. */
  readonly epochs: number;
  /** Of the study's randomness, an integer from 0: for what all its suggestions share, such as one sequence of points. */
  readonly seed: number;
  /** All trials that were begun. */
  readonly trials: readonly OracleTrial[];
  /** Trials that the budget still allows to begin. @default any number */
  readonly trialsLeft?: number | undefined;
  /** Of oracles that spend epochs. @default each has its own */
  readonly options?: OracleOptions | undefined;
}

/** What an oracle says should happen next. */
export type Suggestion = NewTrial | Continuation | Wait | Exhausted;

/** A new trial, trained from epoch 0, or from the checkpoint of its parent; it may take the place of another. */
export interface NewTrial {
  /** That a trial begins. */
  readonly kind: 'trial';
  /** Its hyperparameters: a point of the space, with the active ones alone. */
  readonly values: Values;
  /** The epoch that its first leg ends with, from 1 to the study's `epochs`. */
  readonly toEpoch: number;
  /** What to write down with it. @default nothing */
  readonly fit?: Fit;
  /** Number of the trial from whose newest checkpoint it begins. @default none: it begins untrained */
  readonly parent?: number;
  /** Number of the trial whose place it takes. @default none */
  readonly replaces?: number;
}

/** A trial that completed a leg goes on. */
export interface Continuation {
  /** That a trial goes on. */
  readonly kind: 'continue';
  /** Its number; it must be waiting. */
  readonly trial: number;
  /** The epoch that the leg ends with: after those it has, at most the study's `epochs`. */
  readonly toEpoch: number;
}

/** Nothing can be said before a pending leg has ended: the slot asks again later. */
export interface Wait {
  /** That the slot waits. */
  readonly kind: 'wait';
}

/** There is nothing left to try: the study ends once its running legs have. */
export interface Exhausted {
  /** That nothing is left. */
  readonly kind: 'exhausted';
}

/**
 * Suggests hyperparameters; subclass it for an oracle of your own. An oracle is a pure function: no clock, no I/O, no memory;
 * the same study and the same random stream give the same suggestion, in any process. So it can be asked anywhere, and a
 * study goes on with it after any interruption. A module exports it, or its class, by default; `--oracle` takes the module's path.
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
   * @param study the study so far, with the trials of other slots that still run.
   * @param random uniform numbers in [0, 1), of this suggestion's own.
   * @returns a trial to begin or to go on with, or that there is none now, or none any more.
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
