import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../../shared/estimators/metrics/metric.js';
import { metricNamed, metricNames } from '../../../../shared/estimators/metrics/metrics.js';
import { fixture } from '../data-sets.js';

interface Measured {
  readonly y: number[];
  readonly sampleWeight: number[] | null;
  /** scikit-learn's value by the metric's name. */
  readonly expected: Record<string, number>;
}

interface Fixture {
  readonly labels: (Measured & { predicted: number[] })[];
  readonly probabilities: (Measured & { rows: number[][]; classes: number[] })[];
  readonly numbers: (Measured & { predicted: number[] })[];
}

const { labels, probabilities, numbers } = fixture<Fixture>('metrics');

/** Compares a metric with all its values in the fixtures. */
function check<T extends Measured>(cases: readonly T[], name: string, measure: (metric: Metric, given: T) => number) {
  const metric = metricNamed(name);
  const having = cases.filter(({ expected }) => name in expected);
  for (const given of having) expect(measure(metric, given)).toBeCloseTo(given.expected[name] as number, 12);
  expect(having.length).toBeGreaterThan(3);
}

const weights = ({ sampleWeight }: Measured) => ({ sampleWeight: sampleWeight ?? undefined });
const names = (cases: readonly Measured[]) => [...new Set(cases.flatMap(({ expected }) => Object.keys(expected)))];

describe('metrics', () => {
  it.each([...names(labels), ...names(numbers)])('measure %s as scikit-learn, with and without weights', (name) => {
    check([...labels, ...numbers], name, (metric, given) => {
      if (metric.needs === 'probabilities') throw new Error('of predictions');
      return metric.measure(given.y, given.predicted, weights(given));
    });
  });

  it.each(names(probabilities))('measure %s as scikit-learn, with and without weights', (name) => {
    check(probabilities, name, (metric, given) => {
      if (metric.needs !== 'probabilities') throw new Error('of probabilities');
      return metric.measure(given.y, given, weights(given));
    });
  });

  it('are all compared with scikit-learn', () => {
    const compared = [...names(labels), ...names(numbers), ...names(probabilities)];
    expect([...metricNames].sort()).toEqual(compared.sort());
  });

  it('tell their direction', () => {
    const minimised = metricNames.filter((name) => metricNamed(name).direction === 'min');
    expect(minimised.sort()).toEqual(['log_loss', 'mean_absolute_error', 'mean_squared_error']);
  });
});
