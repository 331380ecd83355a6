import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { describeTuning } from '../../../shared/training/describe.js';
import { defineTuning, type Tuning } from '../../../shared/training/tuning.js';
import { digitsTuning } from './digits.js';

const names = async (tuning: Tuning) => (await describeTuning(tuning, 't')).space.parameters.map(({ name }) => name);

describe('describing a tuning', () => {
  it('learns the space of a model from building it, conditional layers too, and leaves nothing behind', async () => {
    const tuning = defineTuning({
      ...digitsTuning('adam'),
      build: (hp) => {
        const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [14, 14, 1] })] });
        hp.choice('depth', ['shallow', 'deep']);
        hp.conditionalScope('depth', ['deep'], () => {
          model.add(tf.layers.dense({ units: hp.int('hidden', { min: 2, max: 4 }) }));
        });
        model.add(tf.layers.dense({ units: 10 }));
        model.compile({
          optimizer: tf.train.adam(hp.float('rate', { min: 1e-3, max: 1e-2 })),
          loss: 'meanSquaredError',
        });
        return model;
      },
      fit: (hp) => ({ batchSize: hp.choice('batch', [16, 32]) }),
    });
    await names(tuning);
    const before = tf.memory().numTensors;
    expect(await names(tuning)).toEqual(['depth', 'hidden', 'rate', 'batch']);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses an objective that the model does not measure, before any training', async () => {
    const tuning = { ...digitsTuning('adam'), objective: 'val_accuracy' };
    await expect(describeTuning(tuning, 't')).rejects.toThrow(
      "The model has no metric 'val_accuracy'. It has loss, val_loss, acc, val_acc",
    );
  });

  it.each([
    ['something that is no model', () => ({}), 'must return a model'],
    [
      'a model that is not compiled',
      () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }),
      'must compile',
    ],
  ])('refuses %s', async (_, build, message) => {
    const tuning = { ...digitsTuning('adam'), build: build as never };
    await expect(describeTuning(tuning, 't')).rejects.toThrow(message);
  });

  it('leaves the space of an evaluation to its first trial, without running beyond its first declaration', async () => {
    let ran = 0;
    const tuning = defineTuning({
      objective: 'loss',
      evaluate: (hp) => {
        hp.nameScope('a', () => hp.float('x', { min: 0, max: 1 }));
        return ++ran;
      },
    });
    expect(await names(tuning)).toEqual([]);
    expect(ran).toBe(0);
  });

  it('takes a declared space, as a function or as JSON, without running the evaluation', async () => {
    const evaluate = () => {
      throw new Error('must not run');
    };
    const space = { parameters: [{ name: 'x', kind: 'float' as const, min: 0, max: 1 }] };
    expect(await names(defineTuning({ objective: 'loss', space, evaluate }))).toEqual(['x']);
    expect(await names(defineTuning({ objective: 'loss', space: (hp) => hp.boolean('b'), evaluate }))).toEqual(['b']);
  });

  it('hands on the settings for studies', async () => {
    const tuning = defineTuning({
      objective: 'auc',
      space: (hp) => hp.boolean('b'),
      evaluate: () => 1,
      epochs: 7,
      budget: { trials: 3 },
      enqueue: [{ b: true }],
    });
    expect(await describeTuning(tuning, 'name')).toMatchObject({
      tuning: 'name',
      objective: { name: 'auc', direction: 'max' },
      epochs: 7,
      budget: { trials: 3 },
      enqueue: [{ b: true }],
    });
  });
});

describe('defining a tuning', () => {
  const evaluate = () => 1;
  it.each([
    [{ evaluate }, 'names no objective'],
    [{ objective: 'loss' }, 'exactly one of `build`, `hypermodel` and `evaluate`'],
    [{ objective: 'loss', evaluate, build: () => tf.sequential() }, 'exactly one of'],
    [{ objective: 'loss', build: () => tf.sequential() }, 'needs `data`'],
    [{ objective: 'loss', evaluate, data: () => ({}) }, 'no `data`'],
    [{ objective: 'loss', evaluate, trails: 3 }, "has no setting 'trails'"],
  ])('refuses %o', (tuning, message) => {
    expect(() => defineTuning(tuning as never)).toThrow(message);
  });
});
