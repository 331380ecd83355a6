import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  type SchedulerClient,
  type Target,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import type { Schedule, Schedules } from '../../shared/api/ports.js';
import { messageOf, StepladderError } from '../../shared/errors.js';
import { inParallel } from '../../shared/study/in-parallel.js';
import { scheduledSchema } from '../../shared/study/schedule.js';
import { callAws, isAwsError } from './call-aws.js';

/** Schedules read at once. */
const parallel = 8;

/** Amazon EventBridge Scheduler puts the time that a schedule is due in its place. */
const scheduledTime = '<aws.scheduler.scheduled-time>';

/** For how long, and how often, an execution that could not be started is tried again. */
const retries = { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 20 };

const inputSchema = z.object({ request: scheduledSchema.omit({ at: true }).extend({ at: z.string() }) });

/** Where the schedules of a deployment live, and what they start. */
export interface EventSchedulesOptions {
  readonly client: SchedulerClient;
  readonly group: string;
  readonly stateMachineArn: string;
  /** Of the role that may start executions. */
  readonly roleArn: string;
}

/** Schedules of Amazon EventBridge Scheduler, in a group of their own. All methods throw CloudUnavailable. */
export class EventSchedules implements Schedules {
  readonly #options: EventSchedulesOptions;

  constructor(options: EventSchedulesOptions) {
    this.#options = options;
  }

  async create({ name, expression, state, request }: Schedule): Promise<void> {
    const { client, group, stateMachineArn, roleArn } = this.#options;
    const target: Target = {
      Arn: stateMachineArn,
      RoleArn: roleArn,
      Input: JSON.stringify({ request: { ...request, at: scheduledTime } }),
      RetryPolicy: retries,
    };
    const command = new CreateScheduleCommand({
      Name: name,
      GroupName: group,
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: request.timeZone,
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: stateOf(state),
      Target: target,
    });
    try {
      await callAws(`create the schedule ${name}`, () => client.send(command));
    } catch (error) {
      if (isAwsError(error, 'ConflictException')) {
        throw new StepladderError('ScheduleExists', `There is a schedule '${name}' already`);
      }
      if (isAwsError(error, 'ValidationException')) {
        throw new StepladderError('InvalidRequest', `The schedule cannot be so: ${messageOf(error)}`);
      }
      throw error;
    }
  }

  async list(): Promise<readonly Schedule[]> {
    const names = (await this.#names()).sort();
    const read = await inParallel(names, (name) => this.#find(name), parallel);
    return read.flatMap((known) => (known ? scheduleOf(known) : []));
  }

  async setState(name: string, state: Schedule['state']): Promise<Schedule> {
    const known = await this.#find(name);
    if (!known) throw notFound(name);
    // An update replaces the whole schedule.
    const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target, GroupName } = known;
    const rest = { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target, GroupName };
    const command = new UpdateScheduleCommand({ ...rest, Name: name, State: stateOf(state) });
    await this.#throwNotFound(name, () =>
      callAws(`update the schedule ${name}`, () => this.#options.client.send(command)),
    );
    return { ...scheduleOf(known), state };
  }

  async remove(name: string): Promise<void> {
    const command = new DeleteScheduleCommand({ Name: name, GroupName: this.#options.group });
    await this.#throwNotFound(name, () =>
      callAws(`delete the schedule ${name}`, () => this.#options.client.send(command)),
    );
  }

  async #names(): Promise<string[]> {
    const { client, group: GroupName } = this.#options;
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await callAws('list schedules', () =>
        client.send(new ListSchedulesCommand({ GroupName, NextToken })),
      );
      names.push(...(page.Schedules ?? []).flatMap(({ Name }) => Name ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return names;
  }

  /** A schedule; undefined if there is none. */
  async #find(name: string): Promise<GetScheduleCommandOutput | undefined> {
    const command = new GetScheduleCommand({ Name: name, GroupName: this.#options.group });
    try {
      return await callAws(`read the schedule ${name}`, () => this.#options.client.send(command));
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  }

  async #throwNotFound(name: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFoundException')) throw notFound(name);
      throw error;
    }
  }
}

function stateOf(state: Schedule['state']): 'ENABLED' | 'DISABLED' {
  return state === 'enabled' ? 'ENABLED' : 'DISABLED';
}

function scheduleOf({ Name = '', ScheduleExpression = '', State, Target }: GetScheduleCommandOutput): Schedule {
  const state = State === 'DISABLED' ? 'paused' : 'enabled';
  return { name: Name, expression: ScheduleExpression, state, request: requestIn(Name, Target?.Input ?? '') };
}

function requestIn(name: string, input: string): Schedule['request'] {
  try {
    const { at: _, ...request } = inputSchema.parse(JSON.parse(input)).request;
    return request;
  } catch (cause) {
    throw new StepladderError(
      'CorruptRecord',
      `The input of the schedule ${name} cannot be read: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
}

function notFound(name: string): StepladderError {
  return new StepladderError('ScheduleNotFound', `There is no schedule '${name}'`);
}
