/** The trial function of one tuning on AWS Lambda. The construct bundles it with the tuning module in the module's place. */
import './oracles.js';
import type { Compute } from '../../shared/study/records.js';
import { checkedTuning } from '../../shared/training/load-tuning.js';
import { captureOutput } from '../capture-output.js';
import { environment } from '../environment.js';
import { trialHandler } from '../trial.js';
import { bucketStore } from './store.js';

const name = environment('STEPLADDER_TUNING');

/** Lambda has no other architectures than these two. */
const compute: Compute = {
  megabytes: Number(environment('AWS_LAMBDA_FUNCTION_MEMORY_SIZE')),
  seconds: Number(environment('STEPLADDER_TIMEOUT')),
  architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
};

export const handler = trialHandler({
  store: bucketStore(),
  load: async () => checkedTuning((await import('stepladder:tuning')).default, name),
  name,
  compute,
  progressInterval: 10_000,
  output: captureOutput(),
  log: (entry) => console.log(entry),
});
