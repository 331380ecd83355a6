import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, caller } from './client.js';
import { type Deployment, deploy, deployTimeout, until } from './deployment.js';
import { ended } from './studies.js';

let deployment: Deployment;
let call: Call;

beforeAll(async () => {
  deployment = await deploy({ tunings: { 'no-op': { module: 'test/fixtures/no-op.ts', memory: 512 } } });
  call = caller(deployment);
}, deployTimeout);
afterAll(async () => deployment?.stop(), 30_000);

describe('a schedule', () => {
  it('starts a study named by the date, and no more once it is paused and deleted', { timeout: 200_000 }, async () => {
    const schedule = { schedule: 'minutely', expression: 'rate(1 minute)', timeZone: 'Europe/Berlin' };
    const settings = { tuning: 'no-op', oracle: 'random', budget: { trials: 2 }, slots: 2 };
    expect(await call('POST', '/schedules', { ...schedule, ...settings })).toMatchObject({
      status: 201,
      body: { ...schedule, overlap: 'skip', state: 'enabled', tuning: 'no-op' },
    });
    expect(await call('POST', '/schedules', { ...schedule, ...settings })).toMatchObject({
      status: 409,
      body: { code: 'ScheduleExists' },
    });

    const studies = async () => (await call('GET', '/studies')).body.studies as { study: string }[];
    const [first] = await until(studies, ({ length }) => length > 0, 90);
    const study = first?.study as string;
    expect(study).toMatch(/^minutely-\d{8}-\d{4}$/);
    expect(await ended(call, study)).toMatchObject({ status: 'completed', spent: { trials: 2 } });
    const { created } = (await call('GET', `/studies/${study}`)).body;
    const names = [0, 1].map((minutes) => `minutely-${stampInBerlin(created - minutes * 60_000)}`);
    expect(names).toContain(study);

    expect(await call('POST', '/schedules/minutely/pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect((await call('GET', '/schedules')).body.schedules).toMatchObject([{ schedule: 'minutely', state: 'paused' }]);
    expect(await call('DELETE', '/schedules/minutely')).toMatchObject({ status: 204 });
    expect(await call('POST', '/schedules/minutely/resume')).toMatchObject({ body: { code: 'ScheduleNotFound' } });
  });
});

/** `20261124-0230`, by the clocks of Berlin. */
function stampInBerlin(time: number): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
  return format.format(time).replace(/[-:]/g, '').replace(' ', '-');
}
