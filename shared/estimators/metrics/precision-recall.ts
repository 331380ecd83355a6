import { StepladderError } from '../../errors.js';
import { classesOf } from '../classes.js';
import type { Target, Targets } from '../estimator.js';
import { type ClassCounts, confusion } from './confusion.js';
import type { WeightOptions } from './metric.js';
import { weightedMean } from './weighted-mean.js';

/**
 * What becomes of the classes' scores: `binary` – that of the positive class; `macro` – their mean; `weighted` – their mean by
 * the classes' shares of the samples; `micro` – the score of all classes' counts together.
 */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted';

/** How the scores of classes become one. */
export interface AverageOptions extends WeightOptions {
  /** What becomes of the classes' scores. @default 'binary' */
  readonly average?: Average;
  /** The positive class, only for `binary`. @default 1 */
  readonly positive?: Target;
}

/**
 * How many of those predicted to be of a class are: true positives ÷ predicted positives, in [0, 1]. Where nothing is
 * divided by nothing, as in scikit-learn's `precision_score`, it is 0.
 *
 * @throws InvalidTuning for `binary`, if there are more than two classes or the positive one is none of them; or if
 *   there are not as many predictions, or weights, as targets.
 */
export function precision(y: Targets, predicted: Targets, options: AverageOptions = {}): number {
  return averaged(y, predicted, options, ({ right, predicted }) => ratio(right, predicted));
}

/**
 * How many of a class are found: true positives ÷ positives, in [0, 1] (scikit-learn's `recall_score`); 0 where nothing is divided
 * by nothing.
 *
 * @throws InvalidTuning as {@link precision}
 */
export function recall(y: Targets, predicted: Targets, options: AverageOptions = {}): number {
  return averaged(y, predicted, options, ({ right, actual }) => ratio(right, actual));
}

/**
 * The harmonic mean of precision and recall, 2 × true positives ÷ (predicted positives + positives), in [0, 1] (scikit-learn's
 * `f1_score`); 0 where nothing is divided by nothing.
 *
 * @throws InvalidTuning as {@link precision}
 */
export function f1(y: Targets, predicted: Targets, options: AverageOptions = {}): number {
  return averaged(y, predicted, options, ({ right, predicted, actual }) => ratio(2 * right, predicted + actual));
}

function averaged(
  y: Targets,
  predicted: Targets,
  { average = 'binary', positive = 1, sampleWeight }: AverageOptions,
  scoreOf: (counts: ClassCounts) => number,
): number {
  const classes = classesOf([...y, ...predicted]);
  if (average === 'binary') checkBinary(classes, positive);
  const counts = confusion(y, predicted, average === 'binary' ? [positive] : classes, sampleWeight);
  if (average === 'micro') return scoreOf(sumOf(counts));
  const scores = counts.map(scoreOf);
  if (average !== 'weighted') return weightedMean(scores);
  const shares = counts.map(({ actual }) => actual);
  return shares.some((share) => share > 0) ? weightedMean(scores, shares) : 0;
}

function checkBinary(classes: Targets, positive: Target): void {
  if (classes.length < 2 || (classes.length === 2 && classes.includes(positive))) return;
  throw new StepladderError(
    'InvalidTuning',
    `A metric of two classes, with the positive one ${positive}, has targets of ${classes.join(', ')}. Name the \`positive\` class, or an \`average\`: macro, micro or weighted`,
  );
}

function sumOf(counts: readonly ClassCounts[]): ClassCounts {
  const sum = { right: 0, predicted: 0, actual: 0 };
  for (const each of counts) {
    sum.right += each.right;
    sum.predicted += each.predicted;
    sum.actual += each.actual;
  }
  return sum;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
