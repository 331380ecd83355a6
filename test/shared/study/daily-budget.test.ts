import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { DailyBudget } from '../../../shared/study/daily-budget.js';
import { definitionKey, studyFolder } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Compute } from '../../../shared/study/records.js';
import { CountingStore } from './counting-store.js';
import { askSlot, closeRound, firstState, type Handler, openRun, report, runSlots } from './loop.js';
import { SlowStore } from './slow-store.js';

/** A gibibyte for up to 900 seconds: a leg may take $0.0129, and 600 seconds take $0.0085. */
const compute: Compute = { megabytes: 1024, seconds: 900, architecture: 'arm64' };
const billed = { ...compute, seconds: 600 };

/** Ten minutes before a midnight (UTC). */
const evening = Date.parse('2026-11-24T23:50:00Z');
const minutes = (count: number) => count * 60_000;

/** A handler whose clock stands where `time.now` says. */
function at(store: Store, time: { now: number }, dailyDollars?: number): Handler {
  return oracleHandler(store, { clock: () => time.now, dailyDollars });
}

/** A study that spends $0.0085 a leg, through a process of its own, until it is told to leave; how the slot heard so. */
async function spend(store: Store, study: string, trials: number, now: number, dailyDollars?: number) {
  const handle = at(store, { now }, dailyDollars);
  const opened = await openRun(handle, { study, budget: { trials }, slots: 1, compute, execution: study });
  const left = await runSlots(
    () => handle,
    opened,
    (leg) => report(store, study, leg, { billed, at: now }),
  );
  return { handle, opened, reason: left[0]?.reason, log: await StudyLog.open(store, study) };
}

describe('the daily budget', () => {
  it('is shared by the studies of a day, and begins anew on the next', async () => {
    const store = new MemoryStore();
    const { reason } = await spend(store, 'a', 2, evening, 0.03);
    expect(reason).toBe('the budget of 2 trials is spent');
    // $0.0170 are spent: one leg that may take $0.0129 is left.
    const other = await spend(store, 'b', 5, evening, 0.03);
    expect(other.log.study.legs.length).toBe(1);
    expect(other.reason).toBe(
      'the daily budget of $0.03 for all studies has $0.0044 left, and the next leg may take $0.013; tomorrow `resume` goes on',
    );
    const budget = new DailyBudget(store, 0.03);
    expect(await budget.reasonToHold(other.log, evening + minutes(9))).toBe(other.reason);
    expect(await budget.reasonToHold(other.log, evening + minutes(10))).toBeUndefined();
  });

  it('counts what running legs of other studies may take', async () => {
    const store = new MemoryStore();
    const { log } = await spend(store, 'a', 1, evening);
    const handle = at(store, { now: evening }, 1);
    await askSlot(handle, firstState(await openRun(handle, { study: 'b', compute, execution: 'b' }), 0));
    expect(await new DailyBudget(store, 0.0342).reasonToHold(log, evening)).toContain('has $0.012 left');
    expect(await new DailyBudget(store, 0.0343).reasonToHold(log, evening)).toBeUndefined();
  });

  it('looks at the other studies once a minute, however many ask', async () => {
    const memory = new MemoryStore();
    const logs = [];
    for (const study of ['a', 'b', 'c']) logs.push((await spend(memory, study, 1, evening, 1)).log);
    const store = new CountingStore(memory);
    const budget = new DailyBudget(store, 1);
    for (const second of [0, 1, 59]) {
      for (const log of logs) expect(await budget.reasonToHold(log, evening + second * 1000)).toBeUndefined();
    }
    expect(store.calls.children).toBe(1);
    await budget.reasonToHold(logs[0] as StudyLog, evening + minutes(1));
    expect(store.calls.children).toBe(2);
  });

  it('reads the other studies of the day several at once, and of each only what is new', async () => {
    const memory = new MemoryStore();
    const logs = [];
    for (let study = 0; study < 40; study++) logs.push((await spend(memory, `s${study}`, 1, evening, 9)).log);
    const store = new SlowStore(memory);
    const budget = new DailyBudget(store, 9);
    await budget.reasonToHold(logs[0] as StudyLog, evening);
    // Eight studies, and of each its run and its result after its leg.
    expect(store.mostAtOnce).toBe(16);
    const before = { ...store.calls };
    await budget.reasonToHold(logs[0] as StudyLog, evening + minutes(1));
    // Of each study the definition, which tells it from a namesake, and one listing.
    expect(store.calls).toMatchObject({ get: before.get + 40, list: before.list + 40 });
  });

  it('does not take what others spent before midnight for the new day, however short ago it looked', async () => {
    const store = new MemoryStore();
    await spend(store, 'a', 3, evening, 1);
    const { log } = await spend(store, 'b', 1, evening, 1);
    const budget = new DailyBudget(store, 0.03);
    const midnight = evening + minutes(10);
    expect(await budget.reasonToHold(log, midnight - 1000)).toContain('daily budget');
    expect(await budget.reasonToHold(log, midnight + 1000)).toBeUndefined();
  });

  it('goes on where a study of the day was deleted', async () => {
    const store = new MemoryStore();
    await spend(store, 'a', 3, evening, 1);
    const { log } = await spend(store, 'b', 1, evening, 1);
    const budget = new DailyBudget(store, 0.03);
    expect(await budget.reasonToHold(log, evening)).toContain('daily budget');
    for (const key of await store.list(studyFolder('a'))) await store.remove(key);
    expect(await store.get(definitionKey('a'))).toBeUndefined();
    expect(await budget.reasonToHold(log, evening + minutes(1))).toBeUndefined();
  });

  it('holds no study that costs nothing', async () => {
    const store = new MemoryStore();
    const handle = at(store, { now: evening }, 0.0001);
    expect(await askSlot(handle, firstState(await openRun(handle), 0))).toMatchObject({ next: 'train' });
  });
});

