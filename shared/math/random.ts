import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A source of independent uniform numbers in [0, 1), each with 53 random bits; each call draws the next. */
export type Random = () => number;

/**
 * The stream of random numbers that belongs to `parts`, the same in any process: xoroshiro128+ (Blackman and Vigna 2018)
 * whose state is the SHA-256 of the parts. Randomness is derived where it is needed and never stored.
 *
 * @param parts what the stream is for, such as `(seed, 'oracle', trial)`.
 */
export function randomFor(...parts: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  return () => uniformFloat64(generator);
}
