import { randomFor } from '../../math/random.js';

/**
 * The weights of the objectives that trial `number` is sought by: positive, with a sum of 1. Over the trials they are evenly
 * spread on the simplex: the gaps between the sorted coordinates of an additive recurrence whose steps are powers of the
 * generalised golden ratio (Roberts 2018), begun where the seed says. By measurement they lead to larger fronts than weights
 * drawn one by one.
 */
export function weightsOf(objectives: number, seed: number, number: number): number[] {
  const random = randomFor(seed, 'weights');
  const ratio = goldenRatio(objectives - 1);
  const cuts = Array.from({ length: objectives - 1 }, (_, k) => (random() + number * ratio ** -(k + 1)) % 1);
  const sorted = [0, ...cuts.sort((a, b) => a - b), 1];
  return sorted.slice(1).map((cut, k) => Math.max(least, cut - (sorted[k] as number)));
}

/** A weight of 0 would leave an objective out of account. */
const least = 1e-6;

/** The positive root of x^(dimensions + 1) = x + 1. */
function goldenRatio(dimensions: number): number {
  let ratio = 1;
  for (let step = 0; step < 64; step++) ratio = (1 + ratio) ** (1 / (dimensions + 1));
  return ratio;
}
