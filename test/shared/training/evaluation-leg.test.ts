import { describe, expect, it } from 'vitest';
import type { EvaluationContext, EvaluationTuning } from '../../../shared/training/tuning.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';

const leg = (evaluate: EvaluationTuning['evaluate'], toEpoch = 1) =>
  new BenchStudy(defineTuning({ objective: { name: 'score', direction: 'max' }, evaluate })).leg({ toEpoch });

describe('a leg of an evaluation', () => {
  it('takes a number for the objective, or metrics by name', async () => {
    expect((await leg(() => 0.5)).reports).toEqual([{ epoch: 1, metrics: { score: 0.5 } }]);
    const reports = (await leg(async () => ({ score: 1, other: Number.NaN }))).reports;
    expect(reports).toEqual([{ epoch: 1, metrics: { score: 1, other: null } }]);
  });

  it('records what is reported epoch by epoch; what is returned is the last epoch', async () => {
    const result = await leg(async (_, context) => {
      for (let epoch = context.fromEpoch; epoch < context.toEpoch; epoch++) await context.report({ score: epoch });
      return 9;
    }, 3);
    expect(result.reports.map(({ epoch, metrics }) => [epoch, metrics.score])).toEqual([
      [1, 0],
      [2, 1],
      [3, 9],
    ]);
  });

  it('knows its trial, and a seed that is its own', async () => {
    const contexts: EvaluationContext[] = [];
    const study = new BenchStudy(
      defineTuning({
        objective: 'loss',
        evaluate: (_, context) => {
          contexts.push(context);
          return 1;
        },
      }),
    );
    await study.leg({ trial: 0 });
    await study.leg({ trial: 0 });
    await study.leg({ trial: 1 });
    const seeds = contexts.map(({ seed }) => seed);
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[2]).not.toBe(seeds[0]);
    expect(contexts[2]).toMatchObject({ study: 's', trial: 1, fromEpoch: 0, toEpoch: 1 });
  });

  it.each([
    ['nothing', undefined, 'MissingMetric', '`evaluate` returned nothing, and reported no metrics'],
    ['text', 'good', 'MissingMetric', '`evaluate` returned good'],
    ['another metric', { accuracy: 1 }, 'MissingMetric', "'score' is missing. Metrics there are: accuracy"],
    ['text for the objective', { score: 'good' }, 'NotFiniteMetric', "'score' is good"],
    ['infinity', Number.POSITIVE_INFINITY, 'NotFiniteMetric', "'score' is Infinity"],
  ])('fails on %s', async (_, returned, code, message) => {
    const { status, failure } = await leg(() => returned as never);
    expect(status).toBe('failed');
    expect(failure?.code).toBe(code);
    expect(failure?.message).toContain(message);
  });

  it('fails, and says so, on a hyperparameter that contradicts the space of the study', async () => {
    const { failure } = await leg((hp) => hp.int('units', { min: 1, max: 3 }));
    expect(failure?.code).toBe('HyperparameterChanged');
    expect(failure?.message).toContain('units was declared as');
  });

  it('adds what it declares beyond the space, with the value it had', async () => {
    const result = await leg((hp) => hp.float('fresh', { min: 2, max: 3 }));
    expect(result.reports[0]?.metrics.score).toBe(2);
    expect(result.declared).toEqual([{ name: 'fresh', kind: 'float', sampling: 'linear', min: 2, max: 3 }]);
  });

  it('is left alone when it has ended', async () => {
    let runs = 0;
    const study = new BenchStudy(defineTuning({ objective: 'loss', evaluate: () => ++runs }));
    await study.leg({});
    const { trainLeg } = await import('../../../shared/training/leg.js');
    await trainLeg(study.store, defineTuning({ objective: 'loss', evaluate: () => ++runs }), {
      study: 's',
      leg: 0,
      created: 0,
      deadline: 0,
      isRepeated: true,
      progressInterval: 1000,
    });
    expect(runs).toBe(1);
  });

  it('is not trained for a study that was deleted, though another has its name', async () => {
    let runs = 0;
    const tuning = defineTuning({ objective: 'loss', evaluate: () => ++runs });
    const study = new BenchStudy(tuning);
    const { trainLeg } = await import('../../../shared/training/leg.js');
    await study.leg({});
    const request = { study: 's', created: 7, leg: 0, deadline: 0, isRepeated: false, progressInterval: 1000 };
    await expect(trainLeg(study.store, tuning, request)).rejects.toMatchObject({ code: 'StudyNotFound' });
    expect(runs).toBe(1);
  });
});
