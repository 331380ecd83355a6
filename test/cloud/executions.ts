import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Deployment, until } from './deployment.js';

/** An execution of the deployed state machine. */
export interface StartedExecution {
  /** How it ended, once it has. */
  ended(): Promise<{ readonly status: string | undefined; readonly output: unknown }>;
}

/** Starts an execution as a schedule does. */
export async function execution({ ministack }: Deployment, input: object): Promise<StartedExecution> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SFNClient({ endpoint: ministack.endpoint, region: 'us-east-1', credentials });
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const stateMachineArn = stateMachines[0]?.stateMachineArn;
  const started = await client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  const describe = (): Promise<DescribeExecutionCommandOutput> =>
    client.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
  return {
    ended: async () => {
      const { status, output } = await until(describe, (answer) => answer.status !== 'RUNNING');
      return { status, output: output === undefined ? undefined : JSON.parse(output) };
    },
  };
}
