import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { GivenSpace } from '../space/space.js';
import type { GivenObjective } from '../study/objective.js';
import { type Settings, settingsSchema } from '../study/records.js';
import type { HyperModel } from './hypermodel.js';
import type { Callback } from './leg-callbacks.js';
import type { Returned } from './returned-metrics.js';

/** What a tuning may settle itself; `stepladder run`'s flags override it, but for the search space and what belongs to it. */
export interface TuningSettings extends Partial<Settings> {
  /** Name of the tuning. @default the module's file or folder name */
  name?: string;
  /**
   * What to optimise: a metric's name, which must tell its direction (`val_loss`, `val_acc`), or name and direction; several by
   * their weighted `sum`, or by the front of those that are best by one at the cost of another, `pareto`. Of a model it is a name
   * of TensorFlow.js: `loss`, `acc` and other metrics of `compile`, with `val_` before those of the validation data.
   */
  objective: GivenObjective;
  /**
   * The search space or a part of it, as JSON or as a function that declares it. Its ranges count, also where the code
   * declares wider ones (Keras Tuner's `hyperparameters`): a hyperparameter is overridden with all its conditions if it has
   * none here, otherwise where it has the same. What it leaves out is learned from `build`, run with the defaults and for
   * each conditional scope, or from the trials of `evaluate`: see `allowNewEntries` and `tuneNewEntries`.
   *
   * @default all is learned
   */
  space?: GivenSpace | ((hp: HyperParameters) => unknown);
}

/** Training data, as `model.fit` takes them: a tensor, or one for each input or output of the model. */
export interface TrainingData {
  /** Inputs, of shape [samples, …]. */
  x: tf.Tensor | tf.Tensor[];
  /** Targets, of shape [samples, …], as the loss wants them. */
  y: tf.Tensor | tf.Tensor[];
  /** What `val_…` metrics are measured on, after each epoch. @default the `validationSplit` of `fit`, or nothing */
  validation?: Pick<TrainingData, 'x' | 'y'>;
}

/** Arguments of `model.fit` that don't concern epochs, data and callbacks, with TensorFlow.js's meanings and defaults. */
export type FitOptions = Pick<
  tf.ModelFitArgs,
  'batchSize' | 'validationSplit' | 'shuffle' | 'classWeight' | 'stepsPerEpoch' | 'validationSteps'
>;

/** A TensorFlow.js model that is built from hyperparameters: by `build`, or by a hypermodel. */
export interface ModelTuning extends TuningSettings {
  /** Builds and compiles the model, as a hypermodel's `build` does. Exactly one of `build` and `hypermodel` is given. */
  build?: HyperModel['build'];
  /** What builds the model, and perhaps trains it. */
  hypermodel?: HyperModel;
  /** Loads the data, once a process; or for each leg, if it takes hyperparameters. */
  data: (hp: HyperParameters) => TrainingData | Promise<TrainingData>;
  /** How to fit: options, or options that depend on hyperparameters (such as `batchSize`). @default those of `model.fit` */
  fit?: FitOptions | ((hp: HyperParameters) => FitOptions);
  /** Makes the callbacks of a training: for each execution of a trial, and each leg, afresh. @default none */
  callbacks?: (hp: HyperParameters) => readonly Callback[];
  /** Weights that a model may have, trainable or not; a trial whose model has more fails. @default any number */
  maxModelSize?: number;
}

/** What an evaluation may ask of the leg that it is. */
export interface EvaluationContext {
  /** Name of the study. */
  readonly study: string;
  /** Number of the trial, from 0. */
  readonly trial: number;
  /** Number of the execution of the trial, from 0: a study may have several a trial, whose mean counts. */
  readonly execution: number;
  /** A seed of this execution's own, the same whenever it is repeated: an integer in [0, 2^31). */
  readonly seed: number;
  /** Epochs that the trial has trained before, in other legs: 0 at its beginning. */
  readonly fromEpoch: number;
  /** The last epoch to train: those after `fromEpoch`, up to this one. Of an evaluation that knows no epochs it is 1. */
  readonly toEpoch: number;
  /**
   * Reports the metrics at the end of an epoch, the next after the last one reported, or after `fromEpoch`.
   *
   * @param metrics by name; those of the objective must be there and finite.
   * @returns whether to train on; if not, more epochs would not pay: return what there is.
   */
  report(metrics: Record<string, number>): Promise<boolean>;
}

/** Anything that maps hyperparameters to metrics, or to the objective alone. */
export interface EvaluationTuning extends TuningSettings {
  /**
   * Evaluates a point: asks `hp` for hyperparameters and measures what comes of them. What it throws fails the trial: a
   * StepladderError TrialFailed for good, Fatal the whole study, anything else is tried again as often as `retries` says.
   *
   * @returns metrics at the last epoch, the objective alone, or nothing if all epochs were reported.
   */
  evaluate: (hp: HyperParameters, context: EvaluationContext) => Returned | Promise<Returned>;
}

/** What a tuning module exports by default. */
export type Tuning = ModelTuning | EvaluationTuning;

const studySettings = Object.keys(settingsSchema.shape) as (keyof Settings)[];
const ofModels = ['build', 'hypermodel', 'data', 'fit', 'callbacks', 'maxModelSize'] as const;
const known = new Set<string>(['name', 'objective', 'space', 'evaluate', ...ofModels, ...studySettings]);

/**
 * Defines what a module tunes: `export default defineTuning({ … })`.
 *
 * @returns the tuning as it is.
 * @throws InvalidTuning if something is missing, misspelt or contradicts itself.
 */
export function defineTuning<T extends Tuning>(tuning: T): T {
  const fault = faultOf(tuning);
  if (fault !== undefined) throw new StepladderError('InvalidTuning', `The tuning ${fault}`);
  return tuning;
}

/** Whether the tuning trains a TensorFlow.js model. */
export function isModelTuning(tuning: Tuning): tuning is ModelTuning {
  return 'build' in tuning || 'hypermodel' in tuning;
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
  const { build, hypermodel, evaluate } = given as {
    build?: unknown;
    hypermodel?: { build?: unknown };
    evaluate?: unknown;
  };
  const ways = [build, hypermodel?.build, evaluate].filter((way) => typeof way === 'function');
  if (ways.length !== 1) return 'needs exactly one of `build`, `hypermodel` and `evaluate`';
  const isModel = typeof evaluate !== 'function';
  if (isModel && typeof given.data !== 'function')
    return 'builds a model, so it needs `data`, a function that loads data';
  const foreign = isModel ? undefined : ofModels.find((setting) => given[setting] !== undefined);
  if (foreign !== undefined) return `evaluates, so it has no \`${foreign}\``;
  if ((given.allowNewEntries === false || given.tuneNewEntries === false) && given.space === undefined)
    return 'sets allowNewEntries or tuneNewEntries to false, so it needs `space`, which tells what is not new';
  return undefined;
}
