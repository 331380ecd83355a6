import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { oracleNamed, oracleNames } from '../../../shared/oracles/oracles.js';
import type { Values } from '../../../shared/space/parameter.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { ask } from '../../../shared/study/ask.js';
import { close } from '../../../shared/study/close.js';
import { StudyLog } from '../../../shared/study/log.js';
import { open } from '../../../shared/study/open.js';
import { enqueue, waitingPoints } from '../../../shared/study/queue.js';
import { spaceOf } from '../space/spaces.js';
import { CountingStore } from './counting-store.js';
import { completed } from './records.js';

const space = spaceOf(
  { name: 'kernel', kind: 'choice', values: ['linear', 'rbf'] },
  { name: 'gamma', kind: 'float', min: 0.5, max: 2, when: [{ parameter: 'kernel', in: ['rbf'] }] },
  { name: 'C', kind: 'float', min: 0, max: 1 },
);
const objective = { name: 'score', direction: 'min' as const };

async function begin(oracle: string, trials: number, { slots = 1, enqueue = [] as Values[] } = {}) {
  const store = new MemoryStore();
  const start = { trialFunction: 't', oracle, seed: 1 };
  const description = { tuning: 't', objective, space, enqueue };
  await open(store, { study: 's', execution: 'e', start, budget: { trials }, slots, description }, () => 0);
  return { store, log: await StudyLog.open(store, 's') };
}

/** Goes on until nothing more is handed out. */
async function playOut(log: StudyLog, run: number, firstTurn = 0, slot = 0): Promise<void> {
  for (let turn = firstTurn; ; turn++) {
    const answer = await ask(log, { run, round: 1, slot, turn }, () => 0);
    if (answer.next !== 'train') return;
    await log.createResult(completed(answer.leg, randomFor(turn)()));
  }
}

const wholeTrainings = oracleNames.filter((name) => name === 'auto' || !oracleNamed(name).options);

