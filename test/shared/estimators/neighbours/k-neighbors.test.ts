import { describe, expect, it } from 'vitest';
import { crossValidate } from '../../../../shared/estimators/cross-validate.js';
import { kFold } from '../../../../shared/estimators/cross-validation/k-fold.js';
import { stratifiedKFold } from '../../../../shared/estimators/cross-validation/stratified-k-fold.js';
import type { MetricName } from '../../../../shared/estimators/metrics/metrics.js';
import { KNeighborsClassifier } from '../../../../shared/estimators/neighbours/k-neighbors-classifier.js';
import { KNeighborsRegressor } from '../../../../shared/estimators/neighbours/k-neighbors-regressor.js';
import { diabetes, digits, fixture, wine } from '../data-sets.js';

type ByFold = Partial<Record<MetricName, number[]>>;

const { neighbours } = fixture<{
  neighbours: {
    nNeighbors: number;
    weights: 'uniform' | 'distance';
    digits: ByFold;
    wine: ByFold;
    diabetes: ByFold;
  }[];
}>('estimators');

const sets = {
  digits: { data: digits(), cv: kFold({ folds: 3 }) },
  wine: { data: wine(), cv: stratifiedKFold() },
  diabetes: { data: diabetes(), cv: kFold() },
};

describe.each(neighbours)(
  '$nNeighbors nearest neighbours with $weights weights',
  ({ nNeighbors, weights, ...found }) => {
    it.each(['digits', 'wine', 'diabetes'] as const)(
      'have the scores of scikit-learn in each fold of the %s',
      async (name) => {
        const { data, cv } = sets[name];
        const Estimator = name === 'diabetes' ? KNeighborsRegressor : KNeighborsClassifier;
        const metrics = Object.keys(found[name]) as MetricName[];
        const { folds } = await crossValidate(() => new Estimator({ nNeighbors, weights }), data, { cv, metrics });
        for (const metric of metrics) {
          const expected = found[name][metric] ?? [];
          expect(expected.length).toBeGreaterThan(2);
          for (const [fold, score] of expected.entries()) expect(folds[fold]?.[metric]).toBeCloseTo(score, 9);
        }
      },
    );
  },
);

describe('nearest neighbours', () => {
  const x = [
    [0, 0],
    [3, 3],
    [0, 5],
  ];

  it('are by straight lines, or by the sum of differences', () => {
    const nearestOf = (metric: 'euclidean' | 'manhattan') => {
      const estimator = new KNeighborsClassifier({ nNeighbors: 1, metric });
      estimator.fit(x.slice(1), ['diagonal', 'straight']);
      return estimator.predict([[0, 0]]);
    };
    expect(nearestOf('euclidean')).toEqual(['diagonal']);
    expect(nearestOf('manhattan')).toEqual(['straight']);
  });

  it('vote by distance, and samples at the very place alone', () => {
    const estimator = new KNeighborsRegressor({ nNeighbors: 2, weights: 'distance' });
    estimator.fit([[0], [3]], [0, 9]);
    expect(estimator.predict([[1], [3]])).toEqual([expect.closeTo(3, 12), 9]);
  });

  it('give equal votes to the class that is first in sorted order', () => {
    const estimator = new KNeighborsClassifier({ nNeighbors: 2 });
    estimator.fit([[0], [1]], ['b', 'a']);
    expect(estimator.predict([[0]])).toEqual(['a']);
    expect(estimator.predictProbabilities([[0]])).toEqual({ classes: ['a', 'b'], rows: [[0.5, 0.5]] });
  });

  it('refuse what they cannot do', () => {
    expect(() => new KNeighborsClassifier({ nNeighbors: 0 })).toThrow('nNeighbors is 0');
    expect(() => new KNeighborsRegressor().fit(x, [1, 2, 3], [1, 1, 1])).toThrow("can't be fitted with weights");
    expect(() => new KNeighborsClassifier().fit(x, [1, 2, 3], [1, 1, 1])).toThrow("can't be fitted with weights");
    expect(() => new KNeighborsRegressor().fit(x, ['a', 'b', 'c'])).toThrow('needs numbers as targets');
    const estimator = new KNeighborsClassifier();
    estimator.fit(x, [1, 2, 3]);
    expect(() => estimator.predict(x)).toThrow('nNeighbors is 5, but only 3 are fitted to');
  });
});
