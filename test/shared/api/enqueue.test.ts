import { describe, expect, it } from 'vitest';
import { queueKey } from '../../../shared/study/keys.js';
import { TestApi } from './test-api.js';

describe('POST /studies/{study}/enqueue', () => {
  it('has a study that ended try points in its next run, before the oracle’s own', async () => {
    const api = new TestApi();
    await api.run('s');
    const points = [{ x: 0.25 }, {}];
    const answer = await api.ok('POST', '/studies/s/enqueue', { points });
    expect(answer).toMatchObject({ study: 's', parameters: [{ name: 'x' }], waiting: [{ x: 0.25 }, { x: 0 }] });
    expect(await api.ok('GET', '/studies/s/enqueue')).toEqual(answer);
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'completed', waiting: 2 });
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 6 } });
    await api.runner.ended('s.0002');
    const { trials } = await api.ok('GET', '/studies/s/trials');
    expect(trials.slice(3, 5).map(({ hyperparameters }: { hyperparameters: object }) => hyperparameters)).toEqual([
      { x: 0.25 },
      { x: 0 },
    ]);
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ waiting: 0 });
    const { records } = await api.ok('GET', '/studies/s/records?after=legs/000005');
    const keys = records.map(({ key }: { key: string }) => key);
    expect(keys[2]).toBe(queueKey('s', 1).slice('studies/s/'.length));
    expect(
      (await api.ok('GET', `/studies/s/records?after=${keys[2]}`)).records.map(({ key }: { key: string }) => key),
    ).toEqual(keys.slice(3));
  });

  it('has one that runs try them next', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', budget: { trials: 3 }, slots: 1 });
    await expect.poll(async () => (await api.call('GET', '/studies/s')).body.running?.length).toBe(1);
    await api.ok('POST', '/studies/s/enqueue', { points: [{ x: 0.25 }] });
    api.runner.training.open();
    await api.runner.ended('s.0001');
    expect((await api.ok('GET', '/studies/s/trials')).trials[1].hyperparameters).toEqual({ x: 0.25 });
  });

  it('refuses what is no point, and one that was tried unless it is to be tried again', async () => {
    const api = new TestApi();
    await api.run('s', { enqueue: [{ x: 0.5 }] });
    const path = '/studies/s/enqueue';
    expect(await api.problem('POST', path, { points: [{ y: 1 }] })).toBe('400 UnknownHyperparameter');
    expect(await api.problem('POST', path, { points: [{ x: 2 }] })).toBe('400 InvalidHyperparameter');
    expect(await api.problem('POST', path, { points: [] })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', path, { points: [{ x: 0.5 }] })).toBe('409 PointKnown');
    expect(await api.problem('POST', '/studies/nobody/enqueue', { points: [{}] })).toBe('404 StudyNotFound');
    const again = await api.ok('POST', path, { points: [{ x: 0.5 }], again: true });
    expect(again.waiting).toEqual([{ x: 0.5 }]);
  });

  it('waits until a study that is starting has begun', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', budget: { trials: 1 } });
    expect(await api.problem('POST', '/studies/s/enqueue', { points: [{}] })).toBe('409 StudyNotRunning');
    api.runner.opening.open();
    await api.runner.ended('s.0001');
  });
});
