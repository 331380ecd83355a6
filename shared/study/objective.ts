import { StepladderError } from '../errors.js';
import type { Objective } from './records.js';

const minimised = /(^|_)(loss|error|err|mse|mae|mape|msle|rmse|crossentropy|cross_entropy|perplexity|regret|cost)(_|$)/;
const maximised =
  /(^|_)(acc|accuracy|auc|f1|f1_score|fbeta|precision|recall|r2|r2_score|iou|ndcg|map|mrr|dice|bleu|reward|kappa|mcc)(_|$)/;

/**
 * The objective of a name alone: errors are minimised, measures of agreement maximised. (Keras Tuner minimises F1, R² and
 * IoU: a known trap.)
 *
 * @throws InvalidTuning if the name doesn't tell.
 */
export function inferObjective(name: string): Objective {
  const direction = directionOf(name);
  if (direction) return { name, direction };
  throw new StepladderError(
    'InvalidTuning',
    `The objective '${name}' doesn't tell whether smaller or greater is better: write { name: '${name}', direction: 'min' } or 'max'`,
  );
}

/** Which direction of a metric is better, if its name tells. */
export function directionOf(name: string): Objective['direction'] | undefined {
  const plain = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  if (minimised.test(plain)) return 'min';
  return maximised.test(plain) ? 'max' : undefined;
}
