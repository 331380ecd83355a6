import { StepladderError } from '../errors.js';
import type { EstimatorData } from './data.js';
import type { Estimator, Matrix, Probabilities, Targets } from './estimator.js';
import type { Metric } from './metrics/metric.js';
import { metricNamed } from './metrics/metrics.js';

/** Scores a fitted estimator on samples it has not seen; greater is better, unless the tuning's `objective` says otherwise. */
export type Scorer = (
  estimator: Estimator,
  x: Matrix,
  y: Targets,
  sampleWeight?: readonly number[],
) => number | Promise<number>;

/** Numbers by name: `score`, and metrics, each in its own units. */
export type Scores = Readonly<Record<string, number>>;

type Samples = Omit<EstimatorData, 'groups'>;

/** Fits a new estimator to some samples, scores it on others, and frees it. */
export async function scoreFold(
  build: () => Estimator | Promise<Estimator>,
  train: Samples,
  test: Samples,
  scoring: Metric | Scorer | undefined,
  metrics: readonly Metric[],
): Promise<Scores> {
  const estimator = await build();
  try {
    await estimator.fit(train.x, train.y, train.sampleWeight);
    const scorer = scoring ?? defaultScoring(estimator);
    const measure = measurer(estimator, test);
    const score =
      typeof scorer === 'function' ? await scorer(estimator, test.x, test.y, test.sampleWeight) : await measure(scorer);
    const scores: Record<string, number> = { score };
    for (const metric of metrics) scores[metric.name] = await measure(metric);
    return scores;
  } finally {
    estimator.free?.();
  }
}

function defaultScoring({ kind }: Estimator): Metric {
  if (kind) return metricNamed(kind === 'classifier' ? 'accuracy' : 'r2');
  throw new StepladderError(
    'InvalidTuning',
    "The estimator does not tell its `kind`, classifier or regressor: name the `scoring`, such as 'accuracy' or 'r2'",
  );
}

/** Measures by any metric; the estimator predicts once for all of them. */
function measurer(estimator: Estimator, { x, y, sampleWeight }: Samples): (metric: Metric) => Promise<number> {
  let predicted: Promise<Targets> | undefined;
  let probabilities: Promise<Probabilities> | undefined;
  return async (metric) => {
    if (metric.needs !== 'probabilities') {
      predicted ??= Promise.resolve(estimator.predict(x));
      return metric.measure(y, await predicted, { sampleWeight });
    }
    if (!estimator.predictProbabilities)
      throw new StepladderError(
        'InvalidTuning',
        `The metric '${metric.name}' needs probabilities, and the estimator has no \`predictProbabilities\``,
      );
    probabilities ??= Promise.resolve(estimator.predictProbabilities(x));
    return metric.measure(y, await probabilities, { sampleWeight });
  };
}
