import { describe, expect, it } from 'vitest';
import { open } from '../../../shared/study/open.js';
import { TestApi } from './test-api.js';

const pareto = [
  { name: 'acc', direction: 'max' as const },
  { name: 'size', direction: 'min' as const },
];

/** A study with two objectives, whose trials a worker tells. */
async function told(api: TestApi, all: readonly { acc: number; size: number }[]): Promise<void> {
  const space = { parameters: [{ name: 'x', kind: 'float' as const, min: 0, max: 1, sampling: 'linear' as const }] };
  const description = { tuning: 't', objective: { pareto }, space };
  await open(api.store, { study: 'p', execution: 'e', start: { trialFunction: 't' }, description }, () => 0);
  for (const [turn, metrics] of all.entries()) {
    const { leg } = await api.ok('POST', '/studies/p/ask', { slot: 0, turn });
    await api.ok('POST', '/studies/p/tell', { leg: leg.leg, status: 'completed', reports: [{ epoch: 1, metrics }] });
  }
}

describe('the front', () => {
  it('is listed, stands in the summary, and begins the leaderboard', async () => {
    const api = new TestApi();
    const all = [
      { acc: 0.5, size: 1 },
      { acc: 0.4, size: 2 },
      { acc: 0.9, size: 8 },
    ];
    await told(api, all);
    const { trials } = await api.ok('GET', '/studies/p/front');
    expect(trials.map(({ number, score, metrics }: (typeof trials)[0]) => ({ number, score, metrics }))).toEqual([
      { number: 2, score: null, metrics: all[2] },
      { number: 0, score: null, metrics: all[0] },
    ]);
    const { front, best, objective } = await api.ok('GET', '/studies/p');
    expect({ best, objective }).toEqual({ best: null, objective: { pareto } });
    expect(front.map(({ number }: { number: number }) => number)).toEqual([2, 0]);
    const board = await api.ok('GET', '/studies/p/leaderboard');
    expect(board.trials.map(({ number }: { number: number }) => number)).toEqual([2, 0, 1]);
    expect(await api.problem('GET', '/studies/p/best')).toBe('400 InvalidRequest');
  });

  it('needs each objective of each report', async () => {
    const api = new TestApi();
    await told(api, []);
    const { leg } = await api.ok('POST', '/studies/p/ask', { slot: 0, turn: 0 });
    const tell = { leg: leg.leg, status: 'completed', reports: [{ epoch: 1, metrics: { acc: 1 } }] };
    expect(await api.problem('POST', '/studies/p/tell', tell)).toBe('400 MissingMetric');
  });

  it('of one objective is the best trial', async () => {
    const api = new TestApi();
    await api.run('s', { budget: { trials: 3 } });
    expect(await api.ok('GET', '/studies/s/front')).toEqual({ trials: [await api.ok('GET', '/studies/s/best')] });
    expect(await api.ok('GET', '/studies/s')).not.toHaveProperty('front');
  });
});
