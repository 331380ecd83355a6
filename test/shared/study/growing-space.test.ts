import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { pointKey } from '../../../shared/space/space.js';
import { defineTuning, type FitOptions } from '../../../shared/training/tuning.js';
import { play, pointsOf } from './play.js';

/** An evaluation, whose space is learned from its trials. */
const evaluation = (declare: (hp: HyperParameters) => unknown) =>
  defineTuning({
    objective: 'loss',
    evaluate: (hp) => {
      declare(hp);
      return Object.keys(hp.values).length;
    },
  });

/** A model of one weight, on eight samples. */
const model = (fit: (hp: HyperParameters) => FitOptions, declare: (hp: HyperParameters) => unknown = () => undefined) =>
  defineTuning({
    objective: 'loss',
    build: (hp) => {
      declare(hp);
      const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return net;
    },
    data: () => ({ x: tf.ones([8, 1]), y: tf.ones([8, 1]) }),
    fit,
  });

const different = (points: readonly object[]) => new Set(points.map((point) => pointKey(point as never))).size;
const everyPoint = 'every point of the search space is tried';

describe('a space that trials declare', () => {
  it.each(['random', 'bayesian', 'grid', 'tpe'])(
    'of two booleans has 4 trials, whatever the budget: %s',
    async (oracle) => {
      const study = await play(
        evaluation((hp) => [hp.boolean('a'), hp.boolean('b')]),
        { oracle, budget: { trials: 15 }, slots: 2 },
      );

      expect([study.trials.length, different(pointsOf(study))]).toEqual([4, 4]);
      expect(study.lastRun?.end).toMatchObject({ status: 'completed', reason: everyPoint });
    },
  );

  it('grows by what later trials ask for, behind what there is', async () => {
    const study = await play(
      evaluation((hp) => {
        const layers = hp.int('layers', { min: 1, max: 2 });
        for (let layer = 0; layer < layers; layer++) hp.int(`units_${layer}`, { min: 1, max: 9 });
      }),
      { oracle: 'random', budget: { trials: 8 } },
    );

    expect(study.space.parameters.map(({ name }) => name)).toEqual(['layers', 'units_0', 'units_1']);
    expect(pointsOf(study)[0]).toEqual({ layers: 1, units_0: 1 });
  });

  it('in the branches of two scopes is gone through whole by a grid: 6 + 6 points, each once', async () => {
    const study = await play(
      evaluation((hp) => {
        hp.choice('kind', ['a', 'b']);
        hp.conditionalScope('kind', ['a'], () => [hp.int('x', { min: 1, max: 3 }), hp.boolean('y')]);
        hp.conditionalScope('kind', ['b'], () => hp.int('z', { min: 1, max: 6 }));
      }),
      { oracle: 'grid', budget: { trials: 100 } },
    );

    expect([study.trials.length, different(pointsOf(study))]).toEqual([12, 12]);
    expect(study.lastRun?.end?.reason).toBe(everyPoint);
  });

  it('cannot be learned where the first trial crashes before: the study fails, and says so', async () => {
    const tuning = defineTuning({
      objective: 'loss',
      evaluate: (hp, { study: name }) => {
        if (name === 's') throw new Error('the disk is full');
        return Number(hp.boolean('a'));
      },
    });
    const study = await play(tuning, { oracle: 'random', budget: { trials: 5 } });

    expect(study.trials.map(({ status }) => status)).toEqual(['failed']);
    expect(study.lastRun?.end).toMatchObject({ status: 'failed' });
    expect(study.lastRun?.end?.reason).toMatch(/was to declare the search space, failed with Error: the disk is full/);
  });
});

describe('the space of a model', () => {
  it('has what its fit alone declares: 3 batch sizes, 3 trials', async () => {
    const study = await play(
      model((hp) => ({ batchSize: hp.choice('batch', [2, 4, 8]) })),
      { oracle: 'grid', budget: { trials: 10 } },
    );

    expect(pointsOf(study)).toEqual([{ batch: 2 }, { batch: 4 }, { batch: 8 }]);
    expect(study.trials.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
  });

  it('has scopes of its build and of its fit: (1 + 3) x (1 + 3) points, each once', async () => {
    const scope = (hp: HyperParameters, name: string) => {
      hp.boolean(name);
      return hp.conditionalScope(name, [true], () => hp.choice(`${name}_size`, [2, 4, 8]));
    };
    const study = await play(
      model(
        (hp) => ({ batchSize: scope(hp, 'batched') ?? 8 }),
        (hp) => scope(hp, 'wide'),
      ),
      { oracle: 'grid', budget: { trials: 100 } },
    );

    expect([study.trials.length, different(pointsOf(study))]).toEqual([16, 16]);
  });
});
