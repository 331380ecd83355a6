import { StepladderError } from '../../errors.js';
import { classesOf } from '../classes.js';
import type { Probabilities, Target, Targets } from '../estimator.js';
import type { WeightOptions } from './metric.js';
import { checkLengths } from './weighted-mean.js';

/** Which class is the positive one, and how much samples count. */
export interface RocAucOptions extends WeightOptions {
  /** The class that greater scores speak for. @default the last one in sorted order */
  readonly positive?: Target | undefined;
}

/**
 * The area under the receiver operating characteristic of two classes, in [0, 1]: how probably a sample of the positive class
 * has a greater score than one of the other class, ties counting half (Mann and Whitney's U; scikit-learn's `roc_auc_score`).
 * NaN if `y` has one class only.
 *
 * @param scores one a sample, greater for the positive class.
 * @throws InvalidTuning if there are more than two classes, or not as many scores, or weights, as targets.
 */
export function rocAuc(y: Targets, scores: readonly number[], options: RocAucOptions = {}): number {
  checkLengths(y, scores);
  if (options.sampleWeight) checkLengths(y, options.sampleWeight);
  const classes = classesOf(y);
  if (classes.length > 2) throw notBinary(classes);
  const positive = options.positive ?? classes.at(-1);
  const weights = weightsByScore(y, scores, positive, options.sampleWeight);
  let [area, below, positives] = [0, 0, 0];
  for (const { ofPositive, ofOther } of weights) {
    area += ofPositive * (below + ofOther / 2);
    below += ofOther;
    positives += ofPositive;
  }
  return area / (below * positives);
}

/** {@link rocAuc} by the probability of the class that is last in sorted order. */
export function rocAucOfProbabilities(
  y: Targets,
  { classes, rows }: Probabilities,
  { sampleWeight }: WeightOptions,
): number {
  const sorted = classesOf(classes);
  if (sorted.length > 2) throw notBinary(sorted);
  const positive = sorted.at(-1) as Target;
  const column = classes.indexOf(positive);
  return rocAuc(
    y,
    rows.map((row) => row[column] as number),
    { positive, sampleWeight },
  );
}

/** The weight of both classes' samples at each score, from the lowest on. */
function weightsByScore(
  y: Targets,
  scores: readonly number[],
  positive: Target | undefined,
  sampleWeight: readonly number[] | undefined,
): { ofPositive: number; ofOther: number }[] {
  const weights = new Map<number, { ofPositive: number; ofOther: number }>();
  for (const [sample, score] of scores.entries()) {
    const weight = sampleWeight?.[sample] ?? 1;
    const at = weights.get(score) ?? { ofPositive: 0, ofOther: 0 };
    if (y[sample] === positive) at.ofPositive += weight;
    else at.ofOther += weight;
    weights.set(score, at);
  }
  return [...weights].sort(([a], [b]) => a - b).map(([, each]) => each);
}

function notBinary(classes: Targets): StepladderError {
  return new StepladderError('InvalidTuning', `roc_auc is for two classes, but these are ${classes.join(', ')}`);
}
