import { describe, expect, it } from 'vitest';
import { TestApi } from './test-api.js';

const schedule = { schedule: 'nightly', expression: 'cron(0 2 * * ? *)', tuning: 'sum' };

describe('schedules', () => {
  it('are created, listed, paused, resumed and deleted', async () => {
    const api = new TestApi();
    const created = await api.call('POST', '/schedules', schedule);
    const settings = {
      seed: 0,
      slots: 2,
      budget: { trials: 3 },
      oracle: 'grid',
      epochs: 2,
      retries: 0,
      enqueue: [{ x: 1 }],
    };
    const hours = { schedule: 'hourly', expression: 'rate(1 hour)', timeZone: 'Europe/Berlin', overlap: 'allow' };
    const other = await api.ok('POST', '/schedules', { ...hours, tuning: 'sum', ...settings });

    const document = { ...schedule, timeZone: 'UTC', overlap: 'skip', state: 'enabled' };
    expect([created.status, created.body]).toEqual([201, document]);
    expect(other).toEqual({ ...hours, tuning: 'sum', ...settings, state: 'enabled' });
    expect(await api.ok('GET', '/schedules')).toEqual({ schedules: [other, document] });
    expect(await api.ok('POST', '/schedules/nightly/pause')).toEqual({ ...document, state: 'paused' });
    expect(await api.ok('GET', '/schedules')).toEqual({ schedules: [other, { ...document, state: 'paused' }] });
    expect(await api.ok('POST', '/schedules/nightly/resume')).toEqual(document);
    expect((await api.call('DELETE', '/schedules/hourly')).status).toBe(204);
    expect(await api.ok('GET', '/schedules')).toEqual({ schedules: [document] });
  });

  it('are refused where they cannot be', async () => {
    const api = new TestApi();
    await api.ok('POST', '/schedules', schedule);
    const refused = (change: object) => api.problem('POST', '/schedules', { ...schedule, schedule: 'b', ...change });

    expect(await refused({ schedule: 'nightly' })).toBe('409 ScheduleExists');
    expect(await refused({ schedule: 'n/a' })).toBe('400 InvalidName');
    expect(await refused({ expression: 'every day' })).toBe('400 InvalidRequest');
    expect(await refused({ timeZone: 'Mars/Olympus' })).toBe('400 InvalidRequest');
    expect(await refused({ overlap: 'queue' })).toBe('400 InvalidRequest');
    expect(await refused({ study: 's' })).toBe('400 InvalidRequest');
    expect(await refused({ tuning: 'none' })).toBe('400 UnknownTuning');
    expect(await refused({ oracle: 'none' })).toBe('400 UnknownOracle');
    expect(await refused({ slots: 9 })).toBe('400 InvalidRequest');
    for (const [method, path] of [
      ['POST', '/schedules/none/pause'],
      ['POST', '/schedules/none/resume'],
      ['DELETE', '/schedules/none'],
    ] as const) {
      expect(await api.problem(method, path)).toBe('404 ScheduleNotFound');
    }
    expect(await api.problem('DELETE', '/schedules/a%20b')).toBe('400 InvalidName');
  });
});
