import { describe, expect, it } from 'vitest';
import { type Answer, TestApi } from './test-api.js';

/** A study whose one slot trains a leg that doesn't end, so that all else is the workers'. */
async function study(settings: object = {}): Promise<TestApi> {
  const api = new TestApi();
  api.runner.training.close();
  await api.ok('POST', '/studies', { study: 's', tuning: 'sum', seed: 1, slots: 1, ...settings });
  await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(1);
  return api;
}

/** Asks and tells until the study is over. */
async function work(api: TestApi, slot: number): Promise<number[]> {
  const legs: number[] = [];
  for (let turn = 0; ; turn++) {
    const { next, leg } = await api.ok('POST', '/studies/s/ask', { slot, turn });
    if (next === 'done') return legs;
    legs.push(leg.leg);
    const reports = [{ epoch: leg.toEpoch, metrics: { score: leg.values.x } }];
    await api.ok('POST', '/studies/s/tell', { leg: leg.leg, status: 'completed', reports, seconds: 1 });
  }
}

const completed = (leg: Answer['body'], score: number | null = 0.5) => ({
  leg: leg.leg,
  status: 'completed',
  reports: [{ epoch: leg.toEpoch, metrics: { score } }],
});

describe('workers from outside', () => {
  it('beside each other and the slots spend a budget, no leg given twice', async () => {
    const api = await study({ budget: { trials: 30 } });

    const legs = (await Promise.all([work(api, 100), work(api, 101)])).flat();

    expect(legs.sort((a, b) => a - b)).toEqual(Array.from({ length: 29 }, (_, index) => index + 1));
    api.runner.training.open();
    await api.runner.ended('s.0001');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'completed', spent: { trials: 30 } });
    const { trials } = await api.ok('GET', '/studies/s/trials?status=completed');
    expect(trials).toHaveLength(30);
  });

  it('that ask again with the same turn get the same leg', async () => {
    const api = await study();
    const first = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });

    expect(first).toMatchObject({
      next: 'train',
      leg: { leg: 1, trial: 1, slot: 100, values: { x: expect.any(Number) } },
    });
    expect(await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 })).toEqual(first);
    expect((await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 1 })).leg.leg).toBe(2);
    await api.runner.abort('s.0001');
  });

  it('lose a leg when their time is over, and are told how it ended', async () => {
    const api = await study({ budget: { trials: 2 } });
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0, seconds: 60 });
    expect(await api.problem('POST', '/studies/s/ask', { slot: 101, turn: 0, seconds: 0 })).toBe('400 InvalidRequest');
    const early = await api.ok('POST', '/studies/s/ask', { slot: 101, turn: 0 });
    expect(early.next).toBe('done');
    api.skip(61_000);

    const again = await api.ok('POST', '/studies/s/ask', { slot: 101, turn: 0 });

    expect(again.leg).toMatchObject({ trial: leg.trial, values: leg.values, slot: 101 });
    expect(await api.ok('POST', '/studies/s/tell', completed(leg))).toEqual({ leg: 1, status: 'lost', ended: false });
    expect(await api.ok('POST', '/studies/s/tell', completed(again.leg))).toEqual({
      leg: 2,
      status: 'completed',
      ended: true,
    });
    await api.runner.abort('s.0001');
  });

  it('end a leg once', async () => {
    const api = await study();
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });
    const failed = { leg: 1, status: 'failed', failure: { code: 'Mine', message: 'it broke' } };

    expect(await api.ok('POST', '/studies/s/tell', failed)).toEqual({ leg: 1, status: 'failed', ended: true });
    expect(await api.ok('POST', '/studies/s/tell', failed)).toEqual({ leg: 1, status: 'failed', ended: false });
    expect(await api.ok('POST', '/studies/s/tell', completed(leg))).toMatchObject({ status: 'failed', ended: false });
    expect(await api.ok('GET', '/studies/s/trials/1')).toMatchObject({ status: 'failed', failure: failed.failure });
    await api.runner.abort('s.0001');
  });

  it('are refused what is not theirs or not whole', async () => {
    const api = await study({ epochs: 2 });
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });
    const tell = (body: object) => api.problem('POST', '/studies/s/tell', body);

    expect(await tell({ ...completed(leg), leg: 0 })).toBe('400 InvalidRequest');
    expect(await tell({ ...completed(leg), leg: 9 })).toBe('400 InvalidRequest');
    expect(await tell({ leg: 1, status: 'completed' })).toBe('400 InvalidRequest');
    expect(await tell({ leg: 1, status: 'lost' })).toBe('400 InvalidRequest');
    expect(await tell(completed(leg, null))).toBe('400 MissingMetric');
    expect(await api.problem('POST', '/studies/s/ask', { slot: 100 })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies/s/ask', { slot: -1, turn: 0 })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies/none/ask', { slot: 1, turn: 0 })).toBe('404 StudyNotFound');
    expect(await api.problem('POST', '/studies/none/tell', completed(leg))).toBe('404 StudyNotFound');
    await api.runner.abort('s.0001');
  });

  it('tell no more than a page of records holds', async () => {
    const api = await study({ epochs: 4000, oracle: 'random' });
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });
    const reports = (note: string) =>
      Array.from({ length: 4000 }, (_, index) => ({ epoch: index + 1, metrics: { score: 1e-7, [note]: 1 } }));
    const told = (length: number) => ({ ...completed(leg), reports: reports('"'.repeat(length)) });

    expect(await api.problem('POST', '/studies/s/tell', told(200))).toBe('413 BodyTooLarge');
    expect(await api.ok('POST', '/studies/s/tell', told(95))).toMatchObject({ status: 'completed', ended: true });
    const { records, next } = await api.ok('GET', '/studies/s/records');
    expect(records.map(({ key }: { key: string }) => key)).toContain('legs/000001.result.json');
    expect([JSON.stringify(records).length < 4_100_000, next]).toEqual([true, undefined]);
    await api.runner.abort('s.0001');
  });

  it('may say at length how they failed: the beginning is kept', async () => {
    const api = await study();
    await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });
    const failure = { code: 'c'.repeat(101), message: 'm'.repeat(8001), stack: 's'.repeat(8001) };

    await api.ok('POST', '/studies/s/tell', { leg: 1, status: 'failed', failure });

    expect((await api.ok('GET', '/studies/s/trials/1')).failure).toEqual({
      code: 'c'.repeat(100),
      message: 'm'.repeat(8000),
      stack: 's'.repeat(8000),
    });
    await api.runner.abort('s.0001');
  });

  it('of a deleted study are not taken for those of the next of its name', async () => {
    const api = await study();
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 });
    await api.runner.abort('s.0001');
    await api.call('DELETE', '/studies/s');
    expect(await api.problem('POST', '/studies/s/tell', completed(leg))).toBe('404 StudyNotFound');
    api.skip(1000);
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', budget: { trials: 1 } });
    await api.runner.ended('s.0001-2');

    expect(await api.problem('POST', '/studies/s/tell', completed(leg))).toBe('400 InvalidRequest');
    expect(await api.ok('POST', '/studies/s/ask', { slot: 100, turn: 0 })).toMatchObject({ next: 'done' });
  });
});
