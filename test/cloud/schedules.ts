import { beforeAll, describe, expect, it } from 'vitest';
import type { Deployed } from './deployed.js';
import { until } from './deployment.js';
import { execution } from './executions.js';
import { ended } from './studies.js';

const minutely = { schedule: 'minutely', expression: 'rate(1 minute)', timeZone: 'Europe/Berlin' };
const settings = { tuning: 'no-op', oracle: 'random', budget: { trials: 2 }, slots: 2 };

/** Creates the schedule of every minute, before the tests: nobody need wait for its minute then. */
export function minutelySchedule({ call }: Deployed): void {
  beforeAll(async () => {
    expect(await call('POST', '/schedules', { ...minutely, ...settings })).toMatchObject({
      status: 201,
      body: { ...minutely, overlap: 'skip', state: 'enabled', tuning: 'no-op' },
    });
  });
}

/** What schedules start and skip: after `minutelySchedule`, the later the better. */
export function schedules(cloud: Deployed): void {
  const { call } = cloud;

  describe('a schedule', () => {
    it('starts a study named by the date, and no more once it is paused and deleted', {
      timeout: 200_000,
    }, async () => {
      expect(await call('POST', '/schedules', { ...minutely, ...settings })).toMatchObject({
        status: 409,
        body: { code: 'ScheduleExists' },
      });

      const scheduled = async () =>
        ((await call('GET', '/studies')).body.studies as { study: string }[]).filter(({ study }) =>
          study.startsWith('minutely-'),
        );
      const [first] = await until(scheduled, ({ length }) => length > 0, 90);
      const study = first?.study as string;
      expect(study).toMatch(/^minutely-\d{8}-\d{4}$/);
      expect(await ended(call, study)).toMatchObject({ status: 'completed', spent: { trials: 2 } });
      const { created } = (await call('GET', `/studies/${study}`)).body;
      const names = [0, 1].map((minutes) => `minutely-${stampInBerlin(created - minutes * 60_000)}`);
      expect(names).toContain(study);

      expect(await call('POST', '/schedules/minutely/pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
      expect((await call('GET', '/schedules')).body.schedules).toMatchObject([
        { schedule: 'minutely', state: 'paused' },
      ]);
      expect(await call('DELETE', '/schedules/minutely')).toMatchObject({ status: 204 });
      expect(await call('POST', '/schedules/minutely/resume')).toMatchObject({ body: { code: 'ScheduleNotFound' } });
    });

    it('is skipped while its last study is still going, if it says so', { timeout: 60_000 }, async () => {
      const [{ trialFunction } = {}] = (await call('GET', '/tunings')).body.tunings.filter(
        ({ name }: { name: string }) => name === 'steady',
      );
      const template = { start: { trialFunction }, budget: { trials: 1 }, slots: 1 };
      const due = (minute: number, overlap: string) =>
        execution(cloud.deployment, {
          request: { schedule: 'busy', at: `2026-11-24T10:0${minute}:00Z`, timeZone: 'UTC', overlap, template },
        });
      const first = await due(0, 'skip');
      const studies = async () =>
        (await call('GET', '/studies')).body.studies.map(({ study }: { study: string }) => study);
      await until(studies, (names) => names.includes('busy-20261124-1000'), 60);

      expect(await (await due(1, 'skip')).ended()).toMatchObject({
        status: 'SUCCEEDED',
        output: { next: 'skip', reason: "study 'busy-20261124-1000' of schedule 'busy' is still going" },
      });
      const allowed = await due(2, 'allow');
      await until(studies, (names) => names.includes('busy-20261124-1002'), 60);

      expect(await first.ended()).toMatchObject({ status: 'SUCCEEDED', output: { status: 'completed' } });
      expect(await allowed.ended()).toMatchObject({ status: 'SUCCEEDED', output: { status: 'completed' } });
      expect((await studies()).filter((name: string) => name.startsWith('busy-'))).toEqual([
        'busy-20261124-1000',
        'busy-20261124-1002',
      ]);
    });
  });
}

/** `20261124-0230`, by the clocks of Berlin. */
function stampInBerlin(time: number): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
  return format.format(time).replace(/[-:]/g, '').replace(' ', '-');
}
