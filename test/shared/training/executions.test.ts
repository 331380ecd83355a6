import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../shared/training/checkpoint-file.js';
import { defineTuning, type EvaluationContext, type ModelTuning } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';
import { digitsTuning } from './digits.js';

const twice = { executionsPerTrial: 2 };
const model = digitsTuning('adam') as ModelTuning;

/** The tuning, with the models that it builds kept. */
function spied(): { tuning: ModelTuning; models: tf.LayersModel[] } {
  const models: tf.LayersModel[] = [];
  const build = async (hp: never) => {
    const built = await (model.build as NonNullable<ModelTuning['build']>)(hp);
    models.push(built);
    return built;
  };
  return { tuning: defineTuning({ ...model, build }), models };
}

describe('a trial of several executions', () => {
  it('reports after each epoch the mean of models that were begun otherwise, the first as it would be alone', async () => {
    const alone = await new BenchStudy(model).leg({ toEpoch: 2 });
    const { tuning, models } = spied();
    const seen: number[][] = [[], []];
    const callbacks = () => {
      const own = seen[models.length - 1] as number[];
      return [{ onEpochEnd: (_: number, logs?: tf.Logs) => void own.push(logs?.val_loss as number) }];
    };
    const both = await new BenchStudy({ ...tuning, callbacks }, twice).leg({ toEpoch: 2 });
    const lossesOf = (result: typeof alone) => result.reports.map(({ metrics }) => metrics.val_loss);
    expect(models).toHaveLength(2);
    expect(seen[0]).toEqual(lossesOf(alone));
    expect(seen[1]).not.toEqual(seen[0]);
    const means = [0, 1].map((epoch) => ((seen[0]?.[epoch] as number) + (seen[1]?.[epoch] as number)) / 2);
    expect(lossesOf(both)).toEqual(means);
  });

  it('trains 1 + 1 epochs to the same bits as 2, each execution from its own checkpoint', async () => {
    const whole = new BenchStudy(model, twice);
    const split = new BenchStudy(model, twice);
    const two = await whole.leg({ toEpoch: 2 });
    const first = await split.leg({ toEpoch: 1 });
    const second = await split.leg({ fromEpoch: 1, toEpoch: 2, checkpoint: first.checkpoint });
    expect([...first.reports, ...second.reports]).toEqual(two.reports);
    const read = async ({ store }: BenchStudy, key = '') => decodeCheckpoint(key, (await store.get(key)) as Uint8Array);
    const [a, b] = [await read(whole, two.checkpoint), await read(split, second.checkpoint)];
    expect(a.others).toHaveLength(1);
    const bytes = (data: ArrayBuffer | undefined) => Buffer.from(data as ArrayBuffer);
    expect(bytes(b.others?.[0]?.weights.data)).toEqual(bytes(a.others?.[0]?.weights.data));
    expect(bytes(b.weights.data)).not.toEqual(bytes(b.others?.[0]?.weights.data));
  });

  it('evaluates as often, each time with a seed of its own, and averages what is reported and returned', async () => {
    const contexts: EvaluationContext[] = [];
    const tuning = defineTuning({
      objective: { name: 'score', direction: 'max' },
      evaluate: async (_, context) => {
        contexts.push(context);
        await context.report({ score: context.execution });
        return { score: 10 + context.execution, other: 1 };
      },
    });
    const { reports } = await new BenchStudy(tuning, { executionsPerTrial: 3 }).leg({ toEpoch: 2 });
    expect(reports).toEqual([
      { epoch: 1, metrics: { score: 1 } },
      { epoch: 2, metrics: { score: 11, other: 1 } },
    ]);
    expect(contexts.map(({ execution }) => execution)).toEqual([0, 1, 2]);
    expect(new Set(contexts.map(({ seed }) => seed)).size).toBe(3);
  });
});

describe('callbacks of a model', () => {
  it('are made afresh for each execution and see one training, epoch by epoch', async () => {
    const calls: string[][] = [];
    const callbacks = () => {
      const own: string[] = [];
      calls.push(own);
      return [
        {
          onTrainBegin: () => void own.push('begin'),
          onEpochBegin: (epoch: number) => void own.push(`epoch ${epoch}`),
          onTrainEnd: () => void own.push('end'),
        },
      ];
    };
    await new BenchStudy({ ...model, callbacks }, twice).leg({ toEpoch: 2 });
    expect(calls).toEqual(Array(2).fill(['begin', 'epoch 0', 'epoch 1', 'end']));
  });

  it('may end the training, as TensorFlow.js has it: the trial counts as stopped', async () => {
    const { callbacks } = await import('@tensorflow/tfjs');
    const impatient = () => [callbacks.earlyStopping({ monitor: 'val_loss', minDelta: 1e9, patience: 1 })];
    const result = await new BenchStudy({ ...model, callbacks: impatient }).leg({ toEpoch: 4 });
    expect(result.status).toBe('stopped');
    expect(result.reports).toHaveLength(2);
  });
});

describe('a model that is too large', () => {
  it('fails its trial, which says how large it is', async () => {
    const { failure } = await new BenchStudy({ ...model, maxModelSize: 100 }).leg({ toEpoch: 1 });
    expect(failure?.code).toBe('ModelTooLarge');
    expect(failure?.message).toMatch(/The model has \d+ weights: `maxModelSize` allows 100/);
  });
});
