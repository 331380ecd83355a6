import type { Random } from '../../math/random.js';
import type { Matrix } from '../estimator.js';
import { bestSplit } from './best-split.js';
import type { Column } from './column.js';
import type { Impurity } from './impurity.js';

/** Where a tree stops to grow, and what it looks at. */
export interface TreeOptions {
  /** Splits from the root to a leaf, at most. */
  readonly maxDepth: number;
  /** A node with fewer samples is not split. */
  readonly minSamplesSplit: number;
  /** Both sides of a split have at least as many samples. */
  readonly minSamplesLeaf: number;
  /** How many features are tried at a split. */
  readonly maxFeatures: number;
}

/** A node of a fitted tree: a leaf has a prediction, one number for each output. */
export type Tree =
  | { readonly prediction: readonly number[] }
  | {
      readonly feature: number;
      /** Samples up to it go left, others right. */
      readonly threshold: number;
      readonly left: Tree;
      readonly right: Tree;
    };

/** What a tree is grown from. */
export interface Growth extends TreeOptions {
  readonly x: Matrix;
  /** The features of `x`. */
  readonly columns: readonly Column[];
  /** Of each sample: more than 0 for those in `samples`. */
  readonly weights: readonly number[];
  readonly impurity: Impurity;
  readonly random: Random;
}

/** Grows a tree by CART (Breiman et al. 1984), as scikit-learn's: depth first, each node by its best split. */
export function grow(growth: Growth, samples: readonly number[], depth = 0): Tree {
  const { x, weights, impurity, maxDepth, minSamplesSplit, minSamplesLeaf } = growth;
  const isLeaf = depth >= maxDepth || samples.length < minSamplesSplit || samples.length < 2 * minSamplesLeaf;
  const split = isLeaf || impurity.isPure(samples) ? undefined : bestSplit(growth, samples);
  if (!split) return { prediction: impurity.prediction(samples, weights) };
  const { feature, threshold } = split;
  const goesLeft = (sample: number) => (x[sample]?.[feature] as number) <= threshold;
  return {
    feature,
    threshold,
    left: grow(
      growth,
      samples.filter((sample) => goesLeft(sample)),
      depth + 1,
    ),
    right: grow(
      growth,
      samples.filter((sample) => !goesLeft(sample)),
      depth + 1,
    ),
  };
}

/** What a tree predicts for a row. */
export function predictionOf(tree: Tree, row: readonly number[]): readonly number[] {
  let node = tree;
  while ('feature' in node) node = (row[node.feature] as number) <= node.threshold ? node.left : node.right;
  return node.prediction;
}
