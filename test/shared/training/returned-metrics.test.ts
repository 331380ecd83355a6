import fc from 'fast-check';
import { expect, it } from 'vitest';
import { epochsOf, meanMetrics } from '../../../shared/training/returned-metrics.js';

const returned = (value: unknown) => epochsOf(value as never, [{ name: 'score', direction: 'max' }], 5, 'evaluate');

it('a number is the objective, and metrics are by name', () => {
  expect(returned(0.5)).toEqual([{ epoch: 5, metrics: { score: 0.5 } }]);
  expect(returned({ score: 1, other: 2 })).toEqual([{ epoch: 5, metrics: { score: 1, other: 2 } }]);
  expect(returned(undefined)).toEqual([]);
});

it('a history has metrics at each of its epochs, which TensorFlow.js counts from 0', () => {
  const history = { epoch: [2, 3], history: { loss: [0.4, 0.3], acc: [0.8, 0.9] } };
  expect(returned(history)).toEqual([
    { epoch: 3, metrics: { loss: 0.4, acc: 0.8 } },
    { epoch: 4, metrics: { loss: 0.3, acc: 0.9 } },
  ]);
});

it('of a list the mean counts, for each metric over those that have it', () => {
  expect(returned([1, 2])).toEqual([{ epoch: 5, metrics: { score: 1.5 } }]);
  expect(returned([{ a: 1, b: 4 }, { a: 3 }])).toEqual([{ epoch: 5, metrics: { a: 2, b: 4 } }]);
  const histories = [
    { epoch: [0, 1], history: { loss: [4, 2] } },
    { epoch: [0], history: { loss: [2] } },
  ];
  expect(returned(histories)).toEqual([
    { epoch: 1, metrics: { loss: 3 } },
    { epoch: 2, metrics: { loss: 2 } },
  ]);
});

it.each([['text'], [null], [true]])('%j is refused', (value) => {
  expect(() => returned(value)).toThrow(expect.objectContaining({ code: 'MissingMetric' }));
});

it('a mean lies between the least and the greatest, and is the value itself of one', () => {
  const scores = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(scores, (values) => {
      const mean = meanMetrics(values.map((score) => ({ score }))).score as number;
      const slack = 1e-9 * Math.max(...values.map(Math.abs), 1);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - slack);
      expect(mean).toBeLessThanOrEqual(Math.max(...values) + slack);
      if (values.length === 1) expect(mean).toBe(values[0]);
    }),
  );
});
