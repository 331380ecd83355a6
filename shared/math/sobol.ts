import type { Random } from './random.js';
import { directions } from './sobol-directions.js';

const bits = 32;
const scale = 2 ** -bits;

/** Dimensions with direction numbers; those beyond are independent uniform numbers. */
const sequenceDimensions = directions.length + 1;

/**
 * Sobol's sequence in [0, 1)^dimensions, any point of it by its index. Of the first 2^k points each of the 2^k intervals that
 * halving a dimension k times gives has one; in pairs of dimensions they are spread almost as well (Joe and Kuo 2008).
 *
 * With a random stream it is scrambled: a random linear map of each dimension's digits, then a random shift of them (Matoušek
 * 1998, "On the L2-discrepancy for anchored boxes"; scipy does so too). Each point is then uniform in the open cube, and the
 * balance stays. Without one it is the sequence itself, scipy's `qmc.Sobol(scramble=False)`, which begins at the origin.
 *
 * Dimensions beyond the 64th are no sequence: their numbers are hashes of index and dimension, with random keys if there is
 * a random stream. `point` is a pure function of what the constructor was given and the index.
 */
export class Sobol {
  readonly #dimensions: number;
  /** By dimension, `bits` direction numbers, each a binary fraction of 32 digits. */
  readonly #directions: Uint32Array;
  readonly #shifts: Uint32Array;
  /** Where in its cell of side 2^-32 a point lies: in the middle if scrambled, so that none lies on the border of the cube. */
  readonly #offset: number;

  /**
   * @param dimensions at least 0.
   * @param random is drawn from by the constructor alone, 32 times a dimension (once beyond the 64th).
   */
  constructor(dimensions: number, random?: Random) {
    const inSequence = Math.min(dimensions, sequenceDimensions);
    this.#dimensions = dimensions;
    this.#directions = new Uint32Array(inSequence * bits);
    this.#shifts = new Uint32Array(dimensions);
    this.#offset = random ? 0.5 : 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      this.#shifts[dimension] = random ? draw(random) : 0;
      if (dimension >= inSequence) continue;
      const own = this.#directions.subarray(dimension * bits, (dimension + 1) * bits);
      fillDirections(own, dimension);
      if (random) scramble(own, random);
    }
  }

  /** @param index an integer from 0 to 2^32 - 1. */
  point(index: number): Float64Array {
    const point = new Float64Array(this.#dimensions);
    for (let dimension = 0; dimension < this.#dimensions; dimension++) {
      const shift = this.#shifts[dimension] as number;
      const digits =
        dimension < sequenceDimensions ? this.#digits(dimension, index) ^ shift : hash(index, dimension, shift);
      point[dimension] = ((digits >>> 0) + this.#offset) * scale;
    }
    return point;
  }

  /** The index's Gray code selects which direction numbers are added, as in Antonov and Saleev 1979. */
  #digits(dimension: number, index: number): number {
    let digits = 0;
    let place = dimension * bits;
    for (let gray = index ^ (index >>> 1); gray !== 0; gray >>>= 1) {
      if (gray & 1) digits ^= this.#directions[place] as number;
      place++;
    }
    return digits;
  }
}

function draw(random: Random): number {
  return Math.floor(random() * 2 ** bits);
}

/** m_k = 2a₁m_{k-1} ⊕ 4a₂m_{k-2} ⊕ … ⊕ 2^s m_{k-s} ⊕ m_{k-s}, each as the fraction m_k/2^k (Joe and Kuo 2008, equation 2). */
function fillDirections(own: Uint32Array, dimension: number): void {
  const [polynomial, ...initial] = directions[dimension - 1] ?? [1];
  const degree = initial.length;
  for (let k = 0; k < bits; k++) {
    if (k < degree || degree === 0) {
      own[k] = (initial[k] ?? 1) << (bits - 1 - k);
      continue;
    }
    const last = own[k - degree] as number;
    let direction = last ^ (last >>> degree);
    for (let back = 1; back < degree; back++) {
      if ((polynomial >>> (degree - back)) & 1) direction ^= own[k - back] as number;
    }
    own[k] = direction;
  }
}

/** Multiplies the digits of each direction number, highest first, by a random lower triangular matrix with ones on its diagonal. */
function scramble(own: Uint32Array, random: Random): void {
  const scrambled = new Uint32Array(bits);
  for (let row = 0; row < bits; row++) {
    const diagonal = (1 << (bits - 1 - row)) >>> 0;
    const above = row === 0 ? 0 : (draw(random) & (-1 << (bits - row))) >>> 0;
    for (let k = 0; k < bits; k++) {
      if (isOdd((own[k] as number) & (above | diagonal))) scrambled[k] = (scrambled[k] as number) | diagonal;
    }
  }
  own.set(scrambled);
}

/** Whether a word has an odd number of ones. */
function isOdd(word: number): boolean {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return ((0x6996 >>> (folded & 15)) & 1) === 1;
}

/** 32 bits that look random, of an index and a dimension with its key. */
function hash(index: number, dimension: number, key: number): number {
  return mix(mix(mix(index) ^ dimension) ^ key);
}

/** A bijection of 32-bit words that spreads each bit over all (Wellons's lowbias32). */
function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
