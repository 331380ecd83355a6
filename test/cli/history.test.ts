import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import type { HistoryPoint } from '../../shared/study/history.js';
import { TestApi } from '../shared/api/test-api.js';
import { environment, ServedApi } from './cloud/served-api.js';
import { documentIn, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const place = ['--store', store];
const history = async (study: string): Promise<{ history: readonly HistoryPoint[] }> =>
  JSON.parse((await stepladder('history', study, '--json', ...place)).stdout);

describe('stepladder history', () => {
  beforeAll(async () => {
    const flags = ['--trials', '16', '--seed', '1', '--json', ...place];
    expect(await stepladder('run', 'test/fixtures/parabola.ts', '--study', 'one', ...flags)).toMatchObject({
      status: 0,
    });
    expect(await stepladder('run', 'test/fixtures/trade-off.ts', '--study', 'two', ...flags)).toMatchObject({
      status: 0,
    });
  }, 60_000);

  it('has the scores of the trials and the best so far', async () => {
    const { trials, best } = documentIn(await stepladder('show', 'one', '--json', ...place));
    const { history: points } = await history('one');
    expect(points.map(({ trial, scores }) => [trial, scores])).toEqual(
      trials.map(({ number, score }) => [number, [score]]),
    );
    expect(points.at(-1)?.best).toBe(best?.score);
    const { stdout, stderr } = await stepladder('history', 'one', ...place);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\S+ of each trial \(•\), and the best so far\n\n/);
    expect(stdout.split('\n')).toHaveLength(2 + 14 + 1);
    expect(stdout).toMatch(/^ +0 +15$/m);
  });

  it('has, with several objectives, the hypervolume so far', async () => {
    const { history: points } = await history('two');
    expect(points).toHaveLength(16);
    const volumes = points.map(({ hypervolume }) => hypervolume as number);
    expect([...volumes].sort((a, b) => a - b)).toEqual(volumes);
    expect((await stepladder('history', 'two', ...place)).stdout).toMatch(/^Hypervolume so far of error and price /);
  });

  it('says the same of a study in a deployment', async () => {
    const server = await ServedApi.start(new TestApi(new DirectoryStore(store)).app);
    const there = await start(['history', 'one', '--json', '--cloud', server.url], environment).ended;
    expect(JSON.parse(there.stdout)).toEqual(await history('one'));
  });

  it('refuses a study without a score', async () => {
    const flags = ['--study', 'none', '--trials', '1', ...place];
    await stepladder('run', 'test/fixtures/failing.ts', ...flags);
    const { stderr, status } = await stepladder('history', 'none', ...place);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/No trial of study 'none' has a score yet/)]);
  });
});
