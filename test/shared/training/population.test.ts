import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { spentBy } from '../../../shared/study/budget.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Objective } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import type { Leg, Trial } from '../../../shared/study/trial.js';
import type { Checkpoint } from '../../../shared/training/checkpoint.js';
import { decodeCheckpoint } from '../../../shared/training/checkpoint-file.js';
import { describeTuning } from '../../../shared/training/describe.js';
import { trainLeg } from '../../../shared/training/leg.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';
import { smallDigits } from './digits.js';

/** What a model was when a leg began to train it. */
interface Beginning {
  readonly weights: readonly number[][];
  readonly optimizer: readonly number[][];
  readonly rate: number;
}

const beginnings: Beginning[] = [];

/** A small network whose learning rate is tuned, and which writes down what it was before its first epoch in each leg. */
const tuning = defineTuning({
  objective: 'val_loss',
  build: (hp) => {
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [14, 14, 1] }),
        tf.layers.dense({ units: 8, activation: 'relu' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    });
    const rate = hp.float('rate', { min: 1e-5, max: 1, sampling: 'log' });
    model.compile({ optimizer: tf.train.adam(rate), loss: 'categoricalCrossentropy' });
    const train = model.fit.bind(model);
    model.fit = async (...of) => {
      const optimizer = (await model.optimizer.getWeights()).map(({ tensor }) => tensor);
      const { learningRate } = model.optimizer as unknown as { learningRate: number };
      beginnings.push({ weights: numbers(model.getWeights()), optimizer: numbers(optimizer), rate: learningRate });
      optimizer[0]?.dispose();
      return train(...of);
    };
    return model;
  },
  data: smallDigits,
  fit: { batchSize: 40, validationSplit: 0.2 },
});

const numbers = (tensors: readonly tf.Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);

describe('a population of models', () => {
  const store = new MemoryStore();
  let study: Study;
  let children: Trial[];

  beforeAll(async () => {
    study = await runStudy(store);
    children = study.trials.filter(({ parent }) => parent !== undefined);
  });

  it('trains to the end, in as many epochs as its members have', () => {
    const replaced = new Set(study.trials.map(({ replaces }) => replaces));
    const members = study.trials.filter(({ number }) => !replaced.has(number));
    expect(members.map(({ status, epochs }) => [status, epochs])).toEqual(Array(4).fill(['completed', 4]));
    expect(children.length).toBeGreaterThan(0);
    expect(children.every(({ replaces }) => replaces !== undefined)).toBe(true);
    expect(spentBy(study, 0).epochs).toBe(16);
    expect(study.trials.flatMap(({ reports }) => reports)).toHaveLength(16);
  });

  it("goes on in each child with its parent's weights and optimizer, and the child's own learning rate", async () => {
    for (const child of children) {
      const { leg, checkpoint, fromEpoch, values } = (child.legs[0] as Leg).assigned;
      const beginning = beginnings[leg] as Beginning;
      const saved = await checkpointOf(store, checkpoint);
      const parent = study.trial(child.parent as number) as Trial;

      expect(parent.legs.map(({ result }) => result?.checkpoint)).toContain(checkpoint);
      expect([fromEpoch, saved.epoch]).toEqual([child.begunFrom, child.begunFrom]);
      expect(beginning.weights.flat()).toEqual([...new Float32Array(saved.weights.data)]);
      const [steps, ...moments] = beginning.optimizer;
      expect(steps).toEqual([4 * child.begunFrom]);
      expect(moments.flat()).toEqual([...new Float32Array(momentsOf(saved))]);
      expect(beginning.rate).toBe(values.rate);
      expect(values.rate).not.toBe(parent.values.rate);
    }
  });

  it("keeps a child's own best epoch, not its parent's", async () => {
    for (const { best, score, checkpoint } of children) {
      const saved = await checkpointOf(store, checkpoint);
      expect(saved.best).toMatchObject({ epoch: best?.epoch, score });
    }
  });
});

/** What an optimizer has saved, but for the number of its steps: that comes first, in four bytes. */
function momentsOf({ optimizer }: Checkpoint): ArrayBuffer {
  return (optimizer as NonNullable<Checkpoint['optimizer']>).data.slice(4);
}

