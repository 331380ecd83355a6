import { StepladderError } from '../../errors.js';
import { randomFor } from '../../math/random.js';
import { classIndexes } from '../classes.js';
import { checkedFolds, type FoldOptions, foldsFrom, type Splitter } from './fold.js';
import { shuffled } from './shuffled.js';

/**
 * Folds with the classes in the proportions of all data: scikit-learn's `StratifiedKFold`. The samples, sorted by class (by
 * its first appearance), are dealt out one by one to count how many of a class a fold tests; then each class's samples go to
 * the folds in stretches of those lengths, or at random.
 *
 * @returns what deals out the samples of any data.
 * @throws InvalidTuning if the options can't be; and at the split, if no class has as many samples as there are folds.
 */
export function stratifiedKFold(options: FoldOptions = {}): Splitter {
  const { folds, shuffle, seed } = checkedFolds(options);
  return ({ y }) => {
    const classes = [...new Set(y)];
    const classOfSample = classIndexes(y, classes);
    const foldsOfClass = dealtOut(classOfSample, classes.length, folds);
    if (foldsOfClass.every(({ length }) => length < folds))
      throw new StepladderError(
        'InvalidTuning',
        `${folds} folds are more than any class has samples. (Regression has no classes: use kFold.)`,
      );
    const places = foldsOfClass.map((stretches, index) =>
      (shuffle ? shuffled(stretches, randomFor(seed, 'stratified-k-fold', index)) : stretches).values(),
    );
    const foldOfSample = classOfSample.map((index) => places[index]?.next().value as number);
    return foldsFrom(foldOfSample, folds);
  };
}

/** For each class the folds of its samples, in ascending order. */
function dealtOut(classOfSample: readonly number[], classes: number, folds: number): number[][] {
  const foldsOfClass = Array.from({ length: classes }, (): number[] => []);
  const sorted = [...classOfSample].sort((a, b) => a - b);
  sorted.forEach((index, place) => {
    foldsOfClass[index]?.push(place % folds);
  });
  return foldsOfClass.map((each) => each.sort((a, b) => a - b));
}
