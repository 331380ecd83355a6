/**
 * Prints what 1,000 trials of one minute cost on AWS, part by part, beside SageMaker Automatic Model Tuning: from what the
 * loop uses a leg (`loopOfLeg`, counted by test/cloud/requests.test.ts and test/cdk/transitions.test.ts) and the prices of
 * shared/study/prices.ts.
 */
import { computeDollars, loopOfLeg, watchedSecond } from '../shared/study/cost.js';
import { prices } from '../shared/study/prices.js';
import type { Compute } from '../shared/study/records.js';

const trials = 1000;
const seconds = 60;

/** SageMaker's price of an hour of training in us-east-1 (aws.amazon.com/sagemaker/pricing); tuning itself is free. */
const sageMaker = { 'ml.m5.large': 0.115, 'ml.c5.xlarge': 0.204 };

/** One core, which 1,769 MiB are. */
const trial = (architecture: Compute['architecture']): Compute => ({ megabytes: 1769, seconds, architecture });

const { transitions, invocations, writes, reads, oracle } = loopOfLeg;
const checkpoint = prices.s3Write + prices.s3Read;

function rowsOf(architecture: Compute['architecture']): [string, number][] {
  const parts: [string, number][] = [
    [`training, 1,769 MiB, ${architecture}`, computeDollars(trial(architecture))],
    [`state machine, ${transitions} transitions`, transitions * prices.stateTransition],
    [`oracle, ${oracle.seconds} s of ${oracle.megabytes} MiB`, computeDollars(oracle)],
    [`Lambda requests, ${invocations}`, invocations * prices.lambdaRequest],
    [`S3 protocol, ${writes} PUT or LIST and ${reads} GET`, writes * prices.s3Write + reads * prices.s3Read],
    ['S3 checkpoint, PUT and GET', checkpoint],
    ['S3 progress, 6 PUT, and stop marker, 30 GET', seconds * watchedSecond],
  ];
  return [...parts, ['**all**', parts.reduce((sum, [, dollars]) => sum + dollars, 0)]];
}

const line = (name: string, dollars: number) => console.log(`| ${name} | ${(trials * dollars).toFixed(2)} |`);

console.log(
  `Prices of us-east-1 as of ${prices.asOf}; dollars of ${trials.toLocaleString('en')} trials of ${seconds} seconds`,
);
console.log('| Stepladder | dollars |\n| --- | ---: |');
for (const [name, dollars] of rowsOf('arm64')) line(name, dollars);
const [all] = rowsOf('x86_64').slice(-1);
line('all, x86_64', all?.[1] ?? 0);
console.log('\n| SageMaker Automatic Model Tuning | dollars |\n| --- | ---: |');
for (const [instance, hourly] of Object.entries(sageMaker)) line(`training, ${instance}`, (hourly / 3600) * seconds);
