/** The app that the tests deploy: the construct with the props of `STEPLADDER_TEST_PROPS`. */
import { App, Duration } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { TuningStack } from '../../cdk/tuning-stack.js';
import type { DeployedProps } from './deployment.js';

const { tunings, ...rest } = JSON.parse(process.env.STEPLADDER_TEST_PROPS as string) as DeployedProps;
const architecture = process.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64;
const sources = Object.entries(tunings).map(([name, { timeout, ...source }]) => [
  name,
  { ...source, architecture, ...(timeout !== undefined && { timeout: Duration.seconds(timeout) }) },
]);
new TuningStack(new App(), 'Stepladder', { ...rest, tunings: Object.fromEntries(sources) });
