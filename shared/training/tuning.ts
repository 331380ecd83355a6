import type * as tf from '@tensorflow/tfjs';
import type { z } from 'zod';
import { StepladderError } from '../errors.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { spaceSchema } from '../space/space.js';
import type { GivenObjective } from '../study/objective.js';
import { type Settings, settingsSchema } from '../study/records.js';

/** What a tuning may settle itself; `stepladder run`'s flags override it. */
export interface TuningSettings extends Partial<Settings> {
  /** Name of the tuning. @default the module's file or folder name */
  name?: string;
  /**
   * What to optimise: a metric's name, which must tell its direction (`val_loss`, `val_acc`), or name and direction; several by
   * their weighted `sum`, or by the front of those that are best by one at the cost of another, `pareto`.
   */
  objective: GivenObjective;
  /**
   * The search space, as JSON or as a function that declares it. Without it, it is learned from `build`, run with the
   * defaults and for each conditional scope, or from the first trial of `evaluate`.
   */
  space?: z.input<typeof spaceSchema> | ((hp: HyperParameters) => unknown);
}

/** Training data: `x` of shape [samples, …], `y` of shape [samples, …], and what to validate on. */
export interface TrainingData {
  x: tf.Tensor | tf.Tensor[];
  y: tf.Tensor | tf.Tensor[];
  validation?: { x: tf.Tensor | tf.Tensor[]; y: tf.Tensor | tf.Tensor[] };
}

/** Arguments of `model.fit` that don't concern epochs, data and callbacks. */
export type FitOptions = Pick<
  tf.ModelFitArgs,
  'batchSize' | 'validationSplit' | 'shuffle' | 'classWeight' | 'stepsPerEpoch' | 'validationSteps'
>;

/** A TensorFlow.js model that is built from hyperparameters. */
export interface ModelTuning extends TuningSettings {
  /** Builds and compiles the model. */
  build: (hp: HyperParameters) => tf.LayersModel | Promise<tf.LayersModel>;
  /** Loads the data, once a process; or for each leg, if it takes hyperparameters. */
  data: (hp: HyperParameters) => TrainingData | Promise<TrainingData>;
  /** How to fit: options, or options that depend on hyperparameters (such as `batchSize`). */
  fit?: FitOptions | ((hp: HyperParameters) => FitOptions);
}

/** What an evaluation may ask of the leg that it is. */
export interface EvaluationContext {
  readonly study: string;
  /** Number of the trial, from 0. */
  readonly trial: number;
  /** A seed of this trial's own, the same whenever it is repeated: an integer in [0, 2^31). */
  readonly seed: number;
  /** The epochs to train: those after `fromEpoch`, up to `toEpoch`. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /**
   * Reports the metrics at the end of an epoch, the next after the last one reported.
   *
   * @returns whether to train on; if not, more epochs would not pay: return what there is.
   */
  report(metrics: Record<string, number>): Promise<boolean>;
}

/** Anything that maps hyperparameters to metrics, or to the objective alone. */
export interface EvaluationTuning extends TuningSettings {
  evaluate: (
    hp: HyperParameters,
    context: EvaluationContext,
  ) => Record<string, number> | number | Promise<Record<string, number> | number>;
}

export type Tuning = ModelTuning | EvaluationTuning;

const studySettings = Object.keys(settingsSchema.shape) as (keyof Settings)[];
const known = new Set(['name', 'objective', 'space', 'build', 'data', 'fit', 'evaluate', ...studySettings]);

/**
 * Defines what a module tunes: `export default defineTuning({ … })`.
 *
 * @throws InvalidTuning if something is missing, misspelt or contradicts itself.
 */
export function defineTuning<T extends Tuning>(tuning: T): T {
  const fault = faultOf(tuning);
  if (fault !== undefined) throw new StepladderError('InvalidTuning', `The tuning ${fault}`);
  return tuning;
}

/** Whether the tuning trains a TensorFlow.js model. */
export function isModelTuning(tuning: Tuning): tuning is ModelTuning {
  return 'build' in tuning;
}

/** The settings of the study among those of the tuning. */
export function studySettingsOf(tuning: Tuning): Partial<Settings> {
  return Object.fromEntries(studySettings.flatMap((key) => (tuning[key] === undefined ? [] : [[key, tuning[key]]])));
}

/** What is wrong with something that should be a tuning. */
export function faultOf(tuning: unknown): string | undefined {
  if (typeof tuning !== 'object' || tuning === null) return 'is not an object made by defineTuning';
  const given = tuning as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => !known.has(key));
  if (unknown !== undefined) return `has no setting '${unknown}'. Settings: ${[...known].join(', ')}`;
  if (given.objective === undefined) return "names no objective, such as objective: 'val_loss'";
  const isModel = typeof given.build === 'function';
  if (isModel === (typeof given.evaluate === 'function')) return 'needs either `build`, for a model, or `evaluate`';
  if (isModel && typeof given.data !== 'function')
    return 'builds a model, so it needs `data`, a function that loads data';
  if (!isModel && (given.data !== undefined || given.fit !== undefined))
    return 'evaluates, so it has no `data` and no `fit`';
  return undefined;
}
