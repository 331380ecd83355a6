/**
 * The AWS CDK construct that puts tunings into an account.
 *
 * @module stepladder/cdk
 */

import { CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { findModule } from '../shared/module-file.js';
import { studyBucket } from './bucket.js';
import { serviceFunction, settingsOf, type TuningSource, trialFunction } from './functions.js';
import { studyApi } from './http-api.js';
import { studyAlarms, studyDashboard } from './monitoring.js';
import { allowApi, allowOracle, allowSchedules, allowTrial, scheduleRole } from './permissions.js';
import { studyStateMachine } from './workflow.js';

export type { TuningSource } from './functions.js';

/** What is tuned, and what studies may spend. */
export interface TuningProps {
  /** The tuning modules, from 1 to 16, by their names: 1 to 40 letters, digits and hyphens, not beginning with a hyphen. */
  readonly tunings: Readonly<Record<string, TuningSource>>;
  /** Paths of modules that each export an oracle of your own: studies may name it. @default none */
  readonly oracles?: readonly string[];
  /** Slots that a study may have: trials that it trains at once. A whole number from 1 to 1,000. @default 100 */
  readonly parallelism?: number;
  /**
   * Dollars, above 0, that all studies together may cost a day (UTC); then running ones stop, and `resume` goes on.
   *
   * @default no limit
   */
  readonly dailyBudget?: number;
  /** After how many days, from 1, checkpoints are deleted, and models can no longer be exported. @default never */
  readonly checkpointDays?: number;
}

const defaultParallelism = 100;

/** The API knows the tunings from its environment, for which Lambda has 4 KiB. */
const mostTunings = 16;

/**
 * Hyperparameter tuning in an AWS account: a bucket for studies, the state machine with its oracle function and a trial
 * function for each tuning, an HTTP API that answers signed requests, schedules, alarms and a dashboard. What stands idle
 * costs nothing but the bucket's storage, and the alarms and the dashboard beyond AWS's free ones.
 *
 * @throws Error naming the property that is not valid; StepladderError TuningUnreadable, OracleUnreadable
 */
export class Tuning extends Construct {
  /** Where studies live; it outlives the stack. */
  readonly bucket: Bucket;
  /** What runs studies: an execution for each run. */
  readonly stateMachine: StateMachine;
  /** The function that suggests hyperparameters and keeps the log. */
  readonly oracle: LambdaFunction;
  /** The function that answers the HTTP API. */
  readonly api: LambdaFunction;
  /** The HTTP API, whose requests IAM authorises: its `apiEndpoint` is what `stepladder --cloud` takes. */
  readonly httpApi: HttpApi;
  /** The trial functions by the names of their tunings. */
  readonly trials: ReadonlyMap<string, LambdaFunction>;
  /** Without actions: add those that should hear of them. */
  readonly alarms: readonly Alarm[];
  /** Studies, functions and their faults, in CloudWatch. */
  readonly dashboard: Dashboard;

  /**
   * @param scope the stack, or a construct in it.
   * @param id its name there, which the names of all its resources begin with.
   * @throws Error naming the property that is not valid; StepladderError TuningUnreadable, OracleUnreadable
   */
  constructor(scope: Construct, id: string, props: TuningProps) {
    super(scope, id);
    const { tunings, parallelism = defaultParallelism, dailyBudget, checkpointDays } = checked(props);
    const oracles = (props.oracles ?? []).map((path) => findModule('oracle', path));
    this.bucket = studyBucket(this, { checkpointDays });
    const { bucketName } = this.bucket;
    const common = { STEPLADDER_BUCKET: bucketName, STEPLADDER_MOST_SLOTS: String(parallelism) };
    const daily = dailyBudget !== undefined && { STEPLADDER_DAILY_DOLLARS: String(dailyBudget) };
    this.oracle = serviceFunction(this, 'Oracle', oracles, { ...common, ...daily }, Duration.minutes(1));
    this.trials = new Map(
      Object.entries(tunings).map(([name, source]) => [name, trialFunction(this, name, source, oracles, bucketName)]),
    );
    this.stateMachine = studyStateMachine(this, this.oracle, [...this.trials.values()]);
    const group = new CfnScheduleGroup(this, 'Schedules');
    const role = scheduleRole(this, this.stateMachine);
    const environment = {
      ...common,
      STEPLADDER_STATE_MACHINE: this.stateMachine.stateMachineArn,
      STEPLADDER_SCHEDULE_GROUP: group.ref,
      STEPLADDER_SCHEDULE_ROLE: role.roleArn,
      STEPLADDER_TUNINGS: this.#describeTunings(tunings),
    };
    this.api = serviceFunction(this, 'Api', oracles, environment, Duration.seconds(29));
    this.httpApi = studyApi(this, this.api);

    allowOracle(this.oracle, this.bucket);
    for (const trial of this.trials.values()) allowTrial(trial, this.bucket);
    allowApi(this.api, this.bucket, this.stateMachine);
    allowSchedules(this.api, group, role);
    const monitored = { machine: this.stateMachine, oracle: this.oracle, api: this.api, trials: this.trials };
    this.alarms = studyAlarms(this, monitored);
    this.dashboard = studyDashboard(this, monitored);
    Tags.of(this).add('stepladder:deployment', this.node.path);
    new CfnOutput(this, 'Url', { value: this.httpApi.apiEndpoint, description: 'For `stepladder --cloud`' });
    new CfnOutput(this, 'BucketName', { value: bucketName });
  }

  /** What the API tells of the tunings there are. */
  #describeTunings(tunings: TuningProps['tunings']): string {
    const described = Object.entries(tunings).map(([name, source]) => {
      const { memory, timeout, architecture, package: form } = settingsOf(source);
      const trialFunction = this.trials.get(name)?.functionName;
      const size = { megabytes: memory, seconds: timeout.toSeconds(), architecture: architecture.name };
      return [name, { trialFunction, ...size, package: form }];
    });
    return Stack.of(this).toJsonString(Object.fromEntries(described));
  }
}

/** @throws Error naming the property that is not valid. */
function checked(props: TuningProps): TuningProps {
  const { tunings, parallelism = defaultParallelism, dailyBudget = 1 } = props;
  const names = Object.keys(tunings);
  const badName = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/.test(name));
  if (names.length > mostTunings)
    throw new Error(
      `Tuning: \`tunings\` has ${names.length}: a construct has room for ${mostTunings}; make another one`,
    );
  if (names.length === 0) throw new Error('Tuning: `tunings` must name at least one tuning module');
  if (badName !== undefined)
    throw new Error(`Tuning: '${badName}' cannot name a tuning: 1 to 40 letters, digits and hyphens can`);
  if (!Number.isInteger(parallelism) || parallelism < 1 || parallelism > 1000)
    throw new Error(`Tuning: \`parallelism\` is ${parallelism}: it must be a whole number from 1 to 1000`);
  if (!(dailyBudget > 0)) throw new Error(`Tuning: \`dailyBudget\` is ${dailyBudget}: it must be dollars, above 0`);
  return props;
}
