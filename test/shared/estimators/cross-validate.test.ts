import { describe, expect, it } from 'vitest';
import { type CrossValidationOptions, crossValidate } from '../../../shared/estimators/cross-validate.js';
import type { Fold } from '../../../shared/estimators/cross-validation/fold.js';
import type { EstimatorData } from '../../../shared/estimators/data.js';
import type { Estimator, Matrix, Target, Targets } from '../../../shared/estimators/estimator.js';

/** Predicts the weighted mean of the targets, and remembers all that it is asked. */
class MeanRegressor implements Estimator {
  readonly kind: 'regressor' | 'classifier' = 'regressor';
  readonly fits: { x: Matrix; y: Targets; sampleWeight: readonly number[] | undefined }[] = [];
  predictions = 0;
  freed = 0;
  #mean = 0;

  async fit(x: Matrix, y: readonly number[], sampleWeight?: readonly number[]): Promise<void> {
    this.fits.push({ x, y, sampleWeight });
    const weights = sampleWeight ?? y.map(() => 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#mean = y.reduce((sum, each, sample) => sum + each * (weights[sample] as number), 0) / total;
  }

  predict(x: Matrix): number[] {
    this.predictions++;
    return x.map(() => this.#mean);
  }

  free(): void {
    this.freed++;
  }
}

const data: EstimatorData = { x: [[0], [1], [2], [3]], y: [1, 2, 4, 9] };
const halves: Fold[] = [
  { train: [0, 1], test: [2, 3] },
  { train: [3, 2], test: [0, 1] },
];

/** Cross-validates, and tells of the estimators that were built. */
async function validate(options: CrossValidationOptions, given = data, Regressor = MeanRegressor) {
  const built: MeanRegressor[] = [];
  const build = async () => {
    built.push(new Regressor());
    return built.at(-1) as MeanRegressor;
  };
  return { built, ...(await crossValidate(build, given, options)) };
}

describe('crossValidate', () => {
  it('builds, fits and frees an estimator for each fold, in the order of its indexes', async () => {
    const { built } = await validate({ cv: halves, metrics: ['mean_absolute_error', 'mean_squared_error'] });
    expect(built.map(({ fits }) => fits)).toEqual([
      [{ x: [[0], [1]], y: [1, 2], sampleWeight: undefined }],
      [{ x: [[3], [2]], y: [9, 4], sampleWeight: undefined }],
    ]);
    expect(built.map(({ predictions, freed }) => [predictions, freed])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('answers with the metrics of each fold, their means and deviations', async () => {
    const found = await validate({ cv: halves, scoring: 'mean_squared_error', metrics: ['mean_absolute_error'] });
    // The means of 1, 2 and of 9, 4 are 1.5 and 6.5.
    expect(found.folds).toEqual([
      { score: (2.5 ** 2 + 7.5 ** 2) / 2, mean_absolute_error: 5 },
      { score: (5.5 ** 2 + 4.5 ** 2) / 2, mean_absolute_error: 5 },
    ]);
    expect(found.mean).toEqual({ score: (31.25 + 25.25) / 2, mean_absolute_error: 5 });
    expect(found.std).toEqual({ score: 3, mean_absolute_error: 0 });
  });

  it('fits and measures with the weights of the samples', async () => {
    const { built, folds } = await validate(
      { cv: halves, scoring: 'mean_absolute_error' },
      { ...data, sampleWeight: [1, 3, 0, 2] },
    );
    expect(built.map(({ fits }) => fits[0]?.sampleWeight)).toEqual([
      [1, 3],
      [2, 0],
    ]);
    expect(folds).toEqual([{ score: 9 - 1.75 }, { score: (8 + 3 * 7) / 4 }]);
  });

  it('scores a regressor by r2 and a classifier by accuracy, unless told', async () => {
    class MeanClassifier extends MeanRegressor {
      override readonly kind = 'classifier';
    }
    const even = { x: data.x, y: [0, 0, 0, 1] };
    const same = (await validate({ cv: halves, metrics: ['r2'] }, even)).folds;
    expect(same.map(({ score }) => score)).toEqual(same.map(({ r2 }) => r2));
    expect((await validate({ cv: halves }, even, MeanClassifier)).folds.map(({ score }) => score)).toEqual([0.5, 0]);
  });

  it('scores by a function of the fitted estimator and the test samples', async () => {
    const calls: unknown[] = [];
    const scoring: CrossValidationOptions['scoring'] = async (estimator, x, y, sampleWeight) => {
      calls.push([x, y, sampleWeight]);
      return (await estimator.predict(x))[0] as number;
    };
    const { mean } = await validate({ cv: halves, scoring });
    expect(mean).toEqual({ score: (1.5 + 6.5) / 2 });
    expect(calls[0]).toEqual([[[2], [3]], [4, 9], undefined]);
  });

  it('takes metrics of your own, also of probabilities', async () => {
    const coin: Estimator = {
      fit: () => undefined,
      predict: (x) => x.map((): Target => 'heads'),
      predictProbabilities: async (x) => ({ classes: ['heads', 'tails'], rows: x.map(() => [0.5, 0.5]) }),
    };
    const { mean } = await crossValidate(
      () => coin,
      { ...data, y: ['heads', 'tails', 'heads', 'tails'] },
      {
        cv: halves,
        scoring: {
          name: 'length',
          direction: 'max',
          needs: 'predictions',
          measure: (y, predicted) => y.length + predicted.length,
        },
        metrics: [
          'log_loss',
          'roc_auc',
          { name: 'rows', direction: 'max', needs: 'probabilities', measure: (_, { rows }) => rows.length },
        ],
      },
    );
    expect(mean).toEqual({ score: 4, log_loss: expect.closeTo(Math.LN2, 12), roc_auc: 0.5, rows: 2 });
  });

  it('has five folds in random order, always the same, and never parts groups', async () => {
    const many = { x: Array.from({ length: 20 }, (_, row) => [row]), y: Array.from({ length: 20 }, (_, row) => row) };
    const trained = ({ built }: Awaited<ReturnType<typeof validate>>) => built.map(({ fits }) => fits[0]?.x.flat());
    const plain = trained(await validate({ scoring: 'r2' }, many));
    expect(plain.map((rows) => rows?.length)).toEqual([16, 16, 16, 16, 16]);
    expect(plain).toEqual(trained(await validate({ scoring: 'r2' }, many)));
    expect(plain[0]).not.toEqual(many.x.flat().slice(4));
    const grouped = trained(await validate({}, { ...many, groups: many.y.map((row) => row % 5) }));
    for (const rows of grouped) expect(new Set(rows?.map((row) => row % 5)).size).toBe(4);
  });

  it('frees the estimator that fails, and lets its error through', async () => {
    let freed = 0;
    const failing: Estimator = {
      fit: async () => {
        throw new RangeError('no luck');
      },
      predict: (x) => x.map(() => 0),
      free: () => {
        freed++;
      },
    };
    await expect(crossValidate(() => failing, data, { cv: halves })).rejects.toThrow(RangeError);
    expect(freed).toBe(1);
  });

  it.each<[string, CrossValidationOptions, Partial<EstimatorData>, string]>([
    ['folds without samples', { cv: [{ train: [0], test: [] }] }, {}, 'Fold 0 of `cv` has no samples'],
    ['no folds', { cv: [] }, {}, '`cv` gives no folds'],
    ['samples that are not there', { cv: [{ train: [0], test: [4] }] }, {}, 'Fold 0 of `cv` has sample 4 of 4'],
    ['an unknown metric', { metrics: ['f2' as never] }, {}, "There is no metric 'f2'. Metrics: accuracy,"],
    ['a metric of probabilities', { cv: halves, scoring: 'log_loss' }, {}, "'log_loss' needs probabilities"],
    ['too few targets', {}, { y: [1] }, 'has 4 rows in `x`, but 1 of `y`'],
    ['too few weights', {}, { sampleWeight: [1] }, 'has 4 rows in `x`, but 1 of `sampleWeight`'],
    ['too many groups', {}, { groups: [1, 2, 3, 4, 5] }, 'has 4 rows in `x`, but 5 of `groups`'],
    ['a negative weight', {}, { sampleWeight: [1, 1, -1, 1] }, 'has -1 as weight of sample 2'],
    ['a row that is short', {}, { x: [[1], [1], [], [1]] }, 'has a row 2 in `x` that is not 1 finite numbers'],
    ['a feature that is missing', {}, { x: [[1], [Number.NaN], [1], [1]] }, 'has a row 1 in `x`'],
    ['a target that is missing', {}, { y: [1, 2, 3, Number.NaN] }, 'has NaN as `y` of sample 3'],
    ['no rows', {}, { x: [], y: [] }, 'needs `x`, rows of numbers, and `y`'],
  ])('refuses %s', async (_, options, change, message) => {
    await expect(validate(options, { ...data, ...change })).rejects.toMatchObject({
      code: 'InvalidTuning',
      message: expect.stringContaining(message),
    });
  });

  it('asks for the scoring of an estimator that does not tell its kind', async () => {
    const estimator = { fit: () => undefined, predict: (x: Matrix) => x.map(() => 0) };
    await expect(crossValidate(() => estimator, data, { cv: halves })).rejects.toThrow('name the `scoring`');
    expect((await crossValidate(() => estimator, data, { cv: halves, scoring: 'accuracy' })).mean.score).toBe(0);
  });
});
