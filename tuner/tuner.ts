import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import type { HyperParameters } from '../shared/space/hyperparameters.js';
import type { HyperModel } from '../shared/training/hypermodel.js';
import type { Returned } from '../shared/training/returned-metrics.js';
import {
  defineTuning,
  type EvaluationContext,
  type FitOptions,
  type ModelTuning,
  type TrainingData,
  type Tuning,
  type TuningSettings,
} from '../shared/training/tuning.js';
import { BaseTuner } from './base-tuner.js';
import type { TunerOptions } from './options.js';
import type { Tuned } from './place.js';

/**
 * What is tuned, one of: `tuning`, a module, whose trials train in processes of their own or in the cloud; `hypermodel`, which trains in
 * this program, a trial at a time; or neither, in a subclass that has `runTrial`.
 */
export interface ModelTunerOptions extends TunerOptions, Pick<ModelTuning, 'callbacks' | 'maxModelSize' | 'space'> {
  /** Path of a tuning module; in a deployment also its name there. */
  tuning?: string;
  /** A hypermodel, or a function that builds and compiles a model. */
  hypermodel?: HyperModel | NonNullable<ModelTuning['build']>;
  /** What to optimise; a module tells itself. */
  objective?: TuningSettings['objective'];
  /** Whether code may ask for hyperparameters that `space` has not. @default true */
  allowNewEntries?: boolean;
  /** Whether these are searched; otherwise they have their defaults. @default true */
  tuneNewEntries?: boolean;
}

/**
 * Searches hyperparameters (Keras Tuner's `Tuner`): `new Tuner({ hypermodel, objective, oracle })`, then `await tuner.search(data, fit)`.
 */
export class Tuner extends BaseTuner<[data?: TrainingData, fit?: FitOptions]> {
  readonly #tuned: Omit<ModelTunerOptions, keyof TunerOptions>;

  /** @throws InvalidOracle if the oracle that is given is none */
  constructor({
    tuning,
    hypermodel,
    objective,
    space,
    callbacks,
    maxModelSize,
    allowNewEntries,
    tuneNewEntries,
    ...options
  }: ModelTunerOptions) {
    super(options);
    this.#tuned = defined({
      tuning,
      hypermodel,
      objective,
      space,
      callbacks,
      maxModelSize,
      allowNewEntries,
      tuneNewEntries,
    });
  }

  /**
   * Runs a trial in a way of one's own, in this program: override it and give neither `tuning` nor `hypermodel` (Keras Tuner's
   * `run_trial`).
   *
   * @returns the objective, metrics, a history, or a list of them, whose mean counts
   */
  runTrial?(hp: HyperParameters, context: EvaluationContext): Returned | Promise<Returned>;

  protected override tunedBy(data?: TrainingData, fit?: FitOptions): Tuned {
    const { tuning, hypermodel, objective, ...rest } = this.#tuned;
    const ways = [tuning, hypermodel, this.runTrial].filter((way) => way !== undefined);
    if (ways.length !== 1) {
      throw new StepladderError(
        'InvalidTuning',
        'A tuner needs exactly one of `tuning`, `hypermodel` and a method `runTrial`',
      );
    }
    if (tuning !== undefined) return moduleOf(tuning, data, Object.keys(this.#tuned));
    if (objective === undefined)
      throw new StepladderError('InvalidTuning', "A tuner names its objective, such as 'val_loss'");
    const { callbacks, maxModelSize, ...ofEvaluation } = rest;
    if (!hypermodel) {
      if (data || callbacks || maxModelSize !== undefined) {
        const message =
          '`runTrial` trains by itself: leave out data, `callbacks` and `maxModelSize`, and keep what it needs in the tuner';
        throw new StepladderError('InvalidTuning', message);
      }
      return defineTuning<Tuning>({
        objective,
        ...ofEvaluation,
        evaluate: async (hp, context) => this.runTrial?.(hp, context),
      });
    }
    if (!data) throw new StepladderError('InvalidTuning', 'A hypermodel needs data: search({ x, y, validation })');
    const build = typeof hypermodel === 'function' ? { build: hypermodel } : { hypermodel };
    return defineTuning<Tuning>({ objective, ...rest, ...build, data: () => data, ...(fit && { fit }) });
  }
}

/** A module settles itself what is of the tuning. */
function moduleOf(tuning: string, data: TrainingData | undefined, given: readonly string[]): string {
  if (data !== undefined) {
    throw new StepladderError('InvalidTuning', `The tuning ${tuning} has its own data: call search() without`);
  }
  const foreign = given.find((name) => name !== 'tuning');
  if (foreign === undefined) return tuning;
  throw new StepladderError(
    'InvalidTuning',
    `The tuning ${tuning} has its own \`${foreign}\`: leave it out, or change the module`,
  );
}
