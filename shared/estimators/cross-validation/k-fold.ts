import { StepladderError } from '../../errors.js';
import { randomFor } from '../../math/random.js';
import { checkedFolds, type FoldOptions, foldsFrom, type Splitter } from './fold.js';
import { shuffled } from './shuffled.js';

/**
 * Consecutive stretches of the samples, or of their random order: scikit-learn's `KFold`. The first `samples % folds` folds
 * test one sample more than the others.
 *
 * @returns what deals out the samples of any data.
 * @throws InvalidTuning if the options can't be; and at the split, if there are more folds than samples.
 */
export function kFold(options: FoldOptions = {}): Splitter {
  const { folds, shuffle, seed } = checkedFolds(options);
  return ({ x }) => {
    if (folds > x.length)
      throw new StepladderError('InvalidTuning', `${folds} folds are more than there are samples: ${x.length}`);
    const inOrder = stretches(x.length, folds);
    const foldOfSample = shuffle ? shuffled(inOrder, randomFor(seed, 'k-fold')) : inOrder;
    return foldsFrom(foldOfSample, folds);
  };
}

/** The fold of each of `count` places, where folds are consecutive and the first of them may have one place more. */
export function stretches(count: number, folds: number): number[] {
  const larger = count % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const size = Math.floor(count / folds) + (fold < larger ? 1 : 0);
    return new Array<number>(size).fill(fold);
  }).flat();
}
