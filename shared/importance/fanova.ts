import { checkedForest, growForest, meanPredictions } from '../estimators/forest/forest.js';
import { variance } from '../estimators/forest/impurity.js';
import type { Tree } from '../estimators/forest/tree.js';
import { randomFor } from '../math/random.js';
import { Sobol } from '../math/sobol.js';
import type { Dimension } from '../oracles/encoding.js';
import { defaultOf, toUnit } from '../space/domain.js';
import { Marginals, varianceOf } from './marginals.js';
import type { Observations } from './observations.js';

/** Twice as many change no share by a hundredth. */
const trees = 32;
/** Of a scale with many values. */
const cellsOfScale = 32;
/** Points at which the variance of the predictions is measured. */
const measured = 4096;
/** Dimensions whose interactions are worked out, at most: those that bring the most alone. */
const mostInteracting = 20;

/** What two dimensions bring together, beyond what each brings alone. */
export interface Interaction {
  readonly dimensions: readonly [number, number];
  /** Share of the variance, in [0, 1]. */
  readonly variance: number;
}

export interface VarianceShares {
  /** Of each dimension, what it brings alone: its share of the variance, in [0, 1]. */
  readonly main: readonly number[];
  /** Of all pairs of dimensions; of many, of those that bring the most alone. */
  readonly interactions: readonly Interaction[];
}

/**
 * Functional ANOVA (Hutter, Hoos and Leyton-Brown 2014): the shares of hyperparameters, and of pairs of them, in the variance of the
 * loss over the whole space, as a random forest predicts it. Each number has its own scale, so a logarithmic one counts by
 * its logarithm. A hyperparameter that is not active stands at its default, so of a conditional one the share is small where it
 * is seldom active.
 *
 * It is the mean of the trees that is taken apart, not each tree for the mean of their shares: trees are jagged, each in its own way,
 * and that would count as interaction.
 */
export function fanova({ dimensions, points, losses }: Observations): VarianceShares {
  const rows = points.map((point) => dimensions.map((dimension, i) => positionOf(dimension, point[i] as number)));
  // In units of the greatest, so that their squares are finite.
  const greatest = losses.reduce((most, loss) => Math.max(most, Math.abs(loss)), 0);
  const impurity = variance(Array.from(losses, (loss) => loss / greatest));
  const forest = growForest(rows, impurity, undefined, checkedForest({ nEstimators: trees }, 'all'));
  const total = varianceOverCube(forest, dimensions.length);
  if (total === 0) return { main: dimensions.map(() => 0), interactions: [] };
  const cells = dimensions.map(({ levels }) => levels?.length ?? cellsOfScale);
  const marginals = new Marginals(forest, cells);
  const main = dimensions.map((_, i) => Math.min(1, marginals.varianceOf(i) / total));
  const interacting = [...main.keys()]
    .sort((a, b) => (main[b] as number) - (main[a] as number))
    .slice(0, mostInteracting);
  const interactions = interacting.flatMap((first, place) =>
    interacting.slice(place + 1).map((second): Interaction => {
      const alone = (main[first] as number) + (main[second] as number);
      const both = marginals.varianceOfPair(first, second) / total;
      return { dimensions: [first, second], variance: Math.min(1, Math.max(0, both - alone)) };
    }),
  );
  return { main, interactions };
}

function varianceOverCube(forest: readonly Tree[], dimensions: number): number {
  const sequence = new Sobol(dimensions, randomFor('fanova'));
  const points = Array.from({ length: measured }, (_, index) => [...sequence.point(index)]);
  return varianceOf(Float64Array.from(meanPredictions(forest, points), ([mean]) => mean as number));
}

/** In [0, 1]; of a category, the middle of its share. */
function positionOf({ parameter, isCategory, levels = [] }: Dimension, coordinate: number): number {
  if (Number.isNaN(coordinate)) return toUnit(parameter, defaultOf(parameter));
  return isCategory ? (coordinate + 0.5) / levels.length : coordinate;
}
