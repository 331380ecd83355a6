import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Execution, Runner, RunRequest } from '../../shared/api/ports.js';
import { crashOf } from '../fault.js';
import { callAws, isAwsError } from './call-aws.js';

/** Runs studies by a state machine of AWS Step Functions. All methods throw CloudUnavailable. */
export class StepFunctionsRunner implements Runner {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  async start(name: string, request: { readonly request: RunRequest }): Promise<boolean> {
    const input = JSON.stringify(request);
    const stateMachineArn = this.#stateMachineArn;
    try {
      await callAws(`start the execution ${name}`, () =>
        this.#client.send(new StartExecutionCommand({ stateMachineArn, name, input })),
      );
      return true;
    } catch (error) {
      if (!isAwsError(error, 'ExecutionAlreadyExists')) throw error;
    }
    // What was started a moment ago may not be found yet.
    const known = await this.#describe(name);
    return known !== undefined && isRunning(known) && known.input === input;
  }

  async execution(name: string): Promise<Execution | undefined> {
    const known = await this.#describe(name);
    if (!known) return undefined;
    const started = known.startDate?.getTime() ?? 0;
    if (isRunning(known)) return { status: 'running', started };
    if (known.status === 'SUCCEEDED') return { status: 'succeeded', started };
    const { status = 'FAILED', error, cause = `the execution ${name} ended so` } = known;
    return { status: 'failed', started, failure: crashOf({ Error: error ?? status, Cause: cause }) };
  }

  async #describe(name: string): Promise<DescribeExecutionCommandOutput | undefined> {
    const executionArn = `${this.#stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      return await callAws(`describe the execution ${name}`, () =>
        this.#client.send(new DescribeExecutionCommand({ executionArn })),
      );
    } catch (error) {
      if (isAwsError(error, 'ExecutionDoesNotExist')) return undefined;
      throw error;
    }
  }
}

function isRunning({ status }: DescribeExecutionCommandOutput): boolean {
  return status === 'RUNNING' || status === 'PENDING_REDRIVE';
}
