import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { type Answer, TestApi } from './test-api.js';

describe('trials', () => {
  it('are listed, shown with their legs, and ranked', async () => {
    const api = new TestApi();
    await api.run('s', { budget: { trials: 5 } });

    const { trials, next } = await api.ok('GET', '/studies/s/trials');
    const ranked = [...trials].sort((a, b) => b.score - a.score);
    expect(trials.map(({ number }: Answer['body']) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(next).toBeUndefined();
    expect(trials[0]).toEqual({
      number: 0,
      status: 'completed',
      hyperparameters: { x: trials[0].score },
      score: trials[0].score,
      metrics: { score: trials[0].score },
      epochs: 1,
      seconds: expect.any(Number),
      legs: 1,
    });

    expect(await api.ok('GET', '/studies/s/best')).toEqual(ranked[0]);
    expect(await api.ok('GET', '/studies/s/leaderboard')).toEqual({ trials: ranked });
    expect(await api.ok('GET', '/studies/s/leaderboard?limit=2')).toEqual({ trials: ranked.slice(0, 2) });
    const { history, ranking, ...trial } = await api.ok('GET', '/studies/s/trials/2');
    expect(trial).toEqual(trials[2]);
    const place = ranked.findIndex(({ number }) => number === 2);
    const [before, after] = [ranked[place - 1]?.number, ranked[place + 1]?.number];
    expect(ranking).toEqual({
      place: place + 1,
      of: 5,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    });
    const leg = { leg: 2, fromEpoch: 0, toEpoch: 1, slot: expect.any(Number), status: 'completed' };
    expect(history).toEqual([
      {
        ...leg,
        reports: [{ epoch: 1, metrics: trial.metrics }],
        seconds: trial.seconds,
        dollars: expect.any(Number),
      },
    ]);
  });

  it('that run have legs without an end, and no score', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', slots: 1 });
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(1);

    expect(await api.problem('GET', '/studies/s/best')).toBe('404 NoScore');
    expect(await api.ok('GET', '/studies/s/leaderboard')).toEqual({ trials: [] });
    const { score, history } = await api.ok('GET', '/studies/s/trials/0');
    expect(score).toBeNull();
    const leg = { leg: 0, fromEpoch: 0, toEpoch: 1, slot: 0 };
    expect(history).toEqual([{ ...leg, status: 'running', reports: [], seconds: 0 }]);
    await api.runner.abort('s.0001');
  });

  it('that do not exist are not found', async () => {
    const api = new TestApi();
    await api.run('s');

    expect(await api.problem('GET', '/studies/s/trials/3')).toBe('404 TrialNotFound');
    expect(await api.problem('GET', '/studies/s/trials/3/checkpoint')).toBe('404 TrialNotFound');
    expect(await api.problem('GET', '/studies/s/trials/x')).toBe('400 InvalidRequest');
    expect(await api.problem('GET', '/studies/s/trials/-1')).toBe('400 InvalidRequest');
    expect(await api.problem('GET', '/studies/s/trials?status=lost')).toBe('400 InvalidRequest');
    for (const path of [
      '',
      '/trials',
      '/trials/0',
      '/trials/0/checkpoint',
      '/best',
      '/leaderboard',
      '/legs',
      '/importance',
      '/records',
    ]) {
      expect(await api.problem('GET', `/studies/none${path}`)).toBe('404 StudyNotFound');
      expect(await api.problem('GET', `/studies/no%20name${path}`)).toBe('400 InvalidName');
    }
  });

  it('come in pages that joined are the whole, and may be filtered', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', budget: { trials: 20 }, slots: 7 });
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(7);
    await tellSome(api);
    const { trials: all } = await api.ok('GET', '/studies/s/trials?limit=1000');
    expect(new Set(all.map(({ status }: Answer['body']) => status))).toEqual(
      new Set(['running', 'failed', 'completed']),
    );
    const statuses = fc.constantFrom(undefined, 'running', 'failed', 'completed', 'waiting');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), statuses, async (limit, status) => {
        const pages: { number: number }[][] = [];
        let after: number | undefined;
        do {
          const query = `limit=${limit}${status ? `&status=${status}` : ''}${after === undefined ? '' : `&after=${after}`}`;
          const page = await api.ok('GET', `/studies/s/trials?${query}`);
          pages.push(page.trials);
          after = page.next;
        } while (after !== undefined);
        const wanted = all.filter((trial: Answer['body']) => !status || trial.status === status);

        expect(pages.flat()).toEqual(wanted);
        expect(pages.length).toBe(Math.max(1, Math.ceil(wanted.length / limit)));
      }),
      { numRuns: 30 },
    );
    await api.runner.abort('s.0001');
  });
});

describe('a checkpoint', () => {
  it('is the newest of its trial, or missing', async () => {
    const api = new TestApi();
    await api.run('s');
    expect(await api.problem('GET', '/studies/s/trials/0/checkpoint')).toBe('404 NoCheckpoint');

    const [first, second] = [checkpointKey('s', 3, 'a'), checkpointKey('s', 4, 'b')];
    const log = await StudyLog.open(api.store, 's');
    const leg = { trial: 3, values: { x: 0 }, fromEpoch: 0, toEpoch: 1, run: 1, slot: 0, at: 1 };
    const result = { status: 'completed' as const, reports: [], seconds: 0, at: 2 };
    await log.createAssigned({ ...leg, leg: 3, ask: '0001/09/000/0000' });
    await log.createResult({ ...result, leg: 3, checkpoint: first });
    await log.createAssigned({ ...leg, leg: 4, ask: '0001/09/000/0001' });
    await log.createResult({ ...result, leg: 4, checkpoint: second });
    await api.store.put(first, Buffer.from('old'));

    expect(await api.problem('GET', '/studies/s/trials/3/checkpoint')).toBe('404 NoCheckpoint');
    await api.store.put(second, Buffer.from('new'));
    const { status, headers, body } = await api.call('GET', '/studies/s/trials/3/checkpoint');
    expect([status, headers.get('content-type'), body]).toEqual([200, 'application/octet-stream', 'new']);
  });

  it('that lies elsewhere is where the answer points to', async () => {
    const api = new TestApi();
    await api.run('s');
    await api.addCheckpoint('s', 3, 'checkpoints/s/x');
    const elsewhere = new TestApi(api.store, async (key) => ({ url: `https://bucket.example/${key}?signed` }));

    const { status, headers } = await elsewhere.call('GET', '/studies/s/trials/3/checkpoint');

    expect([status, headers.get('location')]).toEqual([307, 'https://bucket.example/checkpoints/s/x?signed']);
  });
});

/** Of the trials after those that run, every second one fails. */
async function tellSome(api: TestApi): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 100, turn });
    const outcome = { status: 'completed', reports: [{ epoch: 1, metrics: { score: turn } }] };
    await api.ok('POST', '/studies/s/tell', { leg: leg.leg, ...(turn % 2 ? { status: 'failed' } : outcome) });
  }
}
