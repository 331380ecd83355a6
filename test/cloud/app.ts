/** The app that the tests deploy: the construct with the props of `STEPLADDER_TEST_PROPS`. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { TuningStack } from '../../cdk/tuning-stack.js';
import type { DeployedProps } from './deployment.js';

const { tunings, ...rest } = JSON.parse(process.env.STEPLADDER_TEST_PROPS as string) as DeployedProps;
const architecture = process.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64;
const sources = Object.entries(tunings).map(([name, { timeout, ...source }]) => [
  name,
  { ...source, architecture, ...(timeout !== undefined && { timeout: Duration.seconds(timeout) }) },
]);
const { tuning } = new TuningStack(new App(), 'Stepladder', { ...rest, tunings: Object.fromEntries(sources) });
// MiniStack takes every schedule for one of the default group, whatever group it is in.
tuning.api.addToRolePolicy(
  new PolicyStatement({
    actions: [
      'scheduler:CreateSchedule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
      'scheduler:DeleteSchedule',
    ],
    resources: [Stack.of(tuning).formatArn({ service: 'scheduler', resource: 'schedule', resourceName: 'default/*' })],
  }),
);
