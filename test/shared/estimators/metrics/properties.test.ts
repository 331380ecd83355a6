import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracy, balancedAccuracy } from '../../../../shared/estimators/metrics/accuracy.js';
import { logLoss } from '../../../../shared/estimators/metrics/log-loss.js';
import { f1, precision, recall } from '../../../../shared/estimators/metrics/precision-recall.js';
import { meanAbsoluteError, meanSquaredError, r2 } from '../../../../shared/estimators/metrics/regression.js';
import { rocAuc } from '../../../../shared/estimators/metrics/roc-auc.js';

const sample = fc.record({
  label: fc.integer({ min: 0, max: 3 }),
  predicted: fc.integer({ min: 0, max: 3 }),
  number: fc.double({ min: -100, max: 100, noNaN: true }),
  guess: fc.double({ min: -100, max: 100, noNaN: true }),
  times: fc.integer({ min: 1, max: 4 }),
});
const samples = fc.array(sample, { minLength: 2, maxLength: 30 });
type Samples = (typeof samples extends fc.Arbitrary<infer T> ? T : never) & unknown;

const averages = ['macro', 'micro', 'weighted'] as const;
type Measure = (samples: Samples, weights?: readonly number[]) => number;
const ofLabels: [string, Measure][] = [
  ['accuracy', (all, sampleWeight) => accuracy(...labelsOf(all), { sampleWeight })],
  ['balanced accuracy', (all, sampleWeight) => balancedAccuracy(...labelsOf(all), { sampleWeight })],
  ...averages.flatMap((average): [string, Measure][] => [
    [`${average} precision`, (all, sampleWeight) => precision(...labelsOf(all), { average, sampleWeight })],
    [`${average} recall`, (all, sampleWeight) => recall(...labelsOf(all), { average, sampleWeight })],
    [`${average} f1`, (all, sampleWeight) => f1(...labelsOf(all), { average, sampleWeight })],
  ]),
];
const ofNumbers: [string, Measure][] = [
  ['mean squared error', (all, sampleWeight) => meanSquaredError(...numbersOf(all), { sampleWeight })],
  ['mean absolute error', (all, sampleWeight) => meanAbsoluteError(...numbersOf(all), { sampleWeight })],
];

const labelsOf = (all: Samples) => [all.map(({ label }) => label), all.map(({ predicted }) => predicted)] as const;
const numbersOf = (all: Samples) => [all.map(({ number }) => number), all.map(({ guess }) => guess)] as const;
const repeated = (all: Samples) => all.flatMap((each) => new Array<Samples[number]>(each.times).fill(each));
const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

describe.each(ofLabels)('%s', (_, measure) => {
  it('is from 0 to 1, and 1 if all is right', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const value = measure(all);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        near(measure(all.map((each) => ({ ...each, predicted: each.label }))), 1);
      }),
    );
  });

  it('does not depend on what the classes are called', () => {
    const renamed = (label: number) => [7, 2, 11, -3][label] as number;
    fc.assert(
      fc.property(samples, (all) => {
        const other = all.map((each) => ({ ...each, label: renamed(each.label), predicted: renamed(each.predicted) }));
        near(measure(other), measure(all));
      }),
    );
  });
});

describe.each([...ofLabels, ...ofNumbers])('%s', (_, measure) => {
  it('counts a sample of weight n as n samples, whatever the order and the scale of the weights', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 100, noNaN: true }), (all, scale) => {
        const weights = all.map(({ times }) => scale * times);
        near(measure(all, weights), measure(repeated(all)));
        near(measure([...all].reverse(), [...weights].reverse()), measure(all, weights));
      }),
    );
  });
});

describe('r2', () => {
  it('is at most 1, 1 for the truth and 0 for the mean', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const [y, guesses] = numbersOf(all);
        fc.pre(
          new Set(y).size > 1 &&
            meanSquaredError(
              y,
              y.map(() => y[0] as number),
            ) > 1e-6,
        );
        expect(r2(y, guesses)).toBeLessThanOrEqual(1);
        expect(r2(y, y)).toBe(1);
        near(
          r2(
            y,
            y.map(() => y.reduce((sum, each) => sum + each, 0) / y.length),
          ),
          0,
        );
      }),
    );
  });

  it('is 1 or 0 where targets do not vary, and NaN for one sample', () => {
    expect(r2([3, 3], [3, 3])).toBe(1);
    expect(r2([3, 3], [3, 4])).toBe(0);
    expect(r2([3], [3])).toBeNaN();
  });
});

