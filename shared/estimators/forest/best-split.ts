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
  { x, weights, impurity, minSamplesLeaf }: Growth,
  samples: readonly number[],
  feature: number,
): { threshold: number; purity: number } | undefined {
  const values = Float64Array.from(samples, (sample) => x[sample]?.[feature] as number);
  if (values.every((value) => value === values[0])) return undefined;
  const order = Uint32Array.from(values, (_, place) => place).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const sides = impurity.sides(samples, weights);
  let best: { threshold: number; purity: number } | undefined;
  for (let left = 1; left <= order.length - minSamplesLeaf; left++) {
    const place = order[left - 1] as number;
    const sample = samples[place] as number;
    sides.moveLeft(sample, weights[sample] as number);
    const [below, above] = [values[place] as number, values[order[left] as number] as number];
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