describe('the queue of a study', () => {
  it.each(wholeTrainings)('comes before all that is suggested next, in its order: %s', async (oracle) => {
    const step = fc.oneof(
      fc.constant('ask' as const),
      fc.record({
        points: fc.array(fc.constantFrom(0.25, 0.5, 0.75), { minLength: 1, maxLength: 2 }),
        again: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { log } = await begin(oracle, 1000);
        const expected: { C: number; again: boolean }[] = [];
        const tried = new Set<unknown>();
        for (const [turn, each] of (['ask', ...steps] as const).entries()) {
          if (each !== 'ask') {
            const points = each.points.map((C) => ({ C }));
            const refused = await enqueue(log, { points, again: each.again }, 0).catch(({ code }) => code);
            if (refused === 'PointKnown') expect(each.again).toBe(false);
            else expected.push(...points.map(({ C }) => ({ C, again: each.again })));
            continue;
          }
          while (expected[0] && !expected[0].again && tried.has(expected[0].C)) expected.shift();
          const next = turn > 0 ? expected.shift() : undefined;
          const answer = await ask(log, { run: 1, round: 1, slot: 0, turn }, () => 0);
          if (answer.next !== 'train') throw new Error('nothing is to be waited for');
          const { values, enqueued, leg } = answer.assigned;
          if (next) expect(values).toEqual({ kernel: 'linear', C: next.C });
          expect(enqueued !== undefined).toBe(next !== undefined);
          if (values.kernel === 'linear') tried.add(values.C);
          await log.createResult(completed(leg, values.C as number));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('stands behind the points of the definition, and knows what both have tried', async () => {
    const { log } = await begin('random', 5, { enqueue: [{}, { C: 0.5 }] });
    await enqueue(log, { points: [{ kernel: 'rbf' }] }, 0);
    expect(waitingPoints(log.study)).toEqual([
      { values: { kernel: 'linear', C: 0 } },
      { values: { kernel: 'linear', C: 0.5 } },
      { values: { kernel: 'rbf', gamma: 0.5, C: 0 }, enqueued: { entry: 1, index: 0 } },
    ]);
    await expect(enqueue(log, { points: [{ C: 0.5 }] }, 0)).rejects.toMatchObject({
      code: 'PointKnown',
      message: 'The point {"C":0.5} waits to be tried already. Say `again` to try it once more',
    });
    await playOut(log, 1);
    expect(log.study.trials.map(({ enqueued }) => enqueued)).toEqual([
      ...[undefined, undefined],
      ...[{ entry: 1, index: 0 }, undefined, undefined],
    ]);
    await expect(enqueue(log, { points: [{ C: 0.3 }, {}] }, 0)).rejects.toThrow('The point {} is that of trial 0');
    expect(log.study.queue).toHaveLength(1);
  });

  it('tries a point again where that is asked for, as often as it is', async () => {
    const { log } = await begin('random', 4, { enqueue: [{ C: 0.5 }] });
    await enqueue(log, { points: [{ C: 0.5 }, { C: 0.5 }], again: true }, 0);
    await playOut(log, 1);
    expect(log.study.trials.slice(0, 3).map(({ values }) => values.C)).toEqual([0.5, 0.5, 0.5]);
    expect(waitingPoints(log.study)).toEqual([]);
  });

  it('is tried though a grid has come to its end', async () => {
    const { log } = await begin('grid', 1000);
    await playOut(log, 1);
    const before = log.study.trials.length;
    await enqueue(log, { points: [{ C: 0.123 }] }, 0);
    const round = { run: 1, round: 1, ended: 0, faults: [], left: 1 };
    expect(await close(log, round, () => 0)).toEqual({ next: 'again', round: 1 });
    const answer = await ask(log, { run: 1, round: 2, slot: 0, turn: 0 }, () => 0);
    expect(answer).toMatchObject({
      assigned: { trial: before, values: { C: 0.123 }, enqueued: { entry: 1, index: 0 } },
    });
  });

  it('waits for the next run where the study has ended, and is there for who reads a compaction', async () => {
    const { store, log } = await begin('random', 20);
    await playOut(log, 1);
    const round = { run: 1, round: 1, ended: 0, faults: [], left: 1 };
    expect(await close(log, round, () => 0)).toMatchObject({ status: 'completed' });
    await enqueue(await StudyLog.open(store, 's'), { points: [{ C: 0.3 }] }, 0);
    const counting = new CountingStore(store);
    const cold = await StudyLog.open(counting, 's');
    expect(waitingPoints(cold.study)).toHaveLength(1);
    // The definition, the compaction, the entry, the run and its end.
    expect(counting.calls).toMatchObject({ get: 5, list: 2 });
    await open(store, { study: 's', execution: 'f', budget: { trials: 21 } }, () => 0);
    await cold.refresh();
    await playOut(cold, 2);
    expect(cold.study.trials.at(-1)).toMatchObject({ number: 20, values: { C: 0.3 } });
  });

  it('costs an ask no further listing, and each reader one request', async () => {
    const { store } = await begin('random', 9);
    const counting = new CountingStore(store);
    const log = await StudyLog.open(counting, 's');
    const callsOfAsk = async (turn: number) => {
      const before = { ...counting.calls };
      const answer = await ask(log, { run: 1, round: 1, slot: 0, turn }, () => 0);
      if (answer.next === 'train') await log.createResult(completed(answer.leg, 1));
      return { list: counting.calls.list - before.list, get: counting.calls.get - before.get };
    };
    expect(await callsOfAsk(0)).toEqual({ list: 1, get: 0 });
    await enqueue(await StudyLog.open(store, 's'), { points: [{ C: 0.1 }, { C: 0.2 }] }, 0);
    expect(await callsOfAsk(1)).toEqual({ list: 1, get: 1 });
    expect(await callsOfAsk(2)).toEqual({ list: 1, get: 0 });
  });

  it('takes only points of the space', async () => {
    const { log } = await begin('random', 9);
    for (const [point, code] of [
      [{ B: 1 }, 'UnknownHyperparameter'],
      [{ C: 2 }, 'InvalidHyperparameter'],
      [{ gamma: 1 }, 'InactiveHyperparameter'],
    ] as const) {
      await expect(enqueue(log, { points: [{}, point] }, 0)).rejects.toMatchObject({ code });
    }
    expect(log.study.queue).toEqual([]);
  });
});
