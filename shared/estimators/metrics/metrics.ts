import { StepladderError } from '../../errors.js';
import { accuracy, balancedAccuracy } from './accuracy.js';
import { logLoss } from './log-loss.js';
import type { Metric, PredictionMetric } from './metric.js';
import { type Average, f1, precision, recall } from './precision-recall.js';
import { meanAbsoluteError, meanSquaredError, r2 } from './regression.js';
import { rocAucOfProbabilities } from './roc-auc.js';

/** The metrics there are by name; those of `binary` classification take 1 for the positive class. */
const named = [
  { name: 'accuracy', direction: 'max', needs: 'predictions', measure: accuracy },
  { name: 'balanced_accuracy', direction: 'max', needs: 'predictions', measure: balancedAccuracy },
  { name: 'precision', direction: 'max', needs: 'predictions', measure: precision },
  { name: 'precision_macro', direction: 'max', needs: 'predictions', measure: averaging(precision, 'macro') },
  { name: 'precision_micro', direction: 'max', needs: 'predictions', measure: averaging(precision, 'micro') },
  { name: 'precision_weighted', direction: 'max', needs: 'predictions', measure: averaging(precision, 'weighted') },
  { name: 'recall', direction: 'max', needs: 'predictions', measure: recall },
  { name: 'recall_macro', direction: 'max', needs: 'predictions', measure: averaging(recall, 'macro') },
  { name: 'recall_micro', direction: 'max', needs: 'predictions', measure: averaging(recall, 'micro') },
  { name: 'recall_weighted', direction: 'max', needs: 'predictions', measure: averaging(recall, 'weighted') },
  { name: 'f1', direction: 'max', needs: 'predictions', measure: f1 },
  { name: 'f1_macro', direction: 'max', needs: 'predictions', measure: averaging(f1, 'macro') },
  { name: 'f1_micro', direction: 'max', needs: 'predictions', measure: averaging(f1, 'micro') },
  { name: 'f1_weighted', direction: 'max', needs: 'predictions', measure: averaging(f1, 'weighted') },
  { name: 'roc_auc', direction: 'max', needs: 'probabilities', measure: rocAucOfProbabilities },
  { name: 'log_loss', direction: 'min', needs: 'probabilities', measure: logLoss },
  { name: 'mean_squared_error', direction: 'min', needs: 'predictions', measure: meanSquaredError },
  { name: 'mean_absolute_error', direction: 'min', needs: 'predictions', measure: meanAbsoluteError },
  { name: 'r2', direction: 'max', needs: 'predictions', measure: r2 },
] as const satisfies readonly Metric[];

/**
 * The metrics there are, with scikit-learn's values. Those without `_macro`, `_micro` or `_weighted` are of two classes, with 1
 * as the positive one (see {@link Average}).
 *
 * @useDeclaredType
 */
export type MetricName = (typeof named)[number]['name'];

export const metricNames: readonly MetricName[] = named.map(({ name }) => name);

/**
 * The metric of a name.
 *
 * @throws InvalidTuning if there is none.
 */
export function metricNamed(name: string): Metric {
  const metric = named.find((each) => each.name === name);
  if (metric) return metric;
  throw new StepladderError('InvalidTuning', `There is no metric '${name}'. Metrics: ${metricNames.join(', ')}`);
}

function averaging(score: typeof precision, average: Average): PredictionMetric['measure'] {
  return (y, predicted, options) => score(y, predicted, { ...options, average });
}
