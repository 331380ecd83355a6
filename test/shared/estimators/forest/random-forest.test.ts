import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossValidate } from '../../../../shared/estimators/cross-validate.js';
import { kFold } from '../../../../shared/estimators/cross-validation/k-fold.js';
import { stratifiedKFold } from '../../../../shared/estimators/cross-validation/stratified-k-fold.js';
import { RandomForestClassifier } from '../../../../shared/estimators/forest/random-forest-classifier.js';
import { RandomForestRegressor } from '../../../../shared/estimators/forest/random-forest-regressor.js';
import { meanOf, varianceOf } from '../../../../shared/estimators/moments.js';
import { diabetes, digits, fixture, wine } from '../data-sets.js';

/** The scores of twenty forests of scikit-learn, of ten trees each. */
const { forests } = fixture<{ forests: Record<'digits' | 'wine' | 'diabetes', number[]> }>('estimators');

const sets = {
  digits: { data: digits(), cv: kFold({ folds: 3 }), Forest: RandomForestClassifier, seeds: 3 },
  wine: { data: wine(), cv: stratifiedKFold(), Forest: RandomForestClassifier, seeds: 20 },
  diabetes: { data: diabetes(), cv: kFold(), Forest: RandomForestRegressor, seeds: 6 },
};

/** A forest of one tree that sees all samples and features. */
const oneTree = { nEstimators: 1, bootstrap: false, maxFeatures: 'all' } as const;

const samples = fc.array(
  fc.record({
    row: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
    y: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 30 },
);
const split = (all: readonly { row: number[]; y: number }[]) => ({
  x: all.map(({ row }) => row),
  y: all.map(({ y }) => y),
});

describe('a random forest', () => {
  it.each(['digits', 'wine', 'diabetes'] as const)('is as good as those of scikit-learn on the %s', async (name) => {
    const { data, cv, Forest, seeds } = sets[name];
    const scores: number[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const { mean } = await crossValidate(() => new Forest({ nEstimators: 10, seed }), data, { cv });
      scores.push(mean.score as number);
    }
    const deviation = Math.sqrt(varianceOf(forests[name]));
    // Standard errors of the difference of two means.
    const most = 3 * deviation * Math.sqrt(1 / scores.length + 1 / forests[name].length);
    expect(Math.abs(meanOf(scores) - meanOf(forests[name]))).toBeLessThanOrEqual(most);
  });

  it('grows trees that know what they have seen', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const { x, y } = split(all);
        const [classifier, regressor] = [new RandomForestClassifier(oneTree), new RandomForestRegressor(oneTree)];
        classifier.fit(x, y);
        regressor.fit(x, y);
        const alike = x.map((row) => y.filter((_, other) => String(x[other]) === String(row)));
        for (const [sample, label] of classifier.predict(x).entries()) {
          const count = (of: unknown) => alike[sample]?.filter((each) => each === of).length ?? 0;
          expect(count(label)).toBe(Math.max(...[0, 1, 2].map(count)));
        }
        for (const [sample, value] of regressor.predict(x).entries())
          expect(value).toBeCloseTo(meanOf(alike[sample] ?? []), 9);
      }),
    );
  });

  it('counts a sample of weight n as n samples, and none of weight 0', () => {
    fc.assert(
      fc.property(samples, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }), (all, times) => {
        const weights = all.map((_, sample) => (sample === 0 ? 1 : (times[sample] as number)));
        const repeated = split(
          all.flatMap((each, sample) => new Array<typeof each>(weights[sample] as number).fill(each)),
        );
        const { x, y } = split(all);
        const [weighted, plain] = [new RandomForestClassifier(oneTree), new RandomForestClassifier(oneTree)];
        weighted.fit(x, y, weights);
        plain.fit(repeated.x, repeated.y);
        const [rows, expected] = [weighted, plain].map((forest) => forest.predictProbabilities(x));
        expect(rows?.classes).toEqual(expect.arrayContaining([...(expected?.classes ?? [])]));
        expect(weighted.predict(x)).toEqual(plain.predict(x));
      }),
    );
  });

  it('repeats with its seed, and differs with another', () => {
    const { x, y } = wine();
    const probabilities = (seed: number) => {
      const forest = new RandomForestClassifier({ nEstimators: 5, seed });
      forest.fit(x, y);
      return forest.predictProbabilities(x);
    };
    expect(probabilities(1)).toEqual(probabilities(1));
    expect(probabilities(1)).not.toEqual(probabilities(2));
    for (const row of probabilities(1).rows) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('keeps the limits of its trees', () => {
    const x = [[0], [1], [2], [3]];
    const y = [0, 1, 10, 12];
    const predictions = (options: object) => {
      const forest = new RandomForestRegressor({ ...oneTree, ...options });
      forest.fit(x, y);
      return forest.predict(x);
    };
    expect(predictions({})).toEqual(y);
    expect(predictions({ maxDepth: 1 })).toEqual([0.5, 0.5, 11, 11]);
    expect(predictions({ minSamplesLeaf: 2 })).toEqual([0.5, 0.5, 11, 11]);
    expect(predictions({ minSamplesSplit: 3 })).toEqual([0.5, 0.5, 11, 11]);
    expect(predictions({ minSamplesLeaf: 3 })).toEqual([5.75, 5.75, 5.75, 5.75]);
  });

  it('refuses what it cannot do', () => {
    expect(() => new RandomForestClassifier({ nEstimators: 0 })).toThrow('nEstimators is 0');
    expect(() => new RandomForestClassifier({ maxDepth: 0 })).toThrow('maxDepth is 0');
    expect(() => new RandomForestRegressor({ minSamplesSplit: 1 })).toThrow('minSamplesSplit is 1');
    expect(() => new RandomForestRegressor({ maxFeatures: 0.5 })).toThrow('maxFeatures is 0.5');
    expect(() => new RandomForestRegressor().fit([[1]], ['a'])).toThrow('needs numbers as targets');
    expect(() => new RandomForestRegressor().fit([[1]], [1], [0])).toThrow('a weight above 0');
  });
});
