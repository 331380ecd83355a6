import type * as tf from '@tensorflow/tfjs';
import { HyperModel, type HyperParameters } from 'stepladder';
import { BayesianOptimization, GridSearch, Hyperband, RandomSearch, type TrialDocument, Tuner } from 'stepladder/tuner';
import { describe, expect, it } from 'vitest';
import { build, data, fit, options, recorded, store } from './squares.js';

describe('a tuner', () => {
  it('searches with a function that builds models; its best model has the score it was chosen for', async () => {
    const tuner = new RandomSearch({ ...options('function'), epochs: 2 });
    await tuner.search(data, fit);
    const [best] = await tuner.getBestModels();
    const [hp] = await tuner.getBestHyperparameters();
    expect(await tuner.remainingTrials()).toBe(0);
    const model = best as tf.LayersModel;
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const loss = (model.evaluate(data.x.slice(48), data.y.slice(48)) as tf.Scalar).dataSync()[0];
    const trials = await tuner.trials();
    expect(loss).toBeCloseTo(Math.min(...trials.map(({ score }) => score as number)), 6);
    expect(build(hp as HyperParameters).countParams()).toBe(model.countParams());
  });

  it('takes a hypermodel', async () => {
    class Model extends HyperModel {
      build(hp: HyperParameters) {
        return build(hp);
      }
    }
    const tuner = new RandomSearch({ ...options('class'), hypermodel: new Model() });
    await tuner.search(data, fit);
    expect(await tuner.trials()).toHaveLength(3);
  });

  it.each([
    ['grid', GridSearch],
    ['random', RandomSearch],
    ['bayesian', BayesianOptimization],
  ] as const)('tries every point of a small space once, by %s', async (oracle, Class) => {
    const tuner = new Class({ ...options(oracle), budget: { trials: 20 } });
    await tuner.search(data, fit);
    expect((await recorded(oracle)).definition.oracle).toBe(oracle);
    expect((await tuner.trials()).map(({ hyperparameters }) => hyperparameters.units).sort()).toEqual([16, 4, 8]);
  });

  it('spends epochs by Hyperband, and tells each end of a trial that goes on', async () => {
    const ends: number[] = [];
    class Watched extends Hyperband {
      override onTrialEnd({ number }: TrialDocument): void {
        ends.push(number);
      }
    }
    const { budget: _, ...rest } = options('hyperband');
    const tuner = new Watched({ ...rest, epochs: 4, options: { factor: 2 } });
    await tuner.search(data, fit);
    const trials = await tuner.trials();
    expect(trials.filter(({ epochs }) => epochs === 4).length).toBeGreaterThan(0);
    expect(ends).toHaveLength(trials.reduce((sum, { legs }) => sum + legs, 0));
  });

  it('goes on with its study under a larger budget; overwrite begins again', async () => {
    await new RandomSearch(options('again')).search(data, fit);
    const more = new RandomSearch({ ...options('again'), budget: { trials: 3 }, hypermodel: build });
    expect(await more.remainingTrials()).toBe(0);
    const larger = new Tuner({ ...options('again'), budget: { trials: 4 } });
    expect(await larger.remainingTrials()).toBe(1);
    await expect(larger.search(data, fit)).resolves.toBeUndefined();
    const { created } = (await recorded('again')).definition;
    const afresh = new RandomSearch({ ...options('again'), overwrite: true });
    await afresh.search(data, fit);
    expect((await recorded('again')).definition.created).toBeGreaterThan(created);
  });

  it("runs trials in a way of one's own, whose hyperparameters it learns from the first", async () => {
    class Own extends Tuner {
      override runTrial(hp: HyperParameters) {
        const a = hp.float('a', { min: -1, max: 1 });
        return [{ loss: a ** 2 }, { loss: a ** 2 + 2 }];
      }
    }
    const tuner = new Own({
      objective: 'loss',
      oracle: 'bayesian',
      study: 'own',
      store,
      budget: { trials: 6 },
      seed: 1,
    });
    await tuner.search();
    const trials = await tuner.trials();
    expect(trials).toHaveLength(6);
    for (const { score, hyperparameters } of trials) {
      expect(score).toBeCloseTo((hyperparameters.a as number) ** 2 + 1, 12);
    }
  });

  it('has several executions, callbacks for each, and a limit on the size of models', async () => {
    let made = 0;
    const callbacks = () => {
      made++;
      return [];
    };
    const tuner = new GridSearch({ ...options('limits'), executionsPerTrial: 2, maxModelSize: 30, callbacks });
    await tuner.search(data, fit);
    const trials = await tuner.trials();
    expect(trials.map(({ status, failure }) => failure?.code ?? status)).toEqual([
      'completed',
      'completed',
      'ModelTooLarge',
    ]);
    // Once to learn the search space, and twice for each of two models.
    expect(made).toBe(1 + 2 * 2);
  });

  it('summarises its results and its search space', async () => {
    const tuner = new GridSearch(options('summary'));
    await tuner.search(data, fit);
    const results = (await tuner.resultsSummary(2)).split('\n');
    expect(results).toHaveLength(4);
    expect(results[0]).toBe('Study summary: 3 trials, the best 2');
    expect(results[1]).toMatch(/^rank +trial +val_loss +loss +units$/);
    expect(await tuner.searchSpaceSummary()).toMatch(
      /^1 hyperparameters\nname +kind +values +when\nunits +choice +4, 8, 16$/,
    );
  });
});
