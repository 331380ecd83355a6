import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import type { EstimatorData } from '../shared/estimators/data.js';
import type { Matrix, Targets } from '../shared/estimators/estimator.js';
import { defineEstimatorTuning, type EstimatorTuning } from '../shared/estimators/estimator-tuning.js';
import { BaseTuner } from './base-tuner.js';
import type { TunerOptions } from './options.js';
import type { Tuned } from './place.js';

/** What an `EstimatorTuner` tunes, and how it is scored. */
export interface EstimatorTunerOptions
  extends TunerOptions,
    Pick<EstimatorTuning, 'scoring' | 'metrics' | 'cv' | 'objective' | 'space'> {
  /** Makes an estimator of a trial's hyperparameters, anew for each fold. */
  hypermodel: EstimatorTuning['build'];
}

/**
 * Searches the hyperparameters of anything with `fit` and `predict`, scored by cross-validation (Keras Tuner's `SklearnTuner`), in this
 * program. For processes of their own, or the cloud, define the same in a module by `defineEstimatorTuning`, and give it to a `Tuner`.
 */
export class EstimatorTuner extends BaseTuner<
  [x: Matrix, y: Targets, of?: Pick<EstimatorData, 'sampleWeight' | 'groups'>]
> {
  readonly #tuning: Omit<EstimatorTuning, 'data'>;

  /** @throws InvalidRequest for a deployment; InvalidOracle if the oracle that is given is none */
  constructor({ hypermodel, scoring, metrics, cv, objective, space, ...options }: EstimatorTunerOptions) {
    super(options);
    if (options.cloud !== undefined) {
      const message =
        'An EstimatorTuner trains in its own program: for the cloud, deploy a module with defineEstimatorTuning';
      throw new StepladderError('InvalidRequest', message);
    }
    this.#tuning = { build: hypermodel, ...defined({ scoring, metrics, cv, objective, space }) };
  }

  protected override tunedBy(x: Matrix, y: Targets, of: Pick<EstimatorData, 'sampleWeight' | 'groups'> = {}): Tuned {
    return defineEstimatorTuning({ ...this.#tuning, data: () => ({ x, y, ...of }) });
  }
}
