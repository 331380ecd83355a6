import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { EventSchedules } from '../../../functions/aws/event-schedules.js';
import { StepFunctionsRunner } from '../../../functions/aws/step-functions-runner.js';

/** What AWS answers in turn: a status and a body, or no answer at all. */
type Answers = (readonly [status: number, type: string, body?: object] | Error)[];

/** Everything a client needs to get these answers, and to note what it asked. */
function answering(answers: Answers) {
  const asked: { method: string; path: string; query: object; body: Uint8Array }[] = [];
  const requestHandler = {
    handle: async (request: { method: string; path: string; query: object; body: Uint8Array }) => {
      asked.push(request);
      const answer = answers.shift();
      if (!answer) throw new Error('nothing more was to be asked');
      if (answer instanceof Error) throw answer;
      const [statusCode, type, body = {}] = answer;
      const headers = { 'content-type': 'application/json', ...(statusCode >= 400 && { 'x-amzn-errortype': type }) };
      const text = JSON.stringify(statusCode >= 400 ? { __type: type, message: 'in AWS’s words', ...body } : body);
      return { response: { statusCode, headers, body: new Blob([text]).stream() } };
    },
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return {
    asked,
    config: { region: 'us-east-1', credentials, requestHandler: requestHandler as never, maxAttempts: 1 },
  };
}

const stateMachineArn = 'arn:aws:states:us-east-1:1:stateMachine:machine';
const passing: Answers[number][] = [
  [503, 'ServiceUnavailable'],
  [400, 'ThrottlingException'],
  Object.assign(new Error('no route'), { code: 'ECONNREFUSED' }),
];

describe('the runner on Step Functions', () => {
  const runnerOf = (answers: Answers) => {
    const { asked, config } = answering(answers);
    return { asked, runner: new StepFunctionsRunner(new SFNClient(config), stateMachineArn) };
  };

  it('asks about executions by the names that AWS gives them', async () => {
    const { asked, runner } = runnerOf([[200, '', { status: 'SUCCEEDED', startDate: 100 }]]);

    expect(await runner.execution('s.0001')).toEqual({ status: 'succeeded', started: 100_000 });
    expect(JSON.parse(Buffer.from(asked[0]?.body ?? []).toString())).toEqual({
      executionArn: 'arn:aws:states:us-east-1:1:execution:machine:s.0001',
    });
  });

  it('says why an execution failed: the function’s own words, or how it was ended', async () => {
    const cause = JSON.stringify({ errorType: 'InvalidTuning', errorMessage: 'it has no objective' });
    const { runner } = runnerOf([
      [200, '', { status: 'FAILED', startDate: 1, error: 'InvalidTuning', cause }],
      [200, '', { status: 'ABORTED', startDate: 1 }],
      [200, '', { status: 'PENDING_REDRIVE', startDate: 1 }],
    ]);

    const states = [await runner.execution('a'), await runner.execution('b'), await runner.execution('c')];
    expect(states[0]?.failure).toEqual({ code: 'InvalidTuning', message: 'it has no objective' });
    expect(states[1]?.failure).toEqual({ code: 'ABORTED', message: 'the execution b ended so' });
    expect(states[2]?.status).toBe('running');
  });

  it('starts nothing under a name that AWS calls taken, whether or not it finds the execution yet', async () => {
    const taken = [400, 'ExecutionAlreadyExists'] as const;
    const input = JSON.stringify({ request: { study: 's' } });
    const known = (status: string) => [200, '', { status, startDate: 1, input }] as const;
    const { asked, runner } = runnerOf([taken, [400, 'ExecutionDoesNotExist'], taken, known('SUCCEEDED')]);

    expect(await runner.start('s.0001', { request: { study: 's' } })).toBe(false);
    expect(await runner.start('s.0001', { request: { study: 's' } })).toBe(false);
    expect(asked).toHaveLength(4);
  });

  it('tells what may pass from what will not', async () => {
    for (const answer of passing) {
      const { runner } = runnerOf([answer, answer]);
      await expect(runner.start('s.0001', { request: { study: 's' } })).rejects.toMatchObject({
        code: 'CloudUnavailable',
      });
      await expect(runner.execution('s.0001')).rejects.toMatchObject({ code: 'CloudUnavailable' });
    }
    const { runner } = runnerOf([[400, 'AccessDeniedException']]);
    await expect(runner.execution('s.0001')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('schedules of EventBridge Scheduler', () => {
  const schedulesOf = (answers: Answers) => {
    const { asked, config } = answering(answers);
    const options = { client: new SchedulerClient(config), group: 'group', stateMachineArn, roleArn: 'arn:role' };
    return { asked, schedules: new EventSchedules(options) };
  };
  const request = {
    schedule: 'a',
    timeZone: 'UTC',
    overlap: 'skip' as const,
    template: { start: { trialFunction: 'f' } },
  };
  const schedule = { name: 'a', expression: 'cron(0 25 * * ? *)', state: 'enabled' as const, request };
  const Input = JSON.stringify({ request: { ...request, at: '<aws.scheduler.scheduled-time>' } });
  const found = (Name: string) =>
    [
      200,
      '',
      { Name, ScheduleExpression: 'rate(1 day)', State: 'ENABLED', Target: { Arn: 'a', RoleArn: 'b', Input } },
    ] as const;

  it('are refused in AWS’s own words', async () => {
    const { schedules } = schedulesOf([[400, 'ValidationException', { Message: 'Invalid Schedule Expression' }]]);

    await expect(schedules.create(schedule)).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: expect.stringMatching(/^The schedule cannot be so: \S/),
    });
  });

  it('are listed page after page; one that goes meanwhile is left out', async () => {
    const { asked, schedules } = schedulesOf([
      [200, '', { Schedules: [{ Name: 'c' }, { Name: 'a' }], NextToken: 'more' }],
      [200, '', { Schedules: [{ Name: 'b' }] }],
      found('a'),
      [404, 'ResourceNotFoundException'],
      found('c'),
    ]);

    expect((await schedules.list()).map(({ name }) => name)).toEqual(['a', 'c']);
    expect(asked[1]?.query).toMatchObject({ NextToken: 'more', ScheduleGroup: 'group' });
  });

  it('that somebody else put there are reported', async () => {
    const { schedules } = schedulesOf([
      [200, '', { Schedules: [{ Name: 'a' }] }],
      [200, '', { Name: 'a', Target: { Arn: 'a', RoleArn: 'b', Input: '{}' } }],
    ]);

    await expect(schedules.list()).rejects.toMatchObject({ code: 'CorruptRecord' });
  });

  it('tell what may pass from what will not', async () => {
    for (const answer of passing) {
      const { schedules } = schedulesOf([answer, answer, answer, answer]);
      const calls = [
        schedules.create(schedule),
        schedules.list(),
        schedules.setState('a', 'paused'),
        schedules.remove('a'),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'CloudUnavailable' } });
      }
    }
    const { schedules } = schedulesOf([[403, 'AccessDeniedException']]);
    await expect(schedules.create(schedule)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
