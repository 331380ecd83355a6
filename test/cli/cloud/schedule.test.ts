import { describe, expect, it } from 'vitest';
import { TestApi } from '../../shared/api/test-api.js';
import { type Outcome, start } from '../stepladder.js';
import { environment, ServedApi } from './served-api.js';

async function deployed() {
  const api = new TestApi();
  const server = await ServedApi.start(api.app);
  const schedule = (...args: string[]): Promise<Outcome> =>
    start(['schedule', ...args], { ...environment, STEPLADDER_CLOUD: server.url }).ended;
  return { api, schedule };
}

describe('stepladder schedule', () => {
  it('creates, lists, pauses, resumes and deletes schedules', async () => {
    const { api, schedule } = await deployed();
    const berlin = ['--cron', '0 2 * * ? *', '--time-zone', 'Europe/Berlin', '--overlap', 'allow'];
    expect((await schedule('list')).stdout).toBe('There are no schedules\n');
    expect(await schedule('create', 'nightly', 'sum', ...berlin, '--trials', '9', '--slots', '2')).toEqual({
      status: 0,
      stdout: "Schedule 'nightly' starts studies named nightly-<date>-<time>: cron(0 2 * * ? *), Europe/Berlin\n",
      stderr: '',
    });
    const created = JSON.parse((await schedule('create', 'hourly', 'sum', '--every', '1 hours', '--json')).stdout);
    expect(created).toMatchObject({ schedule: 'hourly', expression: 'rate(1 hour)', timeZone: 'UTC', overlap: 'skip' });
    expect((await schedule('pause', 'hourly')).stdout).toBe("Schedule 'hourly' is paused\n");

    const [header = '', ...rows] = (await schedule('list')).stdout.trim().split('\n');
    const cells = (row: string) => row.split(/\s{2,}/);
    expect(cells(header)).toEqual(['schedule', 'state', 'when', 'time zone', 'overlap', 'tuning']);
    expect(rows.map(cells)).toEqual([
      ['hourly', 'paused', 'rate(1 hour)', 'UTC', 'skip', 'sum'],
      ['nightly', 'enabled', 'cron(0 2 * * ? *)', 'Europe/Berlin', 'allow', 'sum'],
    ]);
    const { schedules } = await api.ok('GET', '/schedules');
    expect(JSON.parse((await schedule('list', '--json')).stdout)).toEqual(schedules);
    expect(schedules[1]).toMatchObject({ budget: { trials: 9 }, slots: 2 });

    expect((await schedule('resume', 'hourly')).stdout).toBe("Schedule 'hourly' is enabled\n");
    expect((await schedule('delete', 'hourly')).stdout).toBe("Schedule 'hourly' is deleted\n");
    expect((await api.ok('GET', '/schedules')).schedules).toHaveLength(1);
  });

  it.each([
    ['every 12 hours', '12 hours', 'rate(12 hours)'],
    ['every day', '1 day', 'rate(1 day)'],
    ['every half hour', '30 minute', 'rate(30 minutes)'],
  ])('understands %s', async (_, every, expression) => {
    const { schedule } = await deployed();
    expect(JSON.parse((await schedule('create', 's', 'sum', '--every', every, '--json')).stdout)).toMatchObject({
      expression,
    });
  });

  it.each([
    ['no time', ['create', 's', 'sum'], /Give --every, such as '1 day', or --cron/],
    ['two times', ['create', 's', 'sum', '--every', '1 day', '--cron', '0 2 * * ? *'], /cannot be used with/],
    ['a time that is none', ['create', 's', 'sum', '--every', 'day'], /--every needs a number of minutes/],
    ['an overlap that is none', ['create', 's', 'sum', '--every', '1 day', '--overlap', 'no'], /skip, allow/],
    ['a bad name', ['create', 's/t', 'sum', '--every', '1 day'], /cannot be a schedule/],
    ['a time zone that is none', ['create', 's', 'sum', '--every', '1 day', '--time-zone', 'Mars'], /time zone/],
    ['an unknown schedule', ['pause', 'nobody'], /There is no schedule 'nobody'/],
  ])('refuses %s in one line', async (_, args, message) => {
    const { schedule } = await deployed();
    const { status, stdout, stderr } = await schedule(...args);
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
    expect(stderr).toMatch(message);
  });

  it('needs a deployment', async () => {
    const { status, stderr } = await start(['schedule', 'list']).ended;
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'stepladder: Only a deployment has schedules: give --cloud\n',
    });
  });
});
