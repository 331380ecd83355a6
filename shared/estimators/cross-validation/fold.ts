import { StepladderError } from '../../errors.js';
import type { EstimatorData } from '../data.js';

/** Indexes of the samples to fit on, and of those to score on: rows of the data, from 0. */
export interface Fold {
  /** Samples to fit on, one at least. */
  readonly train: readonly number[];
  /** Samples to score on, one at least. */
  readonly test: readonly number[];
}

/** Deals the samples of data out to folds. */
export type Splitter = (data: Pick<EstimatorData, 'x' | 'y' | 'groups'>) => readonly Fold[];

/** How samples are dealt out to folds. */
export interface FoldOptions {
  /** Number of folds: a whole number from 2. @default 5 */
  readonly folds?: number;
  /** Whether samples are dealt out at random, rather than in their order. @default false */
  readonly shuffle?: boolean;
  /** Seed of the random order, an integer; only with `shuffle`. @default 0 */
  readonly seed?: number;
}

/**
 * The options with their defaults.
 *
 * @throws InvalidTuning if there are fewer than two folds, or a seed but no shuffle.
 */
export function checkedFolds({ folds = 5, shuffle = false, seed }: FoldOptions): Required<FoldOptions> {
  if (!Number.isInteger(folds) || folds < 2)
    throw new StepladderError('InvalidTuning', `\`folds\` is ${folds}: cross-validation needs a whole number from 2`);
  if (seed !== undefined && !shuffle)
    throw new StepladderError('InvalidTuning', 'A `seed` has no effect without `shuffle: true`');
  return { folds, shuffle, seed: seed ?? 0 };
}

/** Each fold tests the samples whose number it has, and trains on all others; both in ascending order. */
export function foldsFrom(foldOfSample: readonly number[], folds: number): Fold[] {
  return Array.from({ length: folds }, (_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    foldOfSample.forEach((each, sample) => {
      (each === fold ? test : train).push(sample);
    });
    return { train, test };
  });
}
