import { describe, expect, it } from 'vitest';
import { defineTuning } from '../../../shared/training/tuning.js';
import { BenchStudy } from './bench-study.js';
import { digitsTuning } from './digits.js';

const reported = (scores: readonly number[], returned?: (stopped: boolean) => number | undefined) =>
  defineTuning({
    objective: { name: 'score', direction: 'min' },
    evaluate: async (_, { report }) => {
      for (const score of scores) if (!(await report({ score }))) return returned?.(true) as number;
      return returned?.(false) as number;
    },
  });

describe('a leg that may stop between epochs', () => {
  it('is told so by what `report` returns, and ends as stopped with the epochs that it has', async () => {
    const study = new BenchStudy(reported([3, 2, 2.5, 1]), { earlyStopping: { patience: 1 } });
    const result = await study.leg({ toEpoch: 4 });
    expect(result.status).toBe('stopped');
    expect(result.reports.map(({ epoch, metrics }) => [epoch, metrics.score])).toEqual([
      [1, 3],
      [2, 2],
      [3, 2.5],
    ]);
  });

  it('takes what an evaluation that was told to stop returns for its last epoch', async () => {
    const study = new BenchStudy(
      reported([3, 3], () => 7),
      { earlyStopping: { patience: 1 } },
    );
    const { status, reports } = await study.leg({ toEpoch: 4 });
    expect({ status, last: reports.at(-1) }).toEqual({ status: 'stopped', last: { epoch: 2, metrics: { score: 7 } } });
  });

  it('trains on while it gets better, and where nobody asked for early stopping', async () => {
    const better = new BenchStudy(reported([4, 3, 2, 1]), { earlyStopping: { patience: 1 } });
    expect((await better.leg({ toEpoch: 4 })).status).toBe('completed');
    const constant = new BenchStudy(reported([4, 4, 4, 4]));
    expect((await constant.leg({ toEpoch: 4 })).status).toBe('completed');
  });

  it('knows the epochs of its trial’s earlier legs', async () => {
    const study = new BenchStudy(reported([3]), { earlyStopping: { patience: 2 } });
    await study.leg({ toEpoch: 1 });
    await study.leg({ fromEpoch: 1, toEpoch: 2, earlier: 1 });
    const last = await study.leg({ fromEpoch: 2, toEpoch: 4, earlier: 2 });
    expect(last.status).toBe('stopped');
  });

  it('is judged by what other trials had after as many epochs', async () => {
    const scores = [1, 2, 3, 4, 5, 9];
    let trial = 0;
    const tuning = defineTuning({
      objective: { name: 'score', direction: 'min' },
      evaluate: async (_, { report }) => {
        const score = scores[trial++] as number;
        for (let epoch = 0; epoch < 4; epoch++) if (!(await report({ score }))) return score;
        return score;
      },
    });
    const study = new BenchStudy(tuning, { earlyStopping: { median: true } });
    const ends = [];
    for (let number = 0; number < scores.length; number++) ends.push(await study.leg({ trial: number, toEpoch: 4 }));
    expect(ends.map(({ status }) => status)).toEqual([...Array(5).fill('completed'), 'stopped']);
    expect(ends.at(-1)?.reports).toHaveLength(1);
  });

  it('stops a model after the epoch that was one too many, and keeps its checkpoint', async () => {
    const study = new BenchStudy(digitsTuning('adam'), { earlyStopping: { patience: 1, minDelta: 1000 } });
    const result = await study.leg({ toEpoch: 4 });
    expect(result).toMatchObject({ status: 'stopped', checkpoint: expect.any(String) });
    expect(result.reports.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });
});
