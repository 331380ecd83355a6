import type { Random } from '../../math/random.js';

/** Kernels of one dimension, one for each observation and the prior's. Equal ones are of one kind. */
export interface Kernels {
  /** The kind of each observation's kernel; that of the prior comes last, and an observation without a coordinate has it too. */
  readonly kinds: Int32Array;
  /** By kind, the logarithm of the density at a coordinate, or of a category's probability. Read it before the next call. */
  logDensities(coordinate: number): Float64Array;
  /** A coordinate drawn from a kernel. */
  draw(kind: number, random: Random): number;
}
