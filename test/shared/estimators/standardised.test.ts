import { describe, expect, it } from 'vitest';
import type { Estimator, Matrix } from '../../../shared/estimators/estimator.js';
import { KNeighborsRegressor } from '../../../shared/estimators/neighbours/k-neighbors-regressor.js';
import { standardised } from '../../../shared/estimators/standardised.js';
import { SupportVectorClassifier } from '../../../shared/estimators/svc/support-vector-classifier.js';

describe('standardised', () => {
  it('shifts and scales by what it was fitted to, also the rows to predict', async () => {
    const seen: Matrix[] = [];
    const inner: Estimator = {
      fit: (x) => seen.push(x),
      predict: (x) => {
        seen.push(x);
        return x.map(() => 0);
      },
      predictProbabilities: (x) => {
        seen.push(x);
        return { classes: [0], rows: x.map(() => [1]) };
      },
    };
    const estimator = standardised(inner);
    await estimator.fit(
      [
        [1, 5],
        [3, 5],
        [5, 5],
      ],
      [0, 1, 2],
    );
    estimator.predict([[3, 6]]);
    estimator.predictProbabilities?.([[7, 5]]);
    const deviation = Math.sqrt(8 / 3);
    expect(seen).toEqual([
      [
        [-2 / deviation, 0],
        [0, 0],
        [2 / deviation, 0],
      ],
      [[0, 1]],
      [[4 / deviation, 0]],
    ]);
  });

  it('only shifts a feature that does not vary, whatever its rounded variance', async () => {
    const x = Array.from({ length: 10 }, () => [0.1]);
    let seen: Matrix = [];
    const estimator = standardised({ fit: (rows) => (seen = rows), predict: () => [] });
    await estimator.fit(x, x.flat());
    for (const [value] of seen) expect(value).toBeCloseTo(0, 15);
  });

  it('is of the kind of its estimator, and tells probabilities only if that does', () => {
    expect(standardised(new KNeighborsRegressor()).kind).toBe('regressor');
    expect(standardised(new SupportVectorClassifier()).predictProbabilities).toBeUndefined();
  });

  it('frees its estimator', async () => {
    const inner = new SupportVectorClassifier();
    const estimator = standardised(inner);
    await estimator.fit([[1], [2]], [0, 1]);
    expect(estimator.predict([[0], [3]])).toEqual([0, 1]);
    estimator.free?.();
    expect(() => inner.predict([[0]])).toThrow('only after fit');
  });
});