describe('rocAuc', () => {
  const binary = fc.array(fc.record({ y: fc.constantFrom(0, 1), score: fc.integer({ min: -9, max: 9 }) }), {
    minLength: 2,
    maxLength: 30,
  });

  it('is how often a positive sample has the greater score', () => {
    fc.assert(
      fc.property(binary, (all) => {
        const [positives, negatives] = [1, 0].map((y) => all.filter((each) => each.y === y)) as [
          typeof all,
          typeof all,
        ];
        fc.pre(positives.length > 0 && negatives.length > 0);
        const wins = positives.flatMap((one) =>
          negatives.map((other): number => (one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0)),
        );
        const area = rocAuc(
          all.map(({ y }) => y),
          all.map(({ score }) => score),
        );
        near(area, wins.reduce((sum, each) => sum + each, 0) / wins.length);
      }),
    );
  });

  it('takes the last class in sorted order for the positive one, if none is named', () => {
    expect(rocAuc(['spam', 'ham', 'spam'], [0.9, 0.2, 0.8])).toBe(1);
    expect(rocAuc(['spam', 'ham', 'spam'], [0.9, 0.2, 0.8], { positive: 'ham' })).toBe(0);
  });

  it('is NaN for one class, and refuses three', () => {
    expect(rocAuc([1, 1], [0.1, 0.2])).toBeNaN();
    expect(() => rocAuc([0, 1, 2], [0.1, 0.2, 0.3])).toThrow('for two classes, but these are 0, 1, 2');
  });
});

describe('precision, recall and f1', () => {
  it('are 0 where nothing is divided by nothing', () => {
    expect(precision([0, 1, 0], [0, 0, 0])).toBe(0);
    expect(recall([0, 0, 0], [0, 1, 0])).toBe(0);
    expect(f1([0, 0], [0, 0])).toBe(0);
    expect(precision([0, 1], [0, 1], { average: 'weighted', sampleWeight: [0, 0] })).toBe(0);
  });

  it('are of the positive class', () => {
    const [y, predicted] = [
      ['spam', 'ham', 'spam', 'ham'],
      ['spam', 'spam', 'ham', 'ham'],
    ];
    expect(recall(y ?? [], predicted ?? [], { positive: 'spam' })).toBe(0.5);
    expect(() => recall(y ?? [], predicted ?? [])).toThrow('with the positive one 1, has targets of ham, spam');
    expect(() => f1([0, 1, 2], [0, 1, 2])).toThrow('an `average`: macro, micro or weighted');
  });
});

describe('logLoss', () => {
  it('bounds what a certain error costs, also for a class that has no probability at all', () => {
    const certain = { classes: ['a', 'b'], rows: [[1, 0]] };
    expect(logLoss(['a'], certain)).toBeCloseTo(0, 15);
    expect(logLoss(['b'], certain)).toBeCloseTo(52 * Math.LN2, 12);
    expect(logLoss(['c'], certain)).toBeCloseTo(52 * Math.LN2, 12);
  });
});

describe('a metric', () => {
  it('refuses what it cannot compare', () => {
    expect(() => accuracy([1, 2], [1])).toThrow('compares 2 samples with 1');
    expect(() => accuracy([1, 2], [1, 2], { sampleWeight: [1] })).toThrow('compares 2 samples with 1');
    expect(() => f1([1, 0], [1, 0], { sampleWeight: [1] })).toThrow('compares 2 samples with 1');
    expect(() => rocAuc([1, 0], [1, 0], { sampleWeight: [1] })).toThrow('compares 2 samples with 1');
    expect(() => meanSquaredError(['a'], [1])).toThrow("needs numbers as targets, but one is 'a'");
  });
});
