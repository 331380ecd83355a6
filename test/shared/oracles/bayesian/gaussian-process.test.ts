import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../../shared/math/random.js';
import { GaussianProcess } from '../../../../shared/oracles/bayesian/gaussian-process.js';
import {
  maximumAPosteriori,
  negativeLogPosterior,
  priorCentre,
} from '../../../../shared/oracles/bayesian/hyperparameters.js';
import { type Inputs, pairDistances } from '../../../../shared/oracles/bayesian/kernel.js';
import { expectClose } from '../../math/close.js';
import fixture from '../../math/fixtures/gaussian-process.json' with { type: 'json' };

const isCategory = [false, false, true];
const width = isCategory.length;

const inputsOf = (rows: readonly (readonly number[])[]): Inputs => ({
  count: rows.length,
  width,
  rows: Float64Array.from(rows.flat()),
  isCategory,
});

const inputs = inputsOf(fixture.rows);
const y = Float64Array.from(fixture.y);
const theta = Float64Array.from([...fixture.lengths, fixture.amplitude, fixture.noise], Math.log);
const points = fixture.points.map((point) => Float64Array.from(point));
const pending = fixture.pending.map((point) => Float64Array.from(point));

/** The negative log posterior and its gradient; without observations that of the prior alone. */
function posterior(known: Inputs, targets: Float64Array, at: Float64Array): { value: number; gradient: Float64Array } {
  const gradient = new Float64Array(at.length);
  return { value: negativeLogPosterior(known, pairDistances(known), targets, at, gradient), gradient };
}

const priorAt = (at: Float64Array) => posterior(inputsOf([]), new Float64Array(0), at);

/** A small problem: rows with two numbers and a category of three values, targets, and hyperparameters. */
function problem(seed: number) {
  const random = randomFor('gaussian process', seed);
  const rows = Array.from({ length: 2 + Math.floor(10 * random()) }, () => [
    random(),
    random(),
    Math.floor(3 * random()),
  ]);
  return {
    rows,
    inputs: inputsOf(rows),
    y: Float64Array.from(rows, () => 2 * random() - 1),
    theta: Float64Array.of(random() - 2, random() - 1, random() - 0.5, 2 * random() - 1, -1 - 4 * random()),
    point: Float64Array.of(random(), random(), Math.floor(3 * random())),
  };
}

/** By central differences along each coordinate. */
function numericGradient(of: (x: Float64Array) => number, x: Float64Array, step = 1e-5): Float64Array {
  return x.map((each, i) => of(x.with(i, each + step)) / (2 * step) - of(x.with(i, each - step)) / (2 * step));
}

describe('the posterior of the hyperparameters', () => {
  it('is the likelihood of scikit-learn times the prior', () => {
    const { value, gradient } = posterior(inputs, y, theta);
    const prior = priorAt(theta);

    expectClose(prior.value - value, fixture.logLikelihood, { relative: 1e-11 });
    expectClose(
      prior.gradient.map((each, i) => each - (gradient[i] as number)),
      fixture.gradient,
      { relative: 1e-9 },
    );
  });

  it('has its gradient', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { inputs: known, y: targets, theta: at } = problem(seed);
        const numeric = numericGradient((x) => posterior(known, targets, x).value, at);

        expectClose(posterior(known, targets, at).gradient, numeric, { relative: 1e-5, absolute: 1e-5, of: seed });
      }),
    );
  });

  it('has a prior that is most likely at its centre', () => {
    const centre = priorCentre(isCategory);
    const other = centre.map((each, i) => each + Math.sin(i + 1));

    expectClose(priorAt(centre).gradient, new Float64Array(centre.length), { absolute: 1e-12 });
    expect(priorAt(other).value).toBeGreaterThan(priorAt(centre).value);
  });

  it('is at a top where it was fitted from the centre of its prior', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { inputs: known, y: targets } = problem(seed);
      const start = priorCentre(isCategory);
      const { theta: fitted, value } = maximumAPosteriori(known, pairDistances(known), targets, start, 50);
      const there = posterior(known, targets, fitted);

      expect(value).toBe(there.value);
      expect(value).toBeLessThan(posterior(known, targets, start).value);
      expectClose(there.gradient, new Float64Array(start.length), { absolute: 0.05, of: `seed ${seed}` });
    }
  });
});

