import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { StudyLog } from '../../../shared/study/log.js';
import { studyNameSchema } from '../../../shared/study/records.js';
import { openScheduled, scheduledSchema } from '../../../shared/study/schedule.js';
import { askSlot, type Closing, closeRound, firstState, type OpenedRun, report } from './loop.js';

const started = '2026-11-24T02:30:05Z';

/** What a schedule asks for. */
function request(changes: object = {}) {
  const template = { start: { trialFunction: 't', seed: 1 }, budget: { trials: 2 }, slots: 1 };
  return { schedule: 'nightly', at: '2026-11-24T02:30:00Z', timeZone: 'UTC', overlap: 'skip', template, ...changes };
}

/** The study that a schedule opens. */
async function nameOf(at: string | undefined, timeZone = 'UTC', store: Store = new MemoryStore()): Promise<unknown> {
  const parsed = scheduledSchema.parse(request({ at, timeZone }));
  const opened = await openScheduled(store, parsed, 'e', Date.parse(started));
  return 'next' in opened ? opened : opened.study;
}

const described = {
  answer: {
    tuning: 't',
    objective: { name: 'score', direction: 'min' },
    space: { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] },
  },
};

/** The state machine opens what a schedule asks for, by a function that knows nothing; `changes` to the request. */
async function open(
  store: Store,
  execution: string,
  changes: object = {},
  state: object = { described },
  when = started,
): Promise<OpenedRun> {
  const handle = oracleHandler(store, { clock: () => Date.parse(when) });
  return (await handle({
    op: 'open',
    execution,
    started: when,
    state: { request: request(changes), ...state },
  })) as OpenedRun;
}

const nextDay = { at: '2026-11-25T02:30:00Z' };
/** A quarter of an hour later. */
const soon = { at: '2026-11-24T02:45:00Z' };

