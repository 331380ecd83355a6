import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { describeTuning } from '../../../shared/training/describe.js';
import { type FitContext, HyperModel } from '../../../shared/training/hypermodel.js';
import type { Returned } from '../../../shared/training/returned-metrics.js';
import { defineTuning, type ModelTuning, type TrainingData } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';
import { digitsTuning } from './digits.js';

const { objective, data, build } = digitsTuning('adam') as ModelTuning;

type Fit = (model: tf.LayersModel, data: TrainingData, context: FitContext) => Returned | Promise<Returned>;

/** The digits' model, trained as a test says. */
function studyOf(train: Fit, settings = {}): BenchStudy {
  class Own extends HyperModel {
    build(hp: never) {
      return (build as NonNullable<typeof build>)(hp);
    }
    override fit(_: unknown, model: tf.LayersModel, data: TrainingData, context: FitContext) {
      return train(model, data, context);
    }
  }
  return new BenchStudy(defineTuning({ objective, data, hypermodel: new Own() }), settings);
}

const fitModel: Fit = (model, { x, y }, { fromEpoch, toEpoch, callbacks }) =>
  model.fit(x, y, { initialEpoch: fromEpoch, epochs: toEpoch, callbacks, validationSplit: 0.2, verbose: 0 });

it('a hypermodel that is not tunable is built with its defaults, and searches nothing', async () => {
  let built = 0;
  class Fixed extends HyperModel {
    override readonly tunable = false;
    build(hp: HyperParameters) {
      built = hp.int('width', { min: 4, max: 32, default: 7 });
      return (build as NonNullable<typeof build>)(hp);
    }
  }
  const tuning = defineTuning({
    objective,
    data,
    hypermodel: new Fixed(),
    fit: (hp) => ({ batchSize: hp.choice('batchSize', [16, 32]) }),
  });
  const { space } = await describeTuning(tuning, 'fixed');
  expect(space.parameters.map(({ name }) => name)).toEqual(['batchSize']);
  expect(built).toBe(7);
});

describe("a hypermodel's own fit", () => {
  it('reports each epoch by the callbacks that it is given, and goes on from its checkpoint', async () => {
    const study = studyOf(fitModel);
    const first = await study.leg({ toEpoch: 2 });
    const second = await study.leg({ fromEpoch: 2, toEpoch: 4, checkpoint: first.checkpoint });
    expect(first).toMatchObject({ status: 'completed', backend: 'wasm' });
    expect(first.reports.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(second.reports.map(({ epoch }) => epoch)).toEqual([3, 4]);
    const lossOf = (result: typeof first) => result.reports.at(-1)?.metrics.val_loss as number;
    expect(lossOf(second)).toBeLessThan(lossOf(first));
  });

  it('may return the history alone', async () => {
    const withoutCallbacks: Fit = (model, data, context) => fitModel(model, data, { ...context, callbacks: [] });
    const result = await studyOf(withoutCallbacks).leg({ toEpoch: 2 });
    expect(result.reports.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(Object.keys(result.reports[0]?.metrics ?? {}).sort()).toEqual(['acc', 'loss', 'val_acc', 'val_loss']);
  });

  it('may train by itself, and pauses where its report is answered by false', async () => {
    const byHand: Fit = async (model, { x, y }, { fromEpoch, toEpoch, report }) => {
      for (let epoch = fromEpoch; epoch < toEpoch; epoch++) {
        const [loss] = (await model.trainOnBatch(x as tf.Tensor, y as tf.Tensor)) as number[];
        if (!(await report({ val_loss: loss as number }))) return;
      }
    };
    const study = studyOf(byHand);
    const first = await study.leg({ toEpoch: 3 }, Date.now());
    expect(first).toMatchObject({ status: 'paused', reports: [{ epoch: 1 }] });
    const second = await study.leg({ fromEpoch: 1, toEpoch: 3, checkpoint: first.checkpoint });
    const whole = await studyOf(byHand).leg({ toEpoch: 3 });
    expect([...first.reports, ...second.reports]).toEqual(whole.reports);
  });

  it('has executions of its own, whose mean counts', async () => {
    const losses: number[] = [];
    const kept: Fit = async (model, data, context) => {
      const history = (await fitModel(model, data, context)) as tf.History;
      losses.push(history.history.val_loss?.[0] as number);
      return history;
    };
    const { reports } = await studyOf(kept, { executionsPerTrial: 2 }).leg({ toEpoch: 1 });
    expect(losses[0]).not.toBe(losses[1]);
    expect(reports[0]?.metrics.val_loss).toBeCloseTo(((losses[0] as number) + (losses[1] as number)) / 2, 12);
  });

  it('that reports nothing and returns nothing fails', async () => {
    const { failure } = await studyOf(() => undefined).leg({ toEpoch: 1 });
    expect(failure).toMatchObject({
      code: 'MissingMetric',
      message: '`fit` returned nothing, and reported no metrics',
    });
  });

  it.each([
    [{ epochs: 2 }, { fromEpoch: 2, toEpoch: 4 }, 'a history with epoch 2, but the leg trains those after 2'],
    [{ epochs: 5 }, { fromEpoch: 0, toEpoch: 4 }, 'a history with epoch 5'],
  ])('that counts epochs of its own is refused, since its trial would never end: %j', async (own, leg, message) => {
    const study = studyOf((model, { x, y }) => model.fit(x, y, { ...own, validationSplit: 0.2, verbose: 0 }));
    const before = leg.fromEpoch > 0 ? await study.leg({ toEpoch: leg.fromEpoch }) : undefined;
    const { failure } = await study.leg({ ...leg, checkpoint: before?.checkpoint });
    expect(failure).toMatchObject({ code: 'InvalidTuning', message: expect.stringContaining(message) });
  });

  it('is given the options of the tuning', async () => {
    let given: unknown;
    class Own extends HyperModel {
      build(hp: never) {
        return (build as NonNullable<typeof build>)(hp);
      }
      override fit(_hp: unknown, _model: tf.LayersModel, _data: TrainingData, { options }: FitContext) {
        given = options;
        return { val_loss: 1 };
      }
    }
    await new BenchStudy(defineTuning({ objective, data, hypermodel: new Own(), fit: { batchSize: 7 } })).leg({});
    expect(given).toEqual({ batchSize: 7 });
  });

  it('is complete when it trains to the end though it was told to pause, and stopped when it ends before', async () => {
    const deaf: Fit = async (_model, _data, { fromEpoch, toEpoch, report }) => {
      for (let epoch = fromEpoch; epoch < toEpoch; epoch++) await report({ val_loss: 1 });
    };
    expect(await studyOf(deaf).leg({ toEpoch: 3 }, Date.now())).toMatchObject({ status: 'completed' });
    const early: Fit = async (_model, _data, { report }) => {
      await report({ val_loss: 1 });
    };
    expect(await studyOf(early).leg({ toEpoch: 3 })).toMatchObject({ status: 'stopped', reports: [{ epoch: 1 }] });
  });

  it('does not pause among several executions, which would be elsewhere', async () => {
    const byEpochs: Fit = async (_model, _data, { fromEpoch, toEpoch, report }) => {
      for (let epoch = fromEpoch; epoch < toEpoch; epoch++) if (!(await report({ val_loss: 1 }))) return;
    };
    const result = await studyOf(byEpochs, { executionsPerTrial: 2 }).leg({ toEpoch: 3 }, Date.now());
    expect(result).toMatchObject({ status: 'completed', reports: [{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }] });
  });
});
