import type { Column } from './column.js';
import type { Growth } from './tree.js';

export interface Split {
  readonly feature: number;
  readonly threshold: number;
}

/**
 * The best split of a node by features in random order: of `maxFeatures` of them, and of further ones only until one of them
 * can be split at all.
 *
 * @returns undefined if no feature can be split.
 */
export function bestSplit(growth: Growth, samples: readonly number[]): Split | undefined {
  const { x, random, maxFeatures } = growth;
  const features = Array.from(x[0] ?? [], (_, feature) => feature);
  let best: (Split & { readonly purity: number }) | undefined;
  for (let tried = 0; tried < features.length && (tried < maxFeatures || !best); tried++) {
    const drawn = tried + Math.floor(random() * (features.length - tried));
    const feature = features[drawn] as number;
    features[drawn] = features[tried] as number;
    const split = bestThreshold(growth, samples, feature);
    if (split && split.purity > (best?.purity ?? Number.NEGATIVE_INFINITY)) best = { feature, ...split };
  }
  return best;
}

function bestThreshold(
  { columns, weights, impurity, minSamplesLeaf }: Growth,
  samples: readonly number[],
  feature: number,
): { threshold: number; purity: number } | undefined {
  const column = columns[feature] as Column;
  const ranks = new Uint32Array(samples.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = column.ranks[samples[i] as number] as number;
  ranks.sort();
  const value = (place: number) => column.values[ranks[place] as number] as number;
  if (value(0) === value(ranks.length - 1)) return undefined;
  const sides = impurity.sides(samples, weights);
  let best: { threshold: number; purity: number } | undefined;
  for (let left = 1; left <= ranks.length - minSamplesLeaf; left++) {
    const sample = column.samples[ranks[left - 1] as number] as number;
    sides.moveLeft(sample, weights[sample] as number);
    const [below, above] = [value(left - 1), value(left)];
    if (left < minSamplesLeaf || below === above) continue;
    const purity = sides.purity();
    if (purity > (best?.purity ?? Number.NEGATIVE_INFINITY)) best = { threshold: between(below, above), purity };
  }
  return best;
}

/** The middle, or the lower value where the middle is rounded to the upper one. */
function between(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}
