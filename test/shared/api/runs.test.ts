import { describe, expect, it } from 'vitest';
import { TestApi } from './test-api.js';

const request = { study: 's', tuning: 'sum', budget: { trials: 3 }, seed: 1, slots: 2 };

async function running(): Promise<TestApi> {
  const api = new TestApi();
  api.runner.training.close();
  await api.ok('POST', '/studies', request);
  await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(2);
  return api;
}

describe('stopping a study', () => {
  it('lets running legs finish and hands out no more; asking again changes nothing', async () => {
    const api = await running();

    const first = await api.call('POST', '/studies/s/stop');
    const again = await api.call('POST', '/studies/s/stop');

    expect([first.status, first.body]).toEqual([202, { study: 's', status: 'stopping' }]);
    expect([again.status, again.body]).toEqual([202, first.body]);
    api.runner.training.open();
    await api.runner.ended('s.0001');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'stopped', spent: { trials: 2 } });
  });

  it('is refused where nothing runs it', async () => {
    const api = await running();
    await api.runner.abort('s.0001');
    expect(await api.problem('POST', '/studies/s/stop')).toBe('409 StudyNotRunning');

    await api.run('ended');
    expect(await api.problem('POST', '/studies/ended/stop')).toBe('409 StudyNotRunning');
    expect(await api.problem('POST', '/studies/none/stop')).toBe('404 StudyNotFound');
    api.runner.opening.close();
    await api.ok('POST', '/studies', { ...request, study: 'new' });
    expect(await api.problem('POST', '/studies/new/stop')).toBe('409 StudyNotRunning');
    api.runner.opening.open();
    await api.runner.ended('new.0001');
  });
});

describe('resuming a study', () => {
  it('goes on with what the request overrides; asking again while it starts changes nothing', async () => {
    const api = new TestApi();
    await api.run('s', { slots: 2, epochs: 2 });
    api.runner.opening.close();
    const more = { budget: { trials: 5 }, slots: 3 };

    const first = await api.call('POST', '/studies/s/resume', more);
    const again = await api.call('POST', '/studies/s/resume', more);

    expect([first.status, first.body]).toEqual([202, { study: 's', status: 'starting', run: 2 }]);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(await api.problem('POST', '/studies/s/resume', { slots: 1 })).toBe('409 StudyRunning');
    const pending = { status: 'completed', run: 1, pending: { run: 2, status: 'starting' } };
    expect(await api.ok('GET', '/studies/s')).toMatchObject(pending);
    api.runner.opening.open();
    await api.runner.ended('s.0002');
    const ended = await api.ok('GET', '/studies/s');
    expect(ended).toMatchObject({ run: 2, slots: 3, budget: { trials: 5 }, spent: { trials: 5 } });
    expect(ended).not.toHaveProperty('pending');
    expect(api.runner.names).toEqual(['s.0001', 's.0002']);
  });

  it('goes on with what was interrupted, without a body', async () => {
    const api = await running();
    await api.runner.abort('s.0001');

    expect((await api.call('POST', '/studies/s/resume')).status).toBe(202);
    await api.runner.ended('s.0002');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'completed', run: 2, spent: { trials: 3 } });
    const { history } = await api.ok('GET', '/studies/s/trials/0');
    expect(history.map(({ status }: { status: string }) => status)).toEqual(['lost', 'completed']);
  });

  it('is refused while the study runs or starts, and for what cannot be', async () => {
    const api = await running();
    expect(await api.problem('POST', '/studies/s/resume', {})).toBe('409 StudyRunning');
    expect(await api.problem('POST', '/studies/s/resume', { slots: 9 })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies/s/resume', { seed: 1 })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies/none/resume', {})).toBe('404 StudyNotFound');
    api.runner.training.open();
    await api.runner.ended('s.0001');
    api.runner.opening.close();
    await api.ok('POST', '/studies', { ...request, study: 'new' });
    expect(await api.problem('POST', '/studies/new/resume', {})).toBe('409 StudyRunning');
    api.runner.opening.open();
    await api.runner.ended('new.0001');
  });

  it('that fails before its run has a record says so, and may be tried again', async () => {
    const api = new TestApi();
    await api.run('s');
    await api.ok('POST', '/studies/s/resume', { budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0002');

    const { run, status, pending } = await api.ok('GET', '/studies/s');
    expect([run, status]).toEqual([1, 'completed']);
    expect(pending).toMatchObject({ run: 2, status: 'failed', reason: expect.stringMatching(/^InvalidDefinition: /) });
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 4 } });
    await api.runner.ended('s.0002-2');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ run: 2, spent: { trials: 4 } });
  });

  it('is not mistaken for a run of the study that had the name before', async () => {
    const api = new TestApi();
    await api.run('s');
    await api.ok('POST', '/studies/s/resume', { budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0002');
    await api.call('DELETE', '/studies/s');
    api.skip(1000);
    await api.ok('POST', '/studies', request);
    await api.runner.ended('s.0001-2');

    expect(await api.ok('GET', '/studies/s')).not.toHaveProperty('pending');
  });
});
