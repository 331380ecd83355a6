import { afterEach, describe, expect, it, vi } from 'vitest';
import { Deployment } from '../../cli/cloud/deployment.js';
import { type Followed, follow } from '../../cli/follow.js';
import { CloudClient } from '../../shared/cloud/client.js';
import { TestApi } from '../shared/api/test-api.js';
import { ServedApi } from './cloud/served-api.js';
import { keys } from './cloud/signature.js';

const request = { study: 's', tuning: 'sum', budget: { trials: 3 }, seed: 1, slots: 1 };
const followed: Followed = { study: 's', run: 1, isNew: false, json: true };

async function deployed(api: TestApi): Promise<Deployment> {
  const server = await ServedApi.start(api.app);
  const credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret };
  const client = new CloudClient({ url: new URL(server.url), region: keys.region, credentials });
  return new Deployment(client, { interval: 1 });
}

/** What is written to standard output. */
function output(): () => string {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => written.mock.calls.map(([text]) => String(text)).join('');
}

afterEach(() => vi.restoreAllMocks());

describe('following a run', () => {
  it('goes on until its end, from before its first record', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    await api.ok('POST', '/studies', request);
    const place = await deployed(api);
    const text = output();
    const status = follow(place, { ...followed, isNew: true });
    expect(await place.life('s')).toEqual({ isAlive: true });
    api.runner.opening.open();
    expect(await status).toBe(0);
    expect(JSON.parse(text())).toMatchObject({ status: 'completed', spent: { trials: 3 } });
  });

  it('waits for a run that Step Functions does not show yet', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    await api.ok('POST', '/studies', request);
    const execution = vi.spyOn(api.runner, 'execution');
    for (let look = 0; look < 5; look++) execution.mockResolvedValueOnce(undefined);
    const text = output();
    const status = follow(await deployed(api), { ...followed, isNew: true });
    await expect.poll(() => execution.mock.calls.length).toBeGreaterThan(5);
    api.runner.opening.open();
    expect(await status).toBe(0);
    expect(JSON.parse(text()).status).toBe('completed');
  });

  it('of a study that nobody has started ends at once', async () => {
    const place = await deployed(new TestApi());
    await expect(follow(place, followed)).rejects.toThrow("There is no study 's'");
  });

  it('says why a study could not begin', async () => {
    const api = new TestApi();
    await api.ok('POST', '/studies', { ...request, budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0001');
    await expect(follow(await deployed(api), { ...followed, isNew: true })).rejects.toThrow(
      /^Study 's' could not begin: InvalidDefinition: A budget of \$0.000001 does not cover one leg/,
    );
  });

  it('says why a study could not be resumed, and shows it nevertheless', async () => {
    const api = new TestApi();
    await api.run('s');
    await api.ok('POST', '/studies/s/resume', { budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0002');
    const place = await deployed(api);
    await expect(follow(place, { ...followed, run: 2, isNew: true })).rejects.toThrow(/could not begin: Invalid/);
    expect(await place.life('s')).toEqual({ isAlive: false, failure: expect.stringMatching(/^InvalidDefinition/) });
  });

  it('does not take the end of an earlier run for its own', async () => {
    const api = new TestApi();
    await api.run('s');
    api.runner.opening.close();
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 5 } });
    const text = output();
    const status = follow(await deployed(api), { ...followed, run: 2, isNew: true });
    api.runner.opening.open();
    expect(await status).toBe(0);
    expect(JSON.parse(text())).toMatchObject({ run: 2, status: 'completed', spent: { trials: 5 } });
  });

  it('ends when the runner is gone without a word', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', request);
    const place = await deployed(api);
    const text = output();
    const status = follow(place, followed);
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(1);
    await api.runner.abort('s.0001');
    expect(await status).toBe(1);
    expect(JSON.parse(text()).status).toBe('interrupted');
  });
});