describe('a study that the daily budget holds', () => {
  it('is stopped with the reason, and finishes when it is resumed on the next day', async () => {
    const store = new MemoryStore();
    const { handle, opened, reason } = await spend(store, 's', 4, evening, 0.03);
    expect((await StudyLog.open(store, 's')).study.legs.length).toBe(3);
    expect(await closeRound(handle, opened, [{}])).toEqual({ next: 'end', status: 'stopped', reason });

    const next = at(store, { now: evening + minutes(10) }, 0.03);
    const resumed = await openRun(next, { resume: true, execution: 'next' });
    await runSlots(
      () => next,
      resumed,
      (leg) => report(store, 's', leg, { billed }),
    );
    expect(await closeRound(next, resumed, [{}])).toMatchObject({ status: 'completed' });
    expect((await StudyLog.open(store, 's')).study.trials.length).toBe(4);
  });

  it('answers a repeated ask with the leg that it was given', async () => {
    const store = new MemoryStore();
    const handle = at(store, { now: evening }, 0.013);
    const opened = await openRun(handle, { compute });
    const first = firstState(opened, 0);
    expect(await askSlot(handle, first)).toMatchObject({ next: 'train', leg: 0 });
    expect(await askSlot(handle, firstState(opened, 1))).toMatchObject({ next: 'done' });
    expect(await askSlot(handle, first)).toMatchObject({ next: 'train', leg: 0 });
  });

  it('knows what others have done since this process looked at its log', async () => {
    const store = new MemoryStore();
    const [one, two] = [at(store, { now: evening }, 0.02), at(store, { now: evening }, 0.02)];
    const opened = await openRun(one, { compute });
    for (const handle of [one, two]) await handle({ op: 'ask', slot: { ...firstState(opened, 9), turn: 1000 } });
    expect(await askSlot(one, firstState(opened, 0))).toMatchObject({ next: 'train' });
    expect(await askSlot(two, firstState(opened, 1))).toMatchObject({ next: 'done' });
  });

  it('has not failed where its slots were told to leave before midnight, and closes after it', async () => {
    const store = new MemoryStore();
    await spend(store, 'a', 3, evening, 1);
    const time = { now: evening };
    const handle = at(store, time, 0.03);
    const opened = await openRun(handle, { compute, slots: 2 });
    expect(
      (
        await runSlots(
          () => handle,
          opened,
          async () => undefined,
        )
      ).map(({ next }) => next),
    ).toEqual(['done', 'done']);
    time.now += minutes(10);
    expect(await closeRound(handle, opened, [{}, {}])).toMatchObject({ status: 'stopped' });
  });
});
