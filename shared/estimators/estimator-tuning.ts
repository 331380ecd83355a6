import { StepladderError } from '../errors.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import { objectiveOf } from '../study/objective.js';
import type { Direction } from '../study/records.js';
import { partsOf } from '../study/scores.js';
import {
  defineTuning,
  type EvaluationContext,
  type EvaluationTuning,
  type TuningSettings,
} from '../training/tuning.js';
import { type CrossValidationOptions, crossValidate } from './cross-validate.js';
import type { EstimatorData } from './data.js';
import type { Estimator } from './estimator.js';
import { metricNamed } from './metrics/metrics.js';

/** An estimator that is built from hyperparameters, and scored by cross-validation. */
export interface EstimatorTuning extends Omit<TuningSettings, 'objective'>, CrossValidationOptions {
  /**
   * What to optimise.
   *
   * @default `score`, in the direction of the metric that `scoring` is; a `Scorer`'s is maximised
   */
  readonly objective?: TuningSettings['objective'];
  /** Builds the estimator, anew for each fold. `context.seed` is the trial's own, an integer in [0, 2^31). */
  readonly build: (hp: HyperParameters, context: EvaluationContext) => Estimator | Promise<Estimator>;
  /** Loads the data, once a process. */
  readonly data: () => EstimatorData | Promise<EstimatorData>;
}

/**
 * Defines a tuning of an estimator: `export default defineEstimatorTuning({ … })`, the counterpart of Keras Tuner's
 * SklearnTuner. A trial's metrics are the means over the folds of `score` and of each of `metrics`, by its name, and
 * `score_std`, the standard deviation of `score` over the folds.
 *
 * @returns a tuning that evaluates.
 * @throws InvalidTuning if something is missing, misspelt or contradicts itself, or an objective is not measured.
 */
export function defineEstimatorTuning({
  build,
  data,
  scoring,
  metrics = [],
  cv,
  ...settings
}: EstimatorTuning): EvaluationTuning {
  if (typeof build !== 'function' || typeof data !== 'function')
    throw new StepladderError('InvalidTuning', 'The tuning of an estimator needs `build` and `data`, both functions');
  const options: CrossValidationOptions = {
    metrics: checkedMetrics(metrics),
    ...(scoring !== undefined && { scoring }),
    // Folds that come from a generator come once.
    ...(cv !== undefined && { cv: typeof cv === 'function' ? cv : [...cv] }),
  };
  const objective = objectiveOf(settings.objective ?? { name: 'score', direction: directionOf(scoring) });
  for (const { name } of partsOf(objective)) checkObjective(name, metrics);
  let loaded: EstimatorData | undefined;
  return defineTuning<EvaluationTuning>({
    ...settings,
    objective,
    evaluate: async (hp, context) => {
      loaded ??= await data();
      const { mean, std } = await crossValidate(() => build(hp, context), loaded, options);
      return { ...mean, score_std: std.score as number };
    },
  });
}

type Metrics = NonNullable<CrossValidationOptions['metrics']>;

const nameOf = (metric: Metrics[number]) => (typeof metric === 'string' ? metric : metric.name);

function checkedMetrics(metrics: Metrics): Metrics {
  const names = ['score', 'score_std', ...metrics.map(nameOf)];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new StepladderError('InvalidTuning', `Two metrics of the tuning have the name '${twice}'`);
  for (const metric of metrics) if (typeof metric === 'string') metricNamed(metric);
  return metrics;
}

function directionOf(scoring: CrossValidationOptions['scoring']): Direction {
  if (scoring === undefined || typeof scoring === 'function') return 'max';
  return (typeof scoring === 'string' ? metricNamed(scoring) : scoring).direction;
}

function checkObjective(name: string, metrics: Metrics): void {
  const names = ['score', ...metrics.map(nameOf)];
  if (!names.includes(name))
    throw new StepladderError(
      'InvalidTuning',
      `The objective '${name}' is not measured: add it to \`metrics\`. Measured are ${names.join(', ')}`,
    );
}
