import { type ModelTunerOptions, Tuner } from './tuner.js';

/** Options of a tuner that brings its oracle along. */
export type OracleTunerOptions = Omit<ModelTunerOptions, 'oracle'>;

/** A tuner that tries points drawn at random, none twice (Keras Tuner's `RandomSearch`). */
export class RandomSearch extends Tuner {
  /** @throws InvalidTuning where it searches, if there is nothing to tune, or an objective is missing */
  constructor(options: OracleTunerOptions) {
    super({ ...options, oracle: 'random' });
  }
}

/** A tuner that tries every combination of values (Keras Tuner's `GridSearch`); continuous ranges at ten values. */
export class GridSearch extends Tuner {
  /** @throws InvalidTuning where it searches, if there is nothing to tune, or an objective is missing */
  constructor(options: OracleTunerOptions) {
    super({ ...options, oracle: 'grid' });
  }
}

/** A tuner that models the objective by Gaussian processes (Keras Tuner's `BayesianOptimization`). */
export class BayesianOptimization extends Tuner {
  /** @throws InvalidTuning where it searches, if there is nothing to tune, or an objective is missing */
  constructor(options: OracleTunerOptions) {
    super({ ...options, oracle: 'bayesian' });
  }
}

/**
 * A tuner that spends epochs by Hyperband's brackets (Keras Tuner's `Hyperband`): `epochs` is its `max_epochs`; `factor`,
 * `iterations` and `minEpochs` are in `options`.
 */
export class Hyperband extends Tuner {
  /** @throws InvalidTuning where it searches, if there is nothing to tune, or an objective is missing */
  constructor(options: OracleTunerOptions & { epochs: number }) {
    super({ ...options, oracle: 'hyperband' });
  }
}
