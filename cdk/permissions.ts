import { Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allowPatterns } from './acknowledge.js';
import { executionsOf } from './workflow.js';

/** The oracle reads what decides, creates definitions, runs, legs and compactions, and deletes checkpoints that nobody needs. */
export function allowOracle(oracle: LambdaFunction, bucket: Bucket): void {
  allowKeys(oracle, bucket, 's3:GetObject', ['studies/*']);
  allowKeys(oracle, bucket, 's3:PutObject', ['studies/*', 'days/*']);
  allowKeys(oracle, bucket, 's3:DeleteObject', ['checkpoints/*']);
  allowListing(oracle, bucket);
}

/** A trial reads its leg, its checkpoint and, where it may have to stop early, what others came to; it creates results, progress and checkpoints. */
export function allowTrial(trial: LambdaFunction, bucket: Bucket): void {
  allowKeys(trial, bucket, 's3:GetObject', ['studies/*', 'checkpoints/*']);
  allowKeys(trial, bucket, 's3:PutObject', ['studies/*/legs/*.result.json', 'progress/*', 'checkpoints/*']);
  allowListing(trial, bucket);
}

/** The API reads all, hands out legs to workers, takes their results, enqueues points, stops runs, starts executions, and deletes studies. */
export function allowApi(api: LambdaFunction, bucket: Bucket, machine: StateMachine): void {
  const created = ['legs/*.assigned.json', 'legs/*.result.json', 'queue/*', 'runs/*.stop.json', 'compact/*'];
  const all = ['studies/*', 'checkpoints/*', 'progress/*'];
  allowKeys(api, bucket, 's3:GetObject', all);
  allowKeys(api, bucket, 's3:DeleteObject', all);
  allowKeys(
    api,
    bucket,
    's3:PutObject',
    created.map((name) => `studies/*/${name}`),
  );
  allowListing(api, bucket);
  machine.grantStartExecution(api);
  allowPatterns(
    roleOf(api),
    ['states:DescribeExecution'],
    [executionsOf(machine, '*')],
    'executions of this state machine alone',
  );
}

/** The API keeps the schedules of one group, which start the state machine by a role of their own. */
export function allowSchedules(api: LambdaFunction, group: CfnScheduleGroup, role: IRole): void {
  const schedules = Stack.of(group).formatArn({
    service: 'scheduler',
    resource: 'schedule',
    resourceName: `${group.ref}/*`,
  });
  const actions = ['CreateSchedule', 'GetSchedule', 'UpdateSchedule', 'DeleteSchedule'];
  allowPatterns(
    roleOf(api),
    actions.map((action) => `scheduler:${action}`),
    [schedules],
    "schedules of this deployment's group alone",
  );
  allowPatterns(roleOf(api), ['scheduler:ListSchedules'], ['*'], 'listing cannot be limited to a group');
  api.addToRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  );
}

/** The role by which schedules start the state machine. */
export function scheduleRole(scope: Construct, machine: StateMachine): Role {
  const role = new Role(scope, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  machine.grantStartExecution(role);
  return role;
}

function allowKeys(to: LambdaFunction, bucket: Bucket, action: string, patterns: readonly string[]): void {
  const resources = patterns.map((pattern) => bucket.arnForObjects(pattern));
  allowPatterns(roleOf(to), [action], resources, 'keys by their kind: studies, legs and attempts are made at run time');
}

/** Without it S3 answers "forbidden" for a key that is not there, instead of "not found". */
function allowListing(to: LambdaFunction, bucket: Bucket): void {
  to.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/** Functions of this construct are given a role when they are made. */
function roleOf({ role }: LambdaFunction): Role {
  return role as Role;
}
