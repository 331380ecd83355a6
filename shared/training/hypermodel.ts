import type * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { Returned } from './returned-metrics.js';
import type { EvaluationContext, FitOptions, TrainingData } from './tuning.js';

/** What a hypermodel's own `fit` is told of the leg that it trains. */
export interface FitContext extends EvaluationContext {
  /** The tuning's `fit`: options for `model.fit`, such as `batchSize`. */
  readonly options: FitOptions;
  /** The tuning's callbacks, made for this training alone; the last one reports each epoch: hand them to `model.fit`. */
  readonly callbacks: tf.CustomCallbackArgs[];
}

/**
 * A model with a search space, as a class (Keras Tuner's `HyperModel`): subclass it, and give an instance to a tuning as its
 * `hypermodel`.
 */
export abstract class HyperModel {
  /** Whether its hyperparameters are searched; otherwise all have their defaults. */
  readonly tunable: boolean = true;

  /**
   * Builds the model of a trial from its hyperparameters, and compiles it. The random numbers of its initial weights are the
   * trial's own, the same whenever it is repeated.
   *
   * @returns a compiled model whose metrics have the objective; else the trial fails with InvalidModel or MissingMetric.
   */
  abstract build(hp: HyperParameters): tf.LayersModel | Promise<tf.LayersModel>;

  /** Declares hyperparameters that `fit` asks for, so that they are searched from the first trial on. @default none are declared */
  declareHyperparameters?(hp: HyperParameters): void;

  /**
   * Trains the model from epoch `context.fromEpoch` to `context.toEpoch`, instead of Stepladder's own loop; it may ask `hp` for
   * more hyperparameters. The model has the weights, and the optimizer the state, of `fromEpoch`. What is reported after each
   * epoch (by `context.callbacks` or `context.report`) lets the trial be watched, stopped and paused between epochs.
   *
   * @param hp the trial's hyperparameters.
   * @param model what `build` returned.
   * @param data what the tuning's `data` returned; its tensors are not this function's to dispose of.
   * @param context the leg to train, its callbacks and seed.
   * @returns metrics at the last epoch, or what `model.fit` returns; nothing if all epochs were reported.
   */
  fit?(
    hp: HyperParameters,
    model: tf.LayersModel,
    data: TrainingData,
    context: FitContext,
  ): Returned | Promise<Returned>;
}
