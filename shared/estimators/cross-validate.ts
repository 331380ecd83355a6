import { StepladderError } from '../errors.js';
import type { Fold, Splitter } from './cross-validation/fold.js';
import { groupKFold } from './cross-validation/group-k-fold.js';
import { kFold } from './cross-validation/k-fold.js';
import { checkData, type EstimatorData, select } from './data.js';
import type { Estimator } from './estimator.js';
import type { Metric } from './metrics/metric.js';
import { type MetricName, metricNamed } from './metrics/metrics.js';
import { meanOf, varianceOf } from './moments.js';
import { type Scorer, type Scores, scoreFold } from './score-fold.js';

/** How an estimator is scored. */
export interface CrossValidationOptions {
  /**
   * What `score` is: a metric, or a function of the fitted estimator and the samples to score on.
   *
   * @default accuracy for an estimator of the kind `classifier`, r2 for a `regressor`
   */
  readonly scoring?: MetricName | Metric | Scorer;
  /** What else to measure, by its name: metrics there are, or of your own. @default nothing */
  readonly metrics?: readonly (MetricName | Metric)[];
  /**
   * How samples are dealt out to folds, or the folds themselves.
   *
   * @default five folds in shuffled order (seed 1), as in Keras Tuner's SklearnTuner; of whole groups if the data have groups
   */
  readonly cv?: Splitter | Iterable<Fold>;
}

/** What cross-validation found: numbers are `score`, and each metric by its name. */
export interface CrossValidation {
  /** Those of each fold, in the order of `cv`. */
  readonly folds: readonly Scores[];
  /** Their plain means over the folds, as scikit-learn's. */
  readonly mean: Scores;
  /** Their standard deviations over the folds (divided by the number of folds, as scikit-learn's). */
  readonly std: Scores;
}

/**
 * Scores an estimator by cross-validation: for each fold one is built, fitted to the samples to train on, with their weights
 * if there are any, and scored on those to test, with theirs. Folds come one after another.
 *
 * @param build makes an estimator that is not fitted yet; it is freed after its fold.
 * @param data shape [samples, features] and a target a sample.
 * @throws InvalidTuning if data, folds and options don't fit together; and whatever the estimator throws.
 */
export async function crossValidate(
  build: () => Estimator | Promise<Estimator>,
  data: EstimatorData,
  {
    scoring,
    metrics = [],
    cv = data.groups ? groupKFold(inRandomOrder) : kFold(inRandomOrder),
  }: CrossValidationOptions = {},
): Promise<CrossValidation> {
  checkData(data);
  const measured = metrics.map((metric) => (typeof metric === 'string' ? metricNamed(metric) : metric));
  const scored = typeof scoring === 'string' ? metricNamed(scoring) : scoring;
  const folds: Scores[] = [];
  for (const { train, test } of checkedFolds(typeof cv === 'function' ? cv(data) : [...cv], data.x.length)) {
    folds.push(await scoreFold(build, select(data, train), select(data, test), scored, measured));
  }
  const mean = acrossFolds(folds, meanOf);
  const std = acrossFolds(folds, (values) => Math.sqrt(varianceOf(values)));
  return { folds, mean, std };
}

const inRandomOrder = { shuffle: true, seed: 1 } as const;

function checkedFolds(folds: readonly Fold[], samples: number): readonly Fold[] {
  const isSample = (index: number) => Number.isInteger(index) && index >= 0 && index < samples;
  if (folds.length === 0) throw new StepladderError('InvalidTuning', '`cv` gives no folds');
  for (const [fold, { train, test }] of folds.entries()) {
    if (train.length === 0 || test.length === 0)
      throw new StepladderError('InvalidTuning', `Fold ${fold} of \`cv\` has no samples to train or to test on`);
    const stranger = [...train, ...test].find((index) => !isSample(index));
    if (stranger !== undefined)
      throw new StepladderError('InvalidTuning', `Fold ${fold} of \`cv\` has sample ${stranger} of ${samples}`);
  }
  return folds;
}

function acrossFolds(folds: readonly Scores[], summary: (values: readonly number[]) => number): Scores {
  const names = Object.keys(folds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, summary(folds.map((scores) => scores[name] as number))]));
}
