import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSchedules } from '../../../functions/aws/event-schedules.js';
import { PresignedCheckpoints } from '../../../functions/aws/presigned-checkpoints.js';
import { StepFunctionsRunner } from '../../../functions/aws/step-functions-runner.js';
import { s3Client } from '../../../shared/store/s3.js';
import { scheduledSchema } from '../../../shared/study/schedule.js';
import { type MiniStack, startMiniStack, startTimeout } from '../../cloud/ministack.js';

let miniStack: MiniStack;
beforeAll(async () => {
  miniStack = await startMiniStack({ auth: false });
}, startTimeout);
afterAll(() => miniStack.stop());

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const config = () => ({ endpoint: miniStack.endpoint, region: 'us-east-1', credentials });
const roleArn = 'arn:aws:iam::000000000000:role/any';

describe('the runner on Step Functions', () => {
  /** Waits for ever, fails or succeeds, as the request's study says. */
  const definition = {
    StartAt: 'Which',
    States: {
      Which: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.request.study', StringEquals: 'waits', Next: 'Wait' },
          { Variable: '$.request.study', StringEquals: 'fails', Next: 'Fail' },
        ],
        Default: 'Done',
      },
      Wait: { Type: 'Wait', Seconds: 3600, Next: 'Done' },
      Fail: { Type: 'Fail', Error: 'StudyFailed', Cause: 'three trials failed' },
      Done: { Type: 'Pass', End: true },
    },
  };

  it('starts executions, finds them by their names, and starts none twice', async () => {
    const client = new SFNClient(config());
    const created = await client.send(
      new CreateStateMachineCommand({ name: 'machine', definition: JSON.stringify(definition), roleArn }),
    );
    const runner = new StepFunctionsRunner(client, created.stateMachineArn ?? '');
    const start = (study: string, slots: number) => runner.start(`${study}.0001`, { request: { study, slots } });
    const begun = Date.now();

    expect(await runner.execution('waits.0001')).toBeUndefined();
    expect([await start('waits', 1), await start('fails', 1), await start('passes', 1)]).toEqual([true, true, true]);
    await expect.poll(async () => (await runner.execution('fails.0001'))?.status).toBe('failed');
    await expect.poll(async () => (await runner.execution('passes.0001'))?.status).toBe('succeeded');

    const running = await runner.execution('waits.0001');
    expect(running).toEqual({ status: 'running', started: expect.any(Number) });
    expect(Math.abs((running?.started ?? 0) - begun)).toBeLessThan(60_000);
    const failure = { code: 'StudyFailed', message: 'three trials failed' };
    expect(await runner.execution('fails.0001')).toMatchObject({ failure });
    expect([await start('waits', 1), await start('waits', 2)]).toEqual([true, false]);
    expect([await start('fails', 1), await start('passes', 1)]).toEqual([false, false]);
  });
});

describe('schedules of EventBridge Scheduler', () => {
  it('are created once, listed, paused, resumed and deleted', async () => {
    const client = new SchedulerClient(config());
    await client.send(new CreateScheduleGroupCommand({ Name: 'group' }));
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
    const schedules = new EventSchedules({ client, group: 'group', stateMachineArn, roleArn });
    const template = { start: { trialFunction: 'f', seed: 1 }, budget: { trials: 3 }, slots: 2 };
    const request = { schedule: 'b', timeZone: 'Europe/Berlin', overlap: 'skip' as const, template };
    const b = { name: 'b', expression: 'cron(0 2 * * ? *)', state: 'enabled' as const, request };
    const a = {
      name: 'a',
      expression: 'rate(1 day)',
      state: 'paused' as const,
      request: { ...request, schedule: 'a' },
    };

    await schedules.create(b);
    await schedules.create(a);
    await expect(schedules.create(b)).rejects.toMatchObject({ code: 'ScheduleExists' });
    expect(await schedules.list()).toEqual([a, b]);
    const made = await client.send(new GetScheduleCommand({ Name: 'b', GroupName: 'group' }));
    expect(made).toMatchObject({
      ScheduleExpression: 'cron(0 2 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: { Arn: stateMachineArn, RoleArn: roleArn, RetryPolicy: { MaximumEventAgeInSeconds: 3600 } },
    });
    const input = JSON.parse(made.Target?.Input ?? '');
    expect(input).toEqual({ request: { ...request, at: '<aws.scheduler.scheduled-time>' } });
    expect(scheduledSchema.safeParse(input.request).success).toBe(true);

    expect(await schedules.setState('b', 'paused')).toEqual({ ...b, state: 'paused' });
    const paused = await client.send(new GetScheduleCommand({ Name: 'b', GroupName: 'group' }));
    expect([paused.State, paused.Target]).toEqual(['DISABLED', made.Target]);
    expect(await schedules.setState('b', 'enabled')).toEqual(b);
    await schedules.remove('a');
    expect(await schedules.list()).toEqual([b]);
    await expect(schedules.remove('a')).rejects.toMatchObject({ code: 'ScheduleNotFound' });
    await expect(schedules.setState('a', 'paused')).rejects.toMatchObject({ code: 'ScheduleNotFound' });
  });
});

describe('checkpoints in S3', () => {
  it('are fetched by an address that needs no credentials', async () => {
    const client = s3Client(config());
    await client.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'checkpoints/s/000001.a', Body: 'weights' }));

    const { url } = await new PresignedCheckpoints(client, 'bucket').locate('checkpoints/s/000001.a');

    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, 'weights']);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('900');
  });
});
