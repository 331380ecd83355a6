import type { Estimator, Matrix } from './estimator.js';
import { meanOf, varianceOf } from './moments.js';

/**
 * An estimator that sees each feature with the mean 0 and the variance 1 that it has in the samples fitted to (scikit-learn's
 * pipeline of StandardScaler and the estimator; samples are not weighted for it). A feature that does not vary is only shifted.
 *
 * @param estimator what sees the features; it is fitted, and freed, with the one that is returned.
 */
export function standardised(estimator: Estimator): Estimator {
  const { kind } = estimator;
  const probabilitiesOf = estimator.predictProbabilities?.bind(estimator);
  let means: readonly number[] = [];
  let deviations: readonly number[] = [];
  const scale = (x: Matrix) =>
    x.map((row) => row.map((value, column) => (value - (means[column] as number)) / (deviations[column] as number)));
  return {
    ...(kind && { kind }),
    fit(x, y, sampleWeight) {
      means = columnsOf(x).map(meanOf);
      deviations = columnsOf(x).map(deviationOf);
      return estimator.fit(scale(x), y, sampleWeight);
    },
    predict: (x) => estimator.predict(scale(x)),
    ...(probabilitiesOf && { predictProbabilities: (x: Matrix) => probabilitiesOf(scale(x)) }),
    free: () => estimator.free?.(),
  };
}

/** 1 for equal values: their variance, rounded, need not be 0. */
function deviationOf(column: readonly number[]): number {
  return column.every((value) => value === column[0]) ? 1 : Math.sqrt(varianceOf(column));
}

function columnsOf(x: Matrix): number[][] {
  return (x[0] ?? []).map((_, column) => x.map((row) => row[column] as number));
}