/** One slot trains all legs, by the functions' own code. The leg numbers are the order of the legs. */
async function runStudy(store: MemoryStore): Promise<Study> {
  const handle = oracleHandler(store) as (event: object) => Promise<Record<string, unknown>>;
  const options = { population: 4, interval: 1 };
  const request = { study: 's', start: { trialFunction: 't', oracle: 'pbt', seed: 1, epochs: 4, options }, slots: 1 };
  const described = { answer: await describeTuning(tuning, 'digits') };
  const started = '2026-11-24T00:00:00Z';
  const opened = await handle({ op: 'open', execution: 'e', started, state: { request, described } });
  beginnings.length = 0;
  for (let slot = { ...opened, slot: 0, turn: 0 } as Record<string, unknown>; ; ) {
    slot = await handle({ op: 'ask', slot });
    if (slot.next === 'done') break;
    const { created, leg } = slot as { created: number; leg: number };
    const limits = { deadline: Number.POSITIVE_INFINITY, isRepeated: false, progressInterval: 1000 };
    await trainLeg(store, tuning, { study: 's', created, leg, ...limits });
  }
  return (await StudyLog.open(store, 's')).study;
}

async function checkpointOf(store: MemoryStore, key = '') {
  return decodeCheckpoint(key, (await store.get(key)) as Uint8Array);
}

const optimizers: Record<string, (rate: number) => tf.Optimizer> = {
  sgd: (rate) => tf.train.sgd(rate),
  momentum: (rate) => tf.train.momentum(rate, 0.9),
  rmsprop: (rate) => tf.train.rmsprop(rate),
  adagrad: (rate) => tf.train.adagrad(rate),
  adadelta: (rate) => tf.train.adadelta(rate),
  adam: (rate) => tf.train.adam(rate),
};

/** One layer on all digits at once, in their order: nothing is drawn but the first weights. */
function oneLayer(optimizer: (rate: number) => tf.Optimizer, objective: string | Objective = 'loss'): BenchStudy {
  const tuning = defineTuning({
    objective,
    build: (hp) => {
      const model = tf.sequential({
        layers: [tf.layers.flatten({ inputShape: [14, 14, 1] }), tf.layers.dense({ units: 10 })],
      });
      const rate = hp.float('rate', { min: 0, max: 1 });
      model.compile({ optimizer: optimizer(rate), loss: tf.losses.softmaxCrossEntropy });
      return model;
    },
    data: smallDigits,
    fit: { batchSize: 200, shuffle: false },
  });
  return new BenchStudy(tuning);
}

describe('a checkpoint that another trial goes on from', () => {
  const child = { trial: 1, parent: 0, fromEpoch: 2, toEpoch: 3 };

  it.each(Object.entries(optimizers))("is trained with that one's learning rate, with %s", async (_, optimizer) => {
    const study = oneLayer(optimizer);
    const weightsOf = async (key: string | undefined) =>
      new Float32Array((await checkpointOf(study.store, key)).weights.data);
    const { checkpoint } = await study.leg({ toEpoch: 2, values: { rate: 0.01 } });
    const from = await weightsOf(checkpoint);
    const step = async (rate: number) => {
      const to = await weightsOf((await study.leg({ ...child, checkpoint, values: { rate } })).checkpoint);
      return to.map((weight, index) => weight - (from[index] as number));
    };

    const [same, threefold] = [await step(0.01), await step(0.03)];

    expect(Math.max(...same.map(Math.abs))).toBeGreaterThan(1e-4);
    for (const [index, moved] of same.entries()) expect(threefold[index]).toBeCloseTo(3 * moved, 6);
  });

  it('has no best epoch but its own, though none of them is as good', async () => {
    const study = oneLayer(tf.train.sgd, { name: 'loss', direction: 'max' });
    const values = { rate: 0.01 };
    const parent = await study.leg({ toEpoch: 2, values });
    const first = await study.leg({ ...child, checkpoint: parent.checkpoint, values });
    const [before, own] = [parent, first].map(({ reports }) => reports[0]?.metrics.loss as number) as [number, number];
    expect(own).toBeLessThan(before);
    expect((await checkpointOf(study.store, first.checkpoint)).best).toEqual({ epoch: 3, score: own });
    const then = { trial: 1, fromEpoch: 3, toEpoch: 4, checkpoint: first.checkpoint, values };
    const second = await checkpointOf(study.store, (await study.leg(then)).checkpoint);
    expect(second.best).toMatchObject({ epoch: 3, score: own });
  });
});
