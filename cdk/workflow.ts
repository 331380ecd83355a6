import { ArnFormat, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgePatterns } from './acknowledge.js';
import workflow from './workflow.asl.json' with { type: 'json' };

/** The state machine: the file that laptops run, with the oracle function's name put in. */
export function studyStateMachine(scope: Construct, oracle: IFunction, trials: readonly IFunction[]): StateMachine {
  const machine = new StateMachine(scope, 'StateMachine', {
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(JSON.stringify(workflow)),
    definitionSubstitutions: { OracleFunction: oracle.functionName },
    logs: {
      destination: new LogGroup(scope, 'StateMachineLogs', {
        // CloudWatch's policy for deliveries has room for few names, and covers all that begin so.
        logGroupName: `/aws/vendedlogs/states/${Names.uniqueResourceName(scope, { maxLength: 80 })}`,
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ERROR,
      includeExecutionData: true,
    },
  });
  machine.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: [oracle, ...trials].map(({ functionArn }) => functionArn),
    }),
  );
  allowDistributedMap(scope, machine);
  acknowledgePatterns(machine, ['*'], "CDK's own statement: CloudWatch knows no resources for the delivery of logs");
  acknowledge(
    machine,
    'AwsSolutions-SF1',
    'errors are logged; what went well stands in the history, and is billed once',
  );
  acknowledge(machine, 'AwsSolutions-SF2', 'traces would be billed for every leg, and show what the records say');
  return machine;
}

/** A distributed map runs its children as executions of the same state machine. A policy of its own breaks the circle. */
function allowDistributedMap(scope: Construct, machine: StateMachine): void {
  const executions = [executionsOf(machine, '*'), executionsOf(machine, '*', '/*')];
  const policy = new Policy(scope, 'DistributedMap', {
    statements: [
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
      new PolicyStatement({
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: executions,
      }),
    ],
  });
  policy.attachToRole(machine.role);
  acknowledgePatterns(policy, executions, 'executions of this state machine, and the children of its map, alone');
}

/** ARN of a state machine's executions by their name. The children of a map have its label behind the machine's name. */
export function executionsOf(machine: StateMachine, name: string, label = ''): string {
  return Stack.of(machine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine.stateMachineName}${label}:${name}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
