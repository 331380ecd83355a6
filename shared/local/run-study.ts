import { randomUUID } from 'node:crypto';
import {
  ExecutionAbortedError,
  ExecutionError,
  StateMachine,
  type StateMachineDefinition,
} from 'aws-local-stepfunctions';
import workflow from '../../cdk/workflow.asl.json' with { type: 'json' };
import { errorCodeOf, StepladderError } from '../errors.js';
import type { DirectoryStore } from '../store/directory.js';
import { readRecord } from '../study/codec.js';
import { definitionKey } from '../study/keys.js';
import { StudyLog } from '../study/log.js';
import type { OpenRequest } from '../study/open.js';
import { type Definition, definitionSchema } from '../study/records.js';
import { type Lock, lockStudy } from './lock.js';
import './promise-with-resolvers.js';
import type { Trainer } from './trainer.js';

/** What a study is run with on one machine. */
export interface LocalRunOptions {
  readonly store: DirectoryStore;
  /** The state machine's request: to start a study, or to resume it. */
  readonly request: Omit<OpenRequest, 'execution' | 'description' | 'round'>;
  /** The oracle function's handler. */
  readonly oracle: (event: unknown) => Promise<object>;
  /** Makes what trains a slot's legs. @param memory heap that it may have, in MiB; its own limit if undefined */
  readonly trainer: (memory: number | undefined) => Trainer;
}

/** Milliseconds that a slot waits on a laptop, where asking again costs nothing. */
const waitMilliseconds = 50;

/**
 * A study being run by this process: the state machine of the cloud, with the oracle called here and each slot's trials
 * trained by a trainer of its own.
 */
export class LocalRun {
  readonly #options: LocalRunOptions;
  readonly #trainers = new Map<number, Trainer>();
  readonly #execution = randomUUID();
  #lock: Lock | undefined;
  #run: number | undefined;
  #announce: (opened: boolean) => void = () => undefined;
  #limits: Promise<Limits> | undefined;
  #abort: (() => void) | undefined;

  /** Settles when the study is open, so that its records can be watched: true; or false if it never will be. */
  readonly opened = new Promise<boolean>((resolve) => {
    this.#announce = resolve;
  });

  constructor(options: LocalRunOptions) {
    this.#options = options;
  }

  /**
   * Runs until the run has ended, well or not: the study's records tell how.
   *
   * @throws what opening the study or describing the tuning throws; StudyRunning; Interrupted if it was stopped before
   *   the study was open.
   */
  async finish(): Promise<void> {
    const machine = new StateMachine(workflow as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    });
    const execution = machine.run({ request: this.#options.request } as never, {
      context: {
        Execution: { Name: this.#execution, StartTime: new Date().toISOString() },
        State: { RetryCount: 0 },
      },
      overrides: { taskResourceLocalHandlers: this.#handlers(), waitTimeOverrides: { Wait: waitMilliseconds } },
    });
    this.#abort = execution.abort;
    void drain(execution.eventLogs);
    try {
      await execution.result;
    } catch (error) {
      throwUnlessStudyFailed(error);
    } finally {
      this.#announce(false);
      for (const trainer of this.#trainers.values()) trainer.close();
      await this.#lock?.release();
    }
  }

  /** Asks the run to stop: models pause at the end of their epoch, evaluations finish. */
  async stop(): Promise<void> {
    if (this.#run === undefined) return this.#abort?.();
    const log = await StudyLog.open(this.#options.store, this.#options.request.study);
    await log.createStop({ run: this.#run, at: Date.now() });
  }

  /** Kills what is being trained: its legs count as lost, and are handed out again when the study is resumed. */
  interrupt(): void {
    for (const trainer of this.#trainers.values()) trainer.kill();
  }

  #handlers() {
    const oracle = async ({ Payload }: Parameters) => ({ Payload: await this.#options.oracle(Payload) });
    return {
      Open: (parameters: Parameters) => this.#open(parameters),
      Describe: (parameters: Parameters) => this.#describe(parameters),
      Ask: oracle,
      Trial: (parameters: Parameters) => this.#train(parameters),
      Close: oracle,
    } as never;
  }

  /** The store is touched for the first time when the study is known to be sound: so that is when it is locked. */
  async #open({ Payload }: Parameters): Promise<object> {
    const { request, store } = this.#options;
    const { described } = Payload.state as { described?: object };
    if (!this.#lock && (described || !request.start)) this.#lock = await lockStudy(store.root, request.study);
    const answer = (await this.#options.oracle(Payload)) as { run?: number };
    this.#run = answer.run;
    if (answer.run !== undefined) this.#announce(true);
    return { Payload: answer };
  }

  async #describe({ Payload }: Parameters): Promise<object> {
    try {
      return { Payload: await this.#trainer(0).call(Payload) };
    } catch (error) {
      if (errorCodeOf(error)) throw error;
      const { name, message } = error as Error;
      throw new StepladderError('InvalidTuning', `The tuning's search space cannot be learned: ${name}: ${message}`);
    }
  }

  async #train({ Payload }: Parameters): Promise<object> {
    this.#limits ??= this.#readLimits();
    const { timeout, memory } = await this.#limits;
    try {
      return { Payload: await this.#trainer(Payload.slot as number, memory).call(Payload, timeout) };
    } catch (error) {
      throw withLog(error as Error);
    }
  }

  /** Who described the tuning, before its limits were known, makes room for one that has them. */
  async #readLimits(): Promise<Limits> {
    const { store, request } = this.#options;
    const limits: Limits = (await readRecord(store, definitionSchema, definitionKey(request.study))) ?? {};
    if (limits.memory !== undefined) {
      this.#trainers.get(0)?.close();
      this.#trainers.delete(0);
    }
    return limits;
  }

  #trainer(slot: number, memory?: number): Trainer {
    const trainer = this.#trainers.get(slot) ?? this.#options.trainer(memory);
    this.#trainers.set(slot, trainer);
    return trainer;
  }
}

/** What the study's definition allows a trial's process. */
type Limits = Pick<Definition, 'timeout' | 'memory'>;

interface Parameters {
  readonly Payload: Readonly<Record<string, unknown>>;
}

/** The state machine knows of an error its name and message alone: so a log is told as AWS Lambda tells an error, in JSON. */
function withLog(error: Error & { readonly log?: string | undefined }): Error {
  const { name, message, log } = error;
  if (log === undefined) return error;
  return Object.assign(new Error(JSON.stringify({ errorType: name, errorMessage: message, log })), { name });
}

/** The log of events grows until somebody reads it. */
async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events);
}

function throwUnlessStudyFailed(error: unknown): void {
  if (error instanceof ExecutionAbortedError) {
    throw new StepladderError('Interrupted', 'The run was stopped before it had begun: nothing was written');
  }
  const cause = error instanceof ExecutionError ? error.cause : error;
  if (!(cause instanceof Error && cause.name === 'StudyFailed')) throw cause;
}
