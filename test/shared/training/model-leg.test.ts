import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Front } from '../../../shared/math/pareto.js';
import type { Result } from '../../../shared/study/records.js';
import { decodeCheckpoint } from '../../../shared/training/checkpoint-file.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';
import { digitsTuning, smallDigits } from './digits.js';

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.02, 0.9),
  rmsprop: () => tf.train.rmsprop(0.002),
  adagrad: () => tf.train.adagrad(0.05),
  adam: () => tf.train.adam(0.01),
};

async function checkpointOf({ store }: BenchStudy, { checkpoint = '' }: Result) {
  return decodeCheckpoint(checkpoint, (await store.get(checkpoint)) as Uint8Array);
}

describe('a leg of a model', () => {
  it.each(Object.entries(optimizers))('trains 2 + 2 epochs to the same bits as 4, with %s', async (_, optimizer) => {
    const whole = new BenchStudy(digitsTuning(optimizer));
    const split = new BenchStudy(digitsTuning(optimizer));

    const four = await whole.leg({ toEpoch: 4 });
    const first = await split.leg({ toEpoch: 2 });
    const second = await split.leg({ fromEpoch: 2, toEpoch: 4, checkpoint: first.checkpoint });

    expect([...first.reports, ...second.reports]).toEqual(four.reports);
    const [a, b] = [await checkpointOf(whole, four), await checkpointOf(split, second)];
    expect(Buffer.from(b.weights.data)).toEqual(Buffer.from(a.weights.data));
    expect(Buffer.from(b.optimizer?.data as ArrayBuffer)).toEqual(Buffer.from(a.optimizer?.data as ArrayBuffer));
    expect(b.best?.score).toBe(a.best?.score);
  });

  it('records the metrics of each epoch, the backend, and what it cost', async () => {
    const result = await new BenchStudy(digitsTuning('adam')).leg({ toEpoch: 3 });
    expect(result).toMatchObject({ status: 'completed', backend: 'wasm' });
    expect(result.reports.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(Object.keys(result.reports[0]?.metrics ?? {}).sort()).toEqual(['acc', 'loss', 'val_acc', 'val_loss']);
    expect(result.seconds).toBeGreaterThan(0);
    expect(result.memory).toBeGreaterThan(2 ** 20);
  });

  it('pauses when the next epoch would not end before the deadline, and goes on to the same end', async () => {
    const tuning = digitsTuning('adam');
    const whole = new BenchStudy(tuning);
    const paused = new BenchStudy(tuning);

    const expected = await whole.leg({ toEpoch: 3 });
    const first = await paused.leg({ toEpoch: 3 }, Date.now());
    const second = await paused.leg({ fromEpoch: 1, toEpoch: 3, checkpoint: first.checkpoint });

    expect(first.status).toBe('paused');
    expect(first.reports).toHaveLength(1);
    expect([...first.reports, ...second.reports]).toEqual(expected.reports);
  });

  it('pauses when the run is asked to stop', async () => {
    const study = new BenchStudy(digitsTuning('adam'));
    await study.leg({ toEpoch: 1 });
    await study.store.create('studies/s/runs/0001.stop.json', Buffer.from('{}'));
    const result = await study.leg({ toEpoch: 4 });
    expect(result.status).toBe('paused');
    expect(result.reports).toHaveLength(1);
  });

  it('keeps the weights of the best epoch', async () => {
    const study = new BenchStudy({ ...digitsTuning(() => tf.train.sgd(5)), objective: 'val_loss' });
    const result = await study.leg({ toEpoch: 4 });
    const losses = result.reports.map(({ metrics }) => metrics.val_loss as number);
    const { best } = await checkpointOf(study, result);
    expect(best?.score).toBe(Math.min(...losses));
    expect(best?.epoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  });

  it('keeps the weights of the epoch that joined the front last, also when it goes on from a checkpoint', async () => {
    const pareto = [
      { name: 'val_loss', direction: 'min' as const },
      { name: 'acc', direction: 'max' as const },
    ];
    const tuning = { ...digitsTuning(() => tf.train.sgd(5)), objective: { pareto } };
    const [whole, split] = [new BenchStudy(tuning), new BenchStudy(tuning)];
    const result = await whole.leg({ toEpoch: 6 });
    const first = await split.leg({ toEpoch: 3 });
    const second = await split.leg({ fromEpoch: 3, toEpoch: 6, checkpoint: first.checkpoint });
    const front = new Front();
    const joined = result.reports.filter(({ metrics }) =>
      front.add([metrics.val_loss as number, -(metrics.acc as number)]),
    );
    const [{ best }, other] = [await checkpointOf(whole, result), await checkpointOf(split, second)];
    expect(best).toMatchObject({ epoch: joined.at(-1)?.epoch, front: front.points });
    expect(best).not.toHaveProperty('score');
    expect(other.best).toEqual(best);
  });

  it('fails with the metric and its value when the objective is not a number', async () => {
    const tuning = defineTuning({
      ...digitsTuning('sgd'),
      objective: 'loss',
      build: (hp) => {
        const model = tf.sequential({
          layers: [tf.layers.flatten({ inputShape: [14, 14, 1] }), tf.layers.dense({ units: 10 })],
        });
        model.compile({ optimizer: tf.train.sgd(1e10 * hp.get<number>('units')), loss: 'meanSquaredError' });
        return model;
      },
    });
    const { status, failure } = await new BenchStudy(tuning).leg({ toEpoch: 4 });
    expect(status).toBe('failed');
    expect(failure?.code).toBe('NotFiniteMetric');
    expect(failure?.message).toMatch(/'loss' is (NaN|Infinity)/);
  });

  it('fails with the metrics there are when the objective is missing', async () => {
    const tuning = defineTuning({ ...digitsTuning('adam'), objective: 'val_f1' });
    const { failure } = await new BenchStudy(tuning).leg({});
    expect(failure).toMatchObject({ code: 'MissingMetric' });
    expect(failure?.message).toBe("The metric 'val_f1' is missing. Metrics there are: val_loss, val_acc, loss, acc");
  });

  it('fails, and says so, where an optimizer cannot be saved and the trial would have to go on', async () => {
    const study = new BenchStudy(digitsTuning(() => tf.train.adamax(0.01)));
    const first = await study.leg({ toEpoch: 1 });
    const second = await study.leg({ fromEpoch: 1, toEpoch: 2, checkpoint: first.checkpoint });
    expect(first.status).toBe('completed');
    expect(second.failure).toMatchObject({ code: 'InvalidModel' });
    expect(second.failure?.message).toContain('Adamax');
  });

  it('leaves no tensor behind but its data, and Math.random as it was', async () => {
    const { random } = Math;
    const study = new BenchStudy(digitsTuning('adam'));
    await study.leg({ toEpoch: 1 });
    const before = tf.memory().numTensors;
    for (let repeat = 0; repeat < 3; repeat++) await study.leg({ toEpoch: 2 });
    expect(tf.memory().numTensors).toBe(before);
    expect(Math.random).toBe(random);
  });

  it('loads data once a process, or for each leg if they depend on hyperparameters', async () => {
    let loads = 0;
    const counted = () => {
      loads++;
      return smallDigits();
    };
    const once = new BenchStudy(defineTuning({ ...digitsTuning('sgd'), data: counted }));
    await once.leg({});
    await once.leg({});
    expect(loads).toBe(1);
    const each = new BenchStudy(defineTuning({ ...digitsTuning('sgd'), data: (hp) => counted() ?? hp }));
    await each.leg({});
    await each.leg({});
    expect(loads).toBe(3);
  });
});
