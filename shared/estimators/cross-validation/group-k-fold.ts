import { StepladderError } from '../../errors.js';
import { randomFor } from '../../math/random.js';
import { classesOf, classIndexes } from '../classes.js';
import { checkedFolds, type FoldOptions, foldsFrom, type Splitter } from './fold.js';
import { stretches } from './k-fold.js';
import { shuffled } from './shuffled.js';

/**
 * Folds that test whole groups: scikit-learn's `GroupKFold`. The largest group goes first, each to the fold with the fewest
 * samples so far (of groups of one size, the last in sorted order is first). Shuffled, groups rather than samples are dealt out evenly,
 * in random order.
 *
 * @returns what deals out the samples of any data.
 * @throws InvalidTuning if the options can't be; and at the split, if the data have no groups, or fewer than folds.
 */
export function groupKFold(options: FoldOptions = {}): Splitter {
  const { folds, shuffle, seed } = checkedFolds(options);
  return ({ groups }) => {
    if (!groups) throw new StepladderError('InvalidTuning', 'groupKFold needs `groups` in the data, one a sample');
    const different = classesOf(groups);
    if (folds > different.length)
      throw new StepladderError('InvalidTuning', `${folds} folds are more than there are groups: ${different.length}`);
    const groupOfSample = classIndexes(groups, different);
    const foldOfGroup = shuffle
      ? shuffled(stretches(different.length, folds), randomFor(seed, 'group-k-fold'))
      : balanced(groupOfSample, different.length, folds);
    return foldsFrom(
      groupOfSample.map((group) => foldOfGroup[group] as number),
      folds,
    );
  };
}

/** The fold of each group: the largest first, to the lightest fold. */
function balanced(groupOfSample: readonly number[], groups: number, folds: number): number[] {
  const sizes = new Array<number>(groups).fill(0);
  for (const group of groupOfSample) sizes[group] = (sizes[group] as number) + 1;
  const order = sizes.map((size, group) => ({ size, group })).sort((a, b) => b.size - a.size || b.group - a.group);
  const loads = new Array<number>(folds).fill(0);
  const foldOfGroup = new Array<number>(groups);
  for (const { size, group } of order) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] as number) + size;
    foldOfGroup[group] = lightest;
  }
  return foldOfGroup;
}
