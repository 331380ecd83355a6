import { randomFor } from '../math/random.js';

/**
 * Runs `work` with `Math.random` replaced by the stream that belongs to `parts`. tfjs shuffles, initialises and drops out
 * by `Math.random` alone, so an epoch seeded by its number is the same in one leg or in two.
 */
export async function withSeededRandom<T>(
  parts: readonly (string | number)[],
  work: () => T | Promise<T>,
): Promise<Awaited<T>> {
  const { random } = Math;
  Math.random = randomFor(...parts);
  try {
    return await work();
  } finally {
    Math.random = random;
  }
}
