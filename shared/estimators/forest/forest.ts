import { StepladderError } from '../../errors.js';
import { randomFor } from '../../math/random.js';
import type { Matrix } from '../estimator.js';
import { columnOf } from './column.js';
import type { Impurity } from './impurity.js';
import { grow, predictionOf, type Tree } from './tree.js';

/** Parameters of scikit-learn's random forests, with its meanings and defaults. */
export interface RandomForestOptions {
  /** Number of trees: from 1. @default 100 */
  readonly nEstimators?: number;
  /** Splits from a tree's root to a leaf, at most: from 1, or infinity. @default no limit */
  readonly maxDepth?: number;
  /** A node with fewer samples is not split: at least 2. @default 2 */
  readonly minSamplesSplit?: number;
  /** Both sides of a split have at least as many samples: from 1. @default 1 */
  readonly minSamplesLeaf?: number;
  /**
   * Features that are tried at each split: their number, from 1, or the root or logarithm (to base 2) of the number of features.
   *
   * @default 'sqrt' for a classifier, all for a regressor
   */
  readonly maxFeatures?: number | 'sqrt' | 'log2' | 'all';
  /** Whether each tree is grown from as many samples, drawn with replacement, or from the samples themselves. @default true */
  readonly bootstrap?: boolean;
  /** Seed of all that is random, an integer. @default 0 */
  readonly seed?: number;
}

/** The options with their defaults. @throws InvalidTuning naming the one that can't be. */
export function checkedForest(
  options: RandomForestOptions,
  maxFeatures: 'sqrt' | 'all',
): Required<RandomForestOptions> {
  const checked = {
    nEstimators: 100,
    maxDepth: Number.POSITIVE_INFINITY,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    maxFeatures,
    bootstrap: true,
    seed: 0,
    ...options,
  };
  const least = { nEstimators: 1, maxDepth: 1, minSamplesSplit: 2, minSamplesLeaf: 1, maxFeatures: 1 } as const;
  for (const [name, minimum] of Object.entries(least)) {
    const value = checked[name as keyof typeof least];
    const isWhole = Number.isInteger(value) || (name === 'maxDepth' && value === Number.POSITIVE_INFINITY);
    if (typeof value === 'number' && (!isWhole || value < minimum))
      throw new StepladderError('InvalidTuning', `${name} is ${value}: it must be a whole number from ${minimum}`);
  }
  return checked;
}

/** Trees grown from samples of the samples (Breiman 2001). */
export function growForest(
  x: Matrix,
  impurity: Impurity,
  sampleWeight: readonly number[] | undefined,
  options: Required<RandomForestOptions>,
): Tree[] {
  const { nEstimators, bootstrap, seed } = options;
  const given = sampleWeight ?? new Array<number>(x.length).fill(1);
  if (!given.some((weight) => weight > 0))
    throw new StepladderError('InvalidTuning', 'A random forest needs a sample with a weight above 0');
  const maxFeatures = numberOfFeatures(options.maxFeatures, x[0]?.length ?? 0);
  const columns = (x[0] ?? []).map((_, feature) => columnOf(Float64Array.from(x, (row) => row[feature] as number)));
  return Array.from({ length: nEstimators }, (_, tree) => {
    const random = randomFor(seed, 'random-forest', tree);
    let weights = given;
    do weights = bootstrap ? drawn(given, random) : given;
    while (!weights.some((weight) => weight > 0));
    const samples = [...weights.keys()].filter((sample) => (weights[sample] as number) > 0);
    return grow({ ...options, x, columns, weights, impurity, random, maxFeatures }, samples);
  });
}

/** The mean of the trees' predictions for each row. */
export function meanPredictions(trees: readonly Tree[], x: Matrix): number[][] {
  return x.map((row) => {
    const predictions = trees.map((tree) => predictionOf(tree, row));
    return (predictions[0] ?? []).map(
      (_, output) => predictions.reduce((sum, each) => sum + (each[output] as number), 0) / trees.length,
    );
  });
}

/** Each weight times how often its sample is drawn, in as many draws as there are samples. */
function drawn(weights: readonly number[], random: () => number): number[] {
  const times = new Array<number>(weights.length).fill(0);
  for (let draw = 0; draw < weights.length; draw++) {
    const sample = Math.floor(random() * weights.length);
    times[sample] = (times[sample] as number) + 1;
  }
  return weights.map((weight, sample) => weight * (times[sample] as number));
}

function numberOfFeatures(maxFeatures: Required<RandomForestOptions>['maxFeatures'], features: number): number {
  if (maxFeatures === 'all') return features;
  if (typeof maxFeatures === 'number') return maxFeatures;
  return Math.max(1, Math.floor(maxFeatures === 'sqrt' ? Math.sqrt(features) : Math.log2(features)));
}
