import type { openSchema } from '../study/open.js';
import type { Compute } from '../study/records.js';
import type { Scheduled } from '../study/schedule.js';

/** What the state machine is asked to do with one study. */
export type RunRequest = Pick<(typeof openSchema)['_output'], 'study' | 'start' | 'budget' | 'slots'>;

/** An execution of the state machine. */
export interface Execution {
  readonly status: 'running' | 'succeeded' | 'failed';
  /** In milliseconds since 1970. */
  readonly started: number;
  /** Why it failed; `StudyFailed` where its study's records say so too. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** What runs the state machine: AWS Step Functions, or this machine. */
export interface Runner {
  /**
   * Starts an execution, unless there is one of that name. Repeating it while that execution runs changes nothing.
   *
   * @returns false if the name is taken by an execution that has ended, or was started with another input.
   */
  start(name: string, input: { readonly request: RunRequest }): Promise<boolean>;
  /** An execution by its name; undefined if there is none, it is forgotten, or it was started a moment ago. */
  execution(name: string): Promise<Execution | undefined>;
}

/** Something that starts a study again and again. */
export interface Schedule {
  readonly name: string;
  /** `rate(1 day)` or `cron(0 2 * * ? *)`, in the time zone of the request. */
  readonly expression: string;
  readonly state: 'enabled' | 'paused';
  /** What the state machine is asked each time, with the time then. */
  readonly request: Omit<Scheduled, 'at'>;
}

/** Where schedules live: Amazon EventBridge Scheduler. */
export interface Schedules {
  /** @throws ScheduleExists; InvalidRequest if the expression means nothing. */
  create(schedule: Schedule): Promise<void>;
  /** All there are, in the order of their names. */
  list(): Promise<readonly Schedule[]>;
  /** @throws ScheduleNotFound */
  setState(name: string, state: Schedule['state']): Promise<Schedule>;
  /** @throws ScheduleNotFound */
  remove(name: string): Promise<void>;
}

/** How a client gets at checkpoints. */
export interface Checkpoints {
  /** Where the client finds a checkpoint for some minutes, or its bytes; undefined if it is gone. */
  locate(key: string): Promise<{ readonly url: string } | { readonly bytes: Uint8Array } | undefined>;
}

/** A tuning that studies can be started from, and what trains its trials. */
export interface OfferedTuning extends Partial<Compute> {
  /** A function of the deployment; on this machine a module, by its path relative to the store. */
  readonly trialFunction: string;
  /** Of a function. */
  readonly package?: 'zip' | 'image';
}