describe('a Gaussian process', () => {
  it('predicts as scikit-learn does, with the mean of generalised least squares', () => {
    const process = new GaussianProcess(inputs, y, theta);
    const predictions = points.map((point) => process.predict(point));

    expectClose(process.mean, fixture.mean, { relative: 1e-11 });
    expectClose(
      predictions.map(({ mean }) => mean),
      fixture.predictedMean,
      { relative: 1e-10 },
    );
    expectClose(
      predictions.map(({ variance }) => variance),
      fixture.predictedVariance,
      { relative: 1e-10 },
    );
  });

  it('is surer where points are pending, by as much as scikit-learn, and expects the same', () => {
    const process = new GaussianProcess(inputs, y, theta, pending);
    const predictions = points.map((point) => process.predict(point));

    expectClose(
      predictions.map(({ mean }) => mean),
      fixture.predictedMean,
      { relative: 1e-10 },
    );
    expectClose(
      predictions.map(({ variance }) => variance),
      fixture.predictedVarianceWithPending,
      { relative: 1e-10 },
    );
  });

  it('has the leave-one-out predictions that scikit-learn has when it is refitted without each point', () => {
    for (const process of [new GaussianProcess(inputs, y, theta), new GaussianProcess(inputs, y, theta, pending)]) {
      const { mean, logDensity } = process.leaveOneOut();

      expectClose(
        mean,
        fixture.leaveOneOut.map((each) => each.mean),
        { relative: 1e-10 },
      );
      expectClose(
        logDensity,
        fixture.leaveOneOut.map((each) => each.logDensity),
        { relative: 1e-10 },
      );
      const there = fixture.rows.map((row) => process.predict(Float64Array.from(row)).mean);
      expectClose(process.fitted(), there, { relative: 1e-10, absolute: 1e-12 });
    }
  });

  it('has the gradients of its mean and variance along the numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, withPending) => {
        const { inputs: known, y: targets, theta: at, point } = problem(seed);
        const process = new GaussianProcess(known, targets, at, withPending ? pending : []);
        const gradient = { mean: new Float64Array(width), variance: new Float64Array(width) };
        const { mean, variance } = process.predict(point, gradient);
        // The Matérn kernel has a kink of its third derivative at an observed point: differences are coarser there.
        const numeric = (what: 'mean' | 'variance') =>
          numericGradient((x) => process.predict(x)[what], point).subarray(0, 2);

        expect(process.predict(point)).toEqual({ mean, variance });
        expectClose(gradient.mean.subarray(0, 2), numeric('mean'), { relative: 1e-5, absolute: 1e-6, of: seed });
        expectClose(gradient.variance.subarray(0, 2), numeric('variance'), {
          relative: 1e-5,
          absolute: 1e-6,
          of: seed,
        });
        expect([gradient.mean[2], gradient.variance[2]]).toEqual([0, 0]);
      }),
    );
  });

  it('interpolates where there is little noise, and returns to its mean and amplitude far away', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { rows, inputs: known, y: targets, theta: at } = problem(seed);
        const process = new GaussianProcess(known, targets, at.with(width + 1, Math.log(1e-8)));
        for (const [i, row] of rows.entries()) {
          const { mean, variance } = process.predict(Float64Array.from(row));
          expectClose(mean, targets[i] as number, { absolute: 1e-3, of: seed });
          expect(variance).toBeLessThan(1e-6 * process.amplitude + 1e-7);
        }
        const far = process.predict(Float64Array.of(1000, -1000, 7));
        expectClose(far.mean, process.mean, { relative: 1e-9 });
        expectClose(far.variance, process.amplitude, { relative: 1e-9 });
      }),
    );
  });
});
