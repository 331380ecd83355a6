import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { ask } from '../../../shared/study/ask.js';
import { dollarsOf, mostDollarsOfLeg } from '../../../shared/study/cost.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Budget, Compute } from '../../../shared/study/records.js';
import { askForWorker, workerAskSchema } from '../../../shared/study/worker.js';
import { closeRound, type OpenedRun, openRun, report, runSlots } from './loop.js';

/** Two gibibytes for up to 900 seconds: a leg may take $0.0250044. */
const compute: Compute = { megabytes: 2048, seconds: 900, architecture: 'arm64' };

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
        fc.double({ min: 0.0251, max: 0.2, noNaN: true }),
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
      reason: '$0 of $0.06 are spent, running trials may take $0.05, and the next leg may take $0.026',
    });
  });

  it('ends a run, and a larger one goes on with the study', async () => {
    const store = new MemoryStore();
    const opened = await openRun(oracleHandler(store), { budget: { dollars: 0.06 }, slots: 1, compute });
    // A leg of 600 seconds costs $0.0165, and may cost $0.0250: after three, $0.0105 are left.
    expect(await finish(store, opened)).toEqual({
      next: 'end',
      status: 'completed',
      reason: '$0.05 of $0.06 are spent, and the next leg may take $0.026',
    });
    const resume = (budget: Budget, execution: string) =>
      openRun(oracleHandler(store), { resume: true, execution, budget });
    await expect(resume({ dollars: 0.02 }, 'less')).rejects.toMatchObject({ code: 'InvalidDefinition' });
    expect(await finish(store, await resume({ trials: 100 }, 'same'))).toMatchObject({ status: 'completed' });
    expect((await StudyLog.open(store, 's')).study.trials.length).toBe(3);
    expect(await finish(store, await resume({ dollars: 0.1 }, 'more'))).toEqual({
      next: 'end',
      status: 'completed',
      reason: '$0.083 of $0.1 are spent, and the next leg may take $0.026',
    });
    expect((await StudyLog.open(store, 's')).study.trials.length).toBe(5);
  });

  it('must cover one leg, says how much that is, and leaves nothing behind otherwise', async () => {
    const store = new MemoryStore();
    await expect(openRun(oracleHandler(store), { budget: { dollars: 0.02499 }, compute })).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message:
        'A budget of $0.02499 does not cover one leg, which may take $0.026 (900 seconds of 2048 MiB). Give more, or the tuning less memory or a shorter timeout.',
    });
    expect(await store.list('')).toEqual([]);
    expect(await openRun(oracleHandler(store), { budget: { dollars: 0.026 }, compute })).toMatchObject({ run: 1 });
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
