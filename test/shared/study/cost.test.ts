import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { ask } from '../../../shared/study/ask.js';
import { spentBy } from '../../../shared/study/budget.js';
import {
  dollarsOf,
  dollarsOfLeg,
  formatDollars,
  formatDollarsNeeded,
  mostDollarsOfLeg,
} from '../../../shared/study/cost.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Budget, Compute } from '../../../shared/study/records.js';
import { askForWorker, workerAskSchema } from '../../../shared/study/worker.js';
import { closeRound, type OpenedRun, openRun, report, runSlots } from './loop.js';
import { assigned, completed, failed, lost, studyOf } from './records.js';

/** 2 GiB: a second costs 2 × $0.0000133334. */
const compute: Compute = { megabytes: 2048, seconds: 900, architecture: 'arm64' };
const minute = { ...compute, seconds: 60 };

/**
 * By hand: 3 transitions of $0.000025, 2 invocations of $0.0000002, 3.5 writes of $0.000005, 2.5 reads of $0.0000004 and half
 * a gibibyte for 0.2 seconds.
 */
const loop = 0.000075 + 0.0000004 + 0.0000175 + 0.000001 + 0.00000133334;

describe('the dollars of a leg', () => {
  it('are its billed time at its memory, what the loop uses, and a write and a read of a checkpoint', () => {
    const leg = (changes: object) => dollarsOfLeg({ assigned: assigned(0), result: completed(0, 1, changes) }, compute);
    expect(leg({ billed: minute })).toBeCloseTo(0.001600008 + loop, 12);
    expect(leg({ billed: minute, checkpoint: 'c' })).toBeCloseTo(0.001600008 + loop + 0.0000054, 12);
    expect(leg({ billed: { ...minute, architecture: 'x86_64' } })).toBeCloseTo(0.002000004 + loop, 12);
    expect(leg({ billed: { ...minute, megabytes: 512 } })).toBeCloseTo(0.000400002 + loop, 12);
  });

  it('are, where its function broke without a bill, those from hand-out to end, but not beyond its time limit', () => {
    const leg = (at: number) =>
      dollarsOfLeg({ assigned: assigned(0), result: failed(0, 'Sandbox.Timedout', { at }) }, compute);
    expect(leg(30_000)).toBeCloseTo(0.000800004 + loop, 12);
    expect(leg(3_600_000)).toBeCloseTo(910 * 2 * 0.0000133334 + loop, 12);
    expect(leg(-5)).toBeCloseTo(loop, 12);
    const gone = { assigned: assigned(0, { at: 0 }), result: { ...lost(0), at: 30_000 } };
    expect(dollarsOfLeg(gone, compute)).toBeCloseTo(0.000800004 + loop, 12);
  });

  it('are those of the loop alone where a worker from outside trained it, and none on a laptop', () => {
    const result = completed(0, 1, { at: 60_000, seconds: 60 });
    expect(dollarsOfLeg({ assigned: assigned(0, { expires: 90_000 }), result }, compute)).toBeCloseTo(loop, 12);
    expect(dollarsOfLeg({ assigned: assigned(0), result }, undefined)).toBe(0);
    expect(dollarsOfLeg({ assigned: assigned(0) }, compute)).toBe(0);
  });

  it('are at the most those of its time limit and of ten seconds to start', () => {
    expect(mostDollarsOfLeg(compute)).toBeCloseTo(910 * 2 * 0.0000133334 + loop + 0.0000054, 12);
  });

  it('are reserved at the most while legs of slots run, and as the loop while workers have them', () => {
    const legs = [
      [assigned(0), completed(0, 1, { billed: minute })],
      [assigned(1)],
      [assigned(2, { expires: 1 })],
    ] as const;
    const { spent, reserved } = dollarsOf(studyOf(legs, { compute }));
    expect(spent).toBeCloseTo(0.001600008 + loop, 12);
    expect(reserved).toBeCloseTo(mostDollarsOfLeg(compute) + loop, 12);
    expect(spentBy(studyOf(legs, { compute }), 0).dollars).toBe(spent);
    expect(dollarsOf(studyOf(legs))).toEqual({ spent: 0, reserved: 0 });
  });

  it.each([
    [0, '$0', '$0'],
    [12.344, '$12.34', '$12.35'],
    [1, '$1.00', '$1.00'],
    [0.999, '$1', '$1'],
    [0.5, '$0.5', '$0.5'],
    [0.101, '$0.1', '$0.11'],
    [0.024365, '$0.024', '$0.025'],
    [0.0000123, '$0.000012', '$0.000013'],
  ])('%d reads %s, and as what is needed %s', (dollars, text, needed) => {
    expect(formatDollars(dollars)).toBe(text);
    expect(formatDollarsNeeded(dollars)).toBe(needed);
  });
});

