import { describe, expect, it } from 'vitest';
import { kFold } from '../../../shared/estimators/cross-validation/k-fold.js';
import { defineEstimatorTuning, type EstimatorTuning } from '../../../shared/estimators/estimator-tuning.js';
import { RandomForestClassifier } from '../../../shared/estimators/forest/random-forest-classifier.js';
import { KNeighborsClassifier } from '../../../shared/estimators/neighbours/k-neighbors-classifier.js';
import { BenchStudy } from '../training/bench-study.js';
import { wine } from './data-sets.js';

const base = {
  build: (hp) => new KNeighborsClassifier({ nNeighbors: hp.int('nNeighbors', { min: 1, max: 20 }) }),
  data: wine,
} satisfies EstimatorTuning;

describe('defineEstimatorTuning', () => {
  it('maximises score unless told, or in the direction of the metric that score is', () => {
    expect(defineEstimatorTuning(base).objective).toEqual({ name: 'score', direction: 'max' });
    expect(defineEstimatorTuning({ ...base, scoring: 'log_loss' }).objective).toMatchObject({ direction: 'min' });
    expect(defineEstimatorTuning({ ...base, scoring: () => 1 }).objective).toMatchObject({ direction: 'max' });
    const objective = 'f1_macro';
    expect(defineEstimatorTuning({ ...base, objective, metrics: ['f1_macro'] }).objective).toEqual({
      name: objective,
      direction: 'max',
    });
  });

  it('keeps the settings of the study', () => {
    const { evaluate, ...settings } = defineEstimatorTuning({ ...base, name: 'wines', oracle: 'grid', seed: 7 });
    expect(settings).toMatchObject({ name: 'wines', oracle: 'grid', seed: 7 });
    expect(evaluate).toBeTypeOf('function');
  });

  it('records the means of score and all metrics, and how score varies', async () => {
    const tuning = defineEstimatorTuning({ ...base, cv: kFold(), metrics: ['balanced_accuracy', 'log_loss'] });
    const { status, reports } = await new BenchStudy(tuning).leg({});
    expect(status).toBe('completed');
    const [report] = reports;
    expect(Object.keys(report?.metrics ?? {}).sort()).toEqual(['balanced_accuracy', 'log_loss', 'score', 'score_std']);
    expect(report?.metrics.score).toBeGreaterThan(0.3);
    expect(report?.metrics.score_std).toBeGreaterThan(0);
  });

  it('loads its data once, and takes folds that come once for all trials', async () => {
    let loads = 0;
    function* folds() {
      const samples = [...wine().y.keys()];
      for (const odd of [0, 1]) {
        yield { train: samples.filter((each) => each % 2 === odd), test: samples.filter((each) => each % 2 !== odd) };
      }
    }
    const data = async () => {
      loads++;
      return wine();
    };
    const study = new BenchStudy(defineEstimatorTuning({ ...base, data, cv: folds() }));
    const first = await study.leg({ trial: 0 });
    const second = await study.leg({ trial: 1 });
    expect(loads).toBe(1);
    expect(second.reports).toEqual(first.reports);
  });

  it("gives the estimator the trial's own seed", async () => {
    const seeds: number[] = [];
    const build: EstimatorTuning['build'] = (_, { seed }) => {
      seeds.push(seed);
      return new RandomForestClassifier({ nEstimators: 1, seed });
    };
    const study = new BenchStudy(defineEstimatorTuning({ ...base, build, cv: kFold({ folds: 2 }) }));
    const [first, , again] = [
      await study.leg({ trial: 0 }),
      await study.leg({ trial: 1 }),
      await study.leg({ trial: 0 }),
    ];
    expect(again.reports).toEqual(first.reports);
    expect(new Set(seeds).size).toBe(2);
  });

  it.each<[string, object, string]>([
    ['no data', { data: undefined }, 'needs `build` and `data`'],
    ['nothing to build', { build: undefined }, 'needs `build` and `data`'],
    ['an objective that is not measured', { objective: 'f1_macro' }, 'Measured are score'],
    ['an unknown metric', { metrics: ['f2'] }, "There is no metric 'f2'"],
    ['an unknown scoring', { scoring: 'f2' }, "There is no metric 'f2'"],
    ['a metric twice', { metrics: ['f1', 'f1'] }, "have the name 'f1'"],
    ['a metric called score', { metrics: [{ name: 'score' }] }, "have the name 'score'"],
    ['a setting that is misspelt', { cvv: 3 }, "has no setting 'cvv'"],
  ])('refuses %s', (_, change, message) => {
    expect(() => defineEstimatorTuning({ ...base, ...change } as EstimatorTuning)).toThrow(message);
  });
});
