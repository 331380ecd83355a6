import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { defineTuning, type TuningSettings } from '../../../shared/training/tuning.js';
import { play, pointsOf } from './play.js';

const units = (...values: number[]) => ({ name: 'units', kind: 'choice' as const, values });
const spaceOf = (...parameters: ReturnType<typeof units>[]) => ({ parameters });

/** A model whose author declares 8 sizes, a bias and, where there is one, how it begins. */
const model = (given: Partial<TuningSettings>) =>
  defineTuning({
    objective: 'loss',
    build: (hp) => {
      const size = hp.int('units', { min: 1, max: 8 });
      const useBias = hp.boolean('bias', { default: true });
      hp.conditionalScope('bias', [true], () => hp.choice('start', ['zeros', 'ones']));
      const net = tf.sequential({ layers: [tf.layers.dense({ units: size, useBias, inputShape: [1] })] });
      net.add(tf.layers.dense({ units: 1 }));
      net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return net;
    },
    data: () => ({ x: tf.ones([8, 1]), y: tf.ones([8, 1]) }),
    ...given,
  });

const evaluation = (given: Partial<TuningSettings>) =>
  defineTuning({
    objective: 'loss',
    evaluate: (hp) => hp.int('units', { min: 1, max: 8 }) + Number(hp.boolean('bias', { default: true })),
    ...given,
  });

const grid = { oracle: 'grid', budget: { trials: 100 } };

describe('a tuning that gives a part of the space of its model', () => {
  it('searches the given ranges, and all else that the model declares', async () => {
    const study = await play(model({ space: spaceOf(units(2, 4)) }), grid);

    expect(pointsOf(study)).toEqual([
      { units: 2, bias: true, start: 'zeros' },
      { units: 2, bias: true, start: 'ones' },
      { units: 2, bias: false },
      { units: 4, bias: true, start: 'zeros' },
      { units: 4, bias: true, start: 'ones' },
      { units: 4, bias: false },
    ]);
    expect(study.trials.every(({ status }) => status === 'completed')).toBe(true);
  });

  it('without tuning new entries searches the given ones alone: the others are fixed at their defaults', async () => {
    const study = await play(model({ space: spaceOf(units(2, 4)), tuneNewEntries: false }), grid);

    expect(pointsOf(study)).toEqual([
      { units: 2, bias: true, start: 'zeros' },
      { units: 4, bias: true, start: 'zeros' },
    ]);
    expect(study.trials.every(({ status }) => status === 'completed')).toBe(true);
    expect(study.space.parameters.map(({ kind }) => kind)).toEqual(['choice', 'fixed', 'fixed']);
  });

  it('without allowing new entries is refused before any trial, by the name of the first', async () => {
    const tuning = model({ space: spaceOf(units(2, 4)), allowNewEntries: false });

    await expect(play(tuning, grid)).rejects.toThrow(
      expect.objectContaining({
        code: 'UnknownHyperparameter',
        message: expect.stringMatching(/asks for bias, which the tuning's `space` does not have/),
      }),
    );
  });

  it('wider than what the model can take is refused before any trial', async () => {
    await expect(play(model({ space: spaceOf(units(4, 16)) }), grid)).rejects.toThrow(
      expect.objectContaining({ code: 'HyperparameterChanged' }),
    );
  });
});

describe('a tuning that gives a part of the space of its evaluation', () => {
  it('searches the given ranges, and from the first trial on all else', async () => {
    const study = await play(evaluation({ space: (hp: HyperParameters) => hp.choice('units', [2, 4]) }), grid);

    expect(pointsOf(study)).toEqual([
      { units: 2, bias: true },
      { units: 2, bias: false },
      { units: 4, bias: true },
      { units: 4, bias: false },
    ]);
  });

  it('without tuning new entries records what trials ask for beside as fixed at its default', async () => {
    const study = await play(evaluation({ space: spaceOf(units(2, 4)), tuneNewEntries: false }), grid);

    expect(pointsOf(study)).toEqual([
      { units: 2, bias: true },
      { units: 4, bias: true },
    ]);
    expect(study.space.parameters[1]).toEqual({ name: 'bias', kind: 'fixed', value: true });
  });

  it('without allowing new entries fails each trial that asks for one, by its name', async () => {
    const study = await play(evaluation({ space: spaceOf(units(2, 4)), allowNewEntries: false }), grid);

    expect(study.trials.map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(study.trials[0]?.failure).toMatchObject({
      code: 'UnknownHyperparameter',
      message: expect.stringMatching(/asks for bias/),
    });
  });

  it('wider than what the evaluation can take fails its trials, and says so', async () => {
    const study = await play(evaluation({ space: spaceOf(units(4, 16)) }), grid);

    expect(study.trials.map(({ failure }) => failure?.code)).toEqual([
      'HyperparameterChanged',
      'HyperparameterChanged',
    ]);
  });
});

describe('settings about new entries', () => {
  it.each([{ allowNewEntries: false }, { tuneNewEntries: false }])('need a space: %j', (setting) => {
    expect(() => evaluation(setting)).toThrow(/needs `space`, which tells what is not new/);
  });
});