describe('the name of a scheduled study', () => {
  it('is the schedule and the date, by the clocks of its time zone', async () => {
    expect(await nameOf('2026-11-24T02:30:00Z')).toBe('nightly-20261124-0230');
    expect(await nameOf('2026-11-24T02:30:00Z', 'Europe/Berlin')).toBe('nightly-20261124-0330');
    expect(await nameOf('2026-07-24T02:30:00Z', 'Europe/Berlin')).toBe('nightly-20260724-0430');
    expect(await nameOf('2026-11-24T02:30:00Z', 'America/New_York')).toBe('nightly-20261123-2130');
    expect(await nameOf('2026-12-31T23:00:00Z', 'Asia/Kolkata')).toBe('nightly-20270101-0430');
    expect(await nameOf('2026-11-24T00:00:00Z')).toBe('nightly-20261124-0000');
  });

  it('tells apart the hour that comes twice, in the order of time', async () => {
    const names = [];
    for (const utc of ['23:45', '00:00', '00:30', '00:59', '01:00', '01:30', '02:00']) {
      const day = utc > '23' ? '2026-10-24' : '2026-10-25';
      names.push(await nameOf(`${day}T${utc}:00Z`, 'Europe/Berlin'));
    }
    const times = ['0145', '0200', '0230', '0259', '02B00', '02B30', '0300'];
    expect(names).toEqual(times.map((time) => `nightly-20261025-${time}`));
    expect([...names].sort()).toEqual(names);
  });

  it('tells apart the half hour that comes twice on Lord Howe Island, and skips the hour that spring skips', async () => {
    expect(await nameOf('2026-04-04T14:45:00Z', 'Australia/Lord_Howe')).toBe('nightly-20260405-0145');
    expect(await nameOf('2026-04-04T15:15:00Z', 'Australia/Lord_Howe')).toBe('nightly-20260405-01B45');
    expect(await nameOf('2026-03-29T00:59:00Z', 'Europe/Berlin')).toBe('nightly-20260329-0159');
    expect(await nameOf('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('nightly-20260329-0300');
  });

  it.each([
    undefined,
    '',
    '<aws.scheduler.scheduled-time>',
    '<aws.scheduler.scheduled-time-1>',
    'later 5',
    '2026-99-99T00:00:00Z',
  ])('is by the start of the execution where the date due is %j', async (at) => {
    expect(await nameOf(at)).toBe('nightly-20261124-0230');
  });

  it('is a name of a study, however long the schedule may be named', () => {
    const longest = 'a'.repeat(49);
    expect(scheduledSchema.safeParse(request({ schedule: longest })).success).toBe(true);
    expect(studyNameSchema.safeParse(`${longest}-20261025-02B30`).success).toBe(true);
    for (const schedule of ['a'.repeat(50), '', '-a', 'a b']) {
      expect(scheduledSchema.safeParse(request({ schedule })).success).toBe(false);
    }
  });

  it('needs a time zone that there is', () => {
    expect(scheduledSchema.safeParse(request({ timeZone: 'Europe/Atlantis' })).success).toBe(false);
    expect(scheduledSchema.safeParse(request({ timeZone: '' })).success).toBe(false);
  });
});

describe('a schedule that is due', () => {
  it('has its tuning described first, then opens one study, and its next rounds by the same name', async () => {
    const store = new MemoryStore();
    const placeholder = { at: '<aws.scheduler.scheduled-time>' };
    expect(await open(store, 'one', placeholder, {})).toEqual({ next: 'describe', trialFunction: 't' });
    expect(await store.list('')).toEqual([]);
    const opened = await open(store, 'one', placeholder);
    expect(opened).toMatchObject({ next: 'slots', study: 'nightly-20261124-0230', run: 1, round: 1, slots: [0] });
    expect((await StudyLog.open(store, opened.study)).study.definition).toMatchObject({
      schedule: 'nightly',
      execution: 'one',
      budget: { trials: 2 },
    });

    const handle = oracleHandler(store);
    await askSlot(handle, firstState(opened, 0));
    await report(store, opened.study, 0, {});
    const closed: Closing = await closeRound(handle, opened, [{ fault: { Error: 'States.Timeout' } }]);
    expect(closed).toEqual({ next: 'again', round: 1 });
    const again = await open(store, 'one', placeholder, { described, closed: { answer: closed } });
    expect(again).toMatchObject({ next: 'slots', study: opened.study, run: 1, round: 2 });
  });

  it('is skipped while its last study is going, and not once that has ended', async () => {
    const store = new MemoryStore();
    const first = await open(store, 'one');
    const skipped = { next: 'skip', reason: "study 'nightly-20261124-0230' of schedule 'nightly' is still going" };
    expect(await open(store, 'two', soon, {}, '2026-11-24T02:45:05Z')).toEqual(skipped);
    const handle = oracleHandler(store);
    for (const turn of [0, 1]) {
      await askSlot(handle, { ...firstState(first, 0), turn });
      await report(store, first.study, turn, {});
    }
    expect(await open(store, 'two', soon, {}, '2026-11-24T02:45:05Z')).toEqual(skipped);
    expect(await closeRound(handle, first, [{}])).toMatchObject({ status: 'completed' });
    expect(await open(store, 'two', soon, { described }, '2026-11-24T02:45:05Z')).toMatchObject({ next: 'slots' });
    expect(await store.children('studies/')).toEqual(['nightly-20261124-0230', 'nightly-20261124-0245']);
  });

  it('begins beside its last study where it allows overlaps', async () => {
    const store = new MemoryStore();
    await open(store, 'one');
    const second = await open(store, 'two', { ...soon, overlap: 'allow' }, { described }, '2026-11-24T02:45:05Z');
    expect(second).toMatchObject({ next: 'slots', study: 'nightly-20261124-0245' });
  });

  it('does not wait for studies of other schedules, or of nobody', async () => {
    const store = new MemoryStore();
    await open(store, 'one', { schedule: 'nightly-2' });
    const start = { trialFunction: 't' };
    await oracleHandler(store)({
      op: 'open',
      execution: 'mine',
      started,
      state: { request: { study: 'nightly-mine', start }, described },
    });
    expect(await open(store, 'two')).toMatchObject({ next: 'slots', study: 'nightly-20261124-0230' });
  });

  it.each(['skip', 'allow'])('is not skipped for its own execution when that is repeated (%s)', async (overlap) => {
    const store = new MemoryStore();
    const first = await open(store, 'one', { overlap });
    expect(await open(store, 'one', { overlap })).toEqual(first);
  });

  it.each(['skip', 'allow'])('begins once where one date is delivered twice (%s)', async (overlap) => {
    const store = new MemoryStore();
    await open(store, 'one', { overlap });
    expect(await open(store, 'two', { overlap }, {})).toEqual({
      next: 'skip',
      reason: "study 'nightly-20261124-0230' of schedule 'nightly' was started already",
    });
  });

  it('is not blocked by a run that died without a word', async () => {
    const store = new MemoryStore();
    const first = await open(store, 'one');
    await askSlot(oracleHandler(store, { clock: () => Date.parse(started) }), firstState(first, 0));
    expect(await open(store, 'two', soon, {}, '2026-11-24T02:59:00Z')).toMatchObject({ next: 'skip' });
    expect(await open(store, 'two', nextDay, { described }, '2026-11-25T02:30:05Z')).toMatchObject({ next: 'slots' });
  });

  it('waits on where the last study still hands out legs, however old it is', async () => {
    const store = new MemoryStore();
    const first = await open(store, 'one');
    const late = oracleHandler(store, { clock: () => Date.parse('2026-11-25T02:10:00Z') });
    await askSlot(late, firstState(first, 0));
    expect(await open(store, 'two', nextDay, {}, '2026-11-25T02:30:05Z')).toMatchObject({ next: 'skip' });
  });
});
