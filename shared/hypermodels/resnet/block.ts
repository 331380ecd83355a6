import type * as tf from '@tensorflow/tfjs';

/** A residual block: what it adds to its input. */
export interface BlockOptions {
  readonly name: string;
  /** Filters of its convolution in the middle. */
  readonly filters: number;
  /** By how much it divides height and width. */
  readonly stride: number;
  /** Whether the shortcut is a convolution, since the input has another shape. */
  readonly projects: boolean;
}

export type Block = (x: tf.SymbolicTensor, options: BlockOptions) => tf.SymbolicTensor;