describe('a budget of dollars', () => {
  it('is never exceeded by what is spent and reserved, whoever asks at once and however legs end', async () => {
    const end = fc.record({
      leg: fc.nat(20),
      seconds: fc.double({ min: 0.001, max: 910, noNaN: true }),
      how: fc.constantFrom('billed', 'checkpoint', 'crash', 'lost'),
    });
    const step = fc.record({
      asks: fc.array(fc.constantFrom('slot', 'worker'), { minLength: 1, maxLength: 4 }),
      ends: fc.array(end, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.double({ min: 0.025, max: 0.2, noNaN: true }),
        async (steps, dollars) => {
          const store = new MemoryStore();
          await openRun(oracleHandler(store), { budget: { dollars }, compute, retries: 2 });
          let now = 0;
          for (const [turn, { asks, ends }] of steps.entries()) {
            await Promise.all(
              asks.map(async (who, slot) => {
                const log = await StudyLog.open(store, 's');
                if (who === 'slot') return ask(log, { run: 1, round: 2, slot, turn }, () => now);
                return askForWorker(log, workerAskSchema.parse({ slot, turn }), () => now);
              }),
            );
            await checkBudget(store, dollars);
            now += 1_000_000;
            for (const { leg, seconds, how } of ends) await endLeg(store, leg, seconds, how, now);
            await checkBudget(store, dollars);
          }
          const log = await StudyLog.open(store, 's');
          const { spent, reserved } = dollarsOf(log.study);
          const answer = await ask(log, { run: 1, round: 3, slot: 0, turn: 0 }, () => now);
          const isEnough = spent + reserved + mostDollarsOfLeg(compute) <= dollars;
          if (answer.next === 'done' && !answer.reason.includes('failed')) expect(isEnough).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says what is spent, what running trials may take, and what the next leg may', async () => {
    const store = new MemoryStore();
    const opened = await openRun(oracleHandler(store), { budget: { dollars: 0.06 }, compute });
    const log = await StudyLog.open(store, 's');
    const next = (slot: number, turn: number) => ask(log, { run: opened.run, round: 1, slot, turn }, () => 0);
    expect(await next(0, 0)).toMatchObject({ next: 'train' });
    expect(await next(1, 0)).toMatchObject({ next: 'train' });
    expect(await next(2, 0)).toEqual({
      next: 'done',
      reason: '$0 of $0.06 are spent, running trials may take $0.049, and the next leg may take $0.025',
    });
  });

  it('ends a run, and a larger one goes on with the study', async () => {
    const store = new MemoryStore();
    const opened = await openRun(oracleHandler(store), { budget: { dollars: 0.06 }, slots: 1, compute });
    // A leg of 600 seconds costs $0.0161, and may cost $0.0244: after three, $0.0117 are left.
    expect(await finish(store, opened)).toEqual({
      next: 'end',
      status: 'completed',
      reason: '$0.048 of $0.06 are spent, and the next leg may take $0.025',
    });
    const resume = (budget: Budget, execution: string) =>
      openRun(oracleHandler(store), { resume: true, execution, budget });
    await expect(resume({ dollars: 0.02 }, 'less')).rejects.toMatchObject({ code: 'InvalidDefinition' });
    expect(await finish(store, await resume({ trials: 100 }, 'same'))).toMatchObject({ status: 'completed' });
    expect((await StudyLog.open(store, 's')).study.trials.length).toBe(3);
    expect(await finish(store, await resume({ dollars: 0.1 }, 'more'))).toEqual({
      next: 'end',
      status: 'completed',
      reason: '$0.08 of $0.1 are spent, and the next leg may take $0.025',
    });
    expect((await StudyLog.open(store, 's')).study.trials.length).toBe(5);
  });

  it('must cover one leg, says how much that is, and leaves nothing behind otherwise', async () => {
    const store = new MemoryStore();
    await expect(openRun(oracleHandler(store), { budget: { dollars: 0.0243 }, compute })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message:
        'A budget of $0.0243 does not cover one leg, which may take $0.025 (900 seconds of 2048 MiB). Give more, or the tuning less memory or a shorter timeout.',
    });
    expect(await store.list('')).toEqual([]);
    expect(await openRun(oracleHandler(store), { budget: { dollars: 0.025 }, compute })).toMatchObject({ run: 1 });
  });

  it('is refused on a laptop, to start and to resume', async () => {
    const store = new MemoryStore();
    const refused = {
      code: 'InvalidDefinition',
      message: 'A budget of dollars needs a deployment: nothing is billed here',
    };
    await expect(openRun(oracleHandler(store), { budget: { dollars: 5 } })).rejects.toMatchObject(refused);
    expect(await store.list('')).toEqual([]);
    await openRun(oracleHandler(store), { budget: { trials: 1 } });
    const resumed = openRun(oracleHandler(store), { resume: true, execution: 'two', budget: { dollars: 5 } });
    await expect(resumed).rejects.toMatchObject(refused);
  });
});

async function checkBudget(store: MemoryStore, dollars: number): Promise<void> {
  const { spent, reserved } = dollarsOf((await StudyLog.open(store, 's')).study);
  expect(spent + reserved).toBeLessThanOrEqual(dollars + 1e-12);
}

async function endLeg(store: MemoryStore, number: number, seconds: number, how: string, at: number): Promise<void> {
  const leg = (await StudyLog.open(store, 's')).study.leg(number);
  if (!leg || leg.result) return;
  const billed = { ...compute, seconds };
  if (how === 'billed') await report(store, 's', number, { billed, at });
  else if (how === 'checkpoint') await report(store, 's', number, { billed, at, checkpoint: 'c' });
  else await report(store, 's', number, { status: how === 'lost' ? 'lost' : 'failed', reports: [], at });
}

/** All that a run has to do, by legs of 600 seconds; and how it ended. */
async function finish(store: MemoryStore, opened: OpenedRun): Promise<object> {
  const handle = oracleHandler(store);
  const billed = { ...compute, seconds: 600 };
  await runSlots(
    () => handle,
    opened,
    (leg) => report(store, 's', leg, { billed }),
  );
  return closeRound(handle, opened, [{}]);
}
