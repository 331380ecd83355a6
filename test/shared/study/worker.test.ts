import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { spentBy } from '../../../shared/study/budget.js';
import { StudyLog } from '../../../shared/study/log.js';
import { workerAskSchema } from '../../../shared/study/worker.js';
import { askSlot, closeRound, firstState, openRun, report } from './loop.js';
import { done, legOf, studyWith } from './workers.js';

describe('a worker from outside', () => {
  it('trains trials beside the slots, none of them twice, until the budget is spent', async () => {
    const { ask, tell, handle, opened, store, study, time } = await studyWith();
    time.now = 5000;
    const worked = legOf(await ask(0, { slot: 7, seconds: 60 }));
    expect(worked).toMatchObject({ leg: 0, trial: 0, slot: 7, run: 1, fromEpoch: 0, toEpoch: 1, expires: 65_000 });
    expect(worked.values).toEqual({ x: expect.any(Number) });
    const slot = await askSlot(handle, firstState(opened, 0));
    expect(slot).toMatchObject({ next: 'train', leg: 1 });
    expect(legOf(await ask(0, { slot: 8 }))).toMatchObject({ leg: 2, trial: 2, expires: 5000 + 3_600_000 });
    expect(await ask(1, { slot: 7 })).toEqual({ next: 'done', reason: 'the budget of 3 trials is spent' });

    expect(await tell(done(0))).toEqual({ result: { ...done(0), at: 5000 }, ended: true });
    await tell(done(2));
    await report(store, 's', 1, {});
    expect(await closeRound(handle, opened, [{}])).toMatchObject({ next: 'end', status: 'completed' });
    const { trials } = await study();
    expect(trials.map(({ status, score }) => [status, score])).toEqual([
      ['completed', 0.1],
      ['completed', 0.001],
      ['completed', 0.1],
    ]);
    expect(new Set(trials.map(({ point }) => point)).size).toBe(3);
  });

  it('gets the same leg for the same turn of its lane, and another for another', async () => {
    const { ask, study } = await studyWith();
    const first = await ask(0);
    expect(await ask(0)).toEqual(first);
    expect(legOf(await ask(0, { slot: 1 })).leg).toBe(1);
    expect(legOf(await ask(1)).leg).toBe(2);
    expect(await ask(0)).toEqual(first);
    expect((await study()).legs.length).toBe(3);
  });

  it('may be late: its trial goes elsewhere, and what it tells then changes nothing', async () => {
    const { ask, tell, handle, opened, time, study } = await studyWith();
    const { trial, values } = legOf(await ask(0, { seconds: 10 }));
    time.now = 10_000;
    expect(await askSlot(handle, firstState(opened, 0))).toMatchObject({ leg: 1 });
    expect((await study()).leg(0)?.result).toBeUndefined();
    time.now = 10_001;
    const next = await askSlot(handle, { ...firstState(opened, 0), turn: 1 });
    const elsewhere = (await study()).leg(next.leg as number)?.assigned;
    expect(elsewhere).toMatchObject({ trial, values, leg: 2, slot: 0 });

    expect(await tell(done(0))).toMatchObject({
      result: { status: 'lost', failure: { code: 'Interrupted' } },
      ended: false,
    });
    expect((await study()).trial(trial)).toMatchObject({ status: 'running', reports: [] });
  });

  it.each([1, 2, 3])('may be late while an ask comes twice, once before listing %i of the other', async (listing) => {
    const { ask, time, handle, opened, store, study } = await studyWith();
    await ask(0, { seconds: 10 });
    time.now = 20_000;
    const asked = { ...firstState(opened, 0), turn: 1 };
    await handle({ op: 'ask', slot: { ...asked, turn: 1000 } });
    const list = store.list.bind(store);
    let listings = 0;
    let twin: object = {};
    store.list = async (...request) => {
      if (++listings === listing) twin = await askSlot(oracleHandler(store, { clock: () => time.now }), asked);
      return list(...request);
    };
    expect(await askSlot(handle, asked)).toEqual(twin);
    expect((await study()).legs.map(({ assigned }) => assigned.ask)).toEqual(['0001/00/000/0000', '0001/01/000/0001']);
  });

  it('may be late where nobody has noticed: what it tells counts', async () => {
    const { ask, tell, time, study } = await studyWith();
    await ask(0, { seconds: 10 });
    time.now = 60_000;
    expect((await tell(done(0))).result).toMatchObject({ status: 'completed', at: 60_000 });
    await ask(1);
    expect((await study()).trial(0)).toMatchObject({ status: 'completed' });
  });

  it('keeps the leg that it trains when the round closes, also when the study is resumed', async () => {
    const { ask, tell, handle, opened, study, time, store } = await studyWith({ budget: { trials: 1 } });
    await ask(0, { seconds: 100 });
    expect(await askSlot(handle, firstState(opened, 0))).toMatchObject({ next: 'done' });
    expect(await closeRound(handle, opened, [{}])).toMatchObject({ next: 'end', status: 'completed' });
    expect((await study()).leg(0)?.result).toBeUndefined();
    await openRun(handle, { resume: true, execution: 'two', budget: { trials: 2 } });
    expect((await study()).leg(0)?.result).toBeUndefined();
    expect((await tell(done(0))).result.status).toBe('completed');

    expect(legOf(await ask(0, { seconds: 1 }))).toMatchObject({ leg: 1, trial: 1, run: 2 });
    time.now = 2000;
    await openRun(oracleHandler(store, { clock: () => 2000 }), { resume: true, execution: 'three' });
    expect((await study()).leg(1)?.result).toMatchObject({ status: 'lost' });
  });

  it('counts for no other than its own seconds in a run that was killed', async () => {
    const { ask, tell, handle, time, study } = await studyWith();
    time.now = 1000;
    await ask(0, { seconds: 1_000_000 });
    time.now = 50_000;
    await openRun(handle, { resume: true, execution: 'two' });
    time.now = 60_000;
    await tell(done(0));
    expect(spentBy(await study(), 60_000).seconds).toBe(1 + 10);
  });

  it('leaves when the run has ended or was stopped', async () => {
    const { ask, store } = await studyWith();
    const log = await StudyLog.open(store, 's');
    await log.createStop({ run: 1, at: 0 });
    expect(await ask(0)).toEqual({ next: 'done', reason: 'the study was stopped' });
    await log.createEnd({ run: 1, status: 'stopped', reason: 'it was asked to stop', at: 0 });
    expect(await ask(0)).toEqual({ next: 'done', reason: 'it was asked to stop' });
  });

  it('waits for a slot to learn the search space, while the run goes on', async () => {
    const { handle, opened, ask, store, tell } = await studyWith({ space: { parameters: [] } });
    expect(await ask(0)).toEqual({ next: 'wait' });
    await askSlot(handle, firstState(opened, 0));
    expect(await ask(0)).toEqual({ next: 'wait' });
    await expect(tell(done(0))).rejects.toMatchObject({ code: 'InvalidRequest' });
    await report(store, 's', 0, { declared: [{ name: 'z', kind: 'boolean' }] });
    // The first trial has the default, false.
    expect(await ask(0)).toMatchObject({ next: 'train', leg: { leg: 1, values: { z: true } } });
  });

  it('does not wait for a search space when the run has ended', async () => {
    const { handle, opened, ask, store } = await studyWith({ space: { parameters: [] } });
    await askSlot(handle, firstState(opened, 0));
    await report(store, 's', 0, {});
    expect(await closeRound(handle, opened, [{}])).toMatchObject({ status: 'failed' });
    expect(await ask(0)).toEqual({ next: 'done', reason: 'the first trial declared no hyperparameters' });
  });

  it.each([
    { slot: -1, turn: 0 },
    { slot: 0, turn: 0.5 },
    { slot: 0, turn: 0, seconds: 0 },
    { slot: 0, turn: 0, seconds: 1e7 },
    { slot: 0, turn: 0, what: 1 },
    { slot: 0 },
  ])('cannot ask by %j', (request) => expect(workerAskSchema.safeParse(request).success).toBe(false));
});
