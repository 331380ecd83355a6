/** The trial function in a trial's process on a laptop: a directory for a store, the user's modules compiled to files. */
import { importModule, moduleNameOf } from '../../shared/module-file.js';
import { registerOracle } from '../../shared/oracles/oracles.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { loadTuning } from '../../shared/training/load-tuning.js';
import { captureOutput } from '../capture-output.js';
import { environment } from '../environment.js';
import { trialHandler } from '../trial.js';

const file = environment('STEPLADDER_TUNING');
const oracle = process.env.STEPLADDER_ORACLE;

if (oracle) registerOracle(await importModule('oracle', oracle), oracle);

export const handler = trialHandler({
  store: new DirectoryStore(environment('STEPLADDER_STORE')),
  load: () => loadTuning(file),
  name: moduleNameOf(file),
  progressInterval: 1000,
  output: captureOutput(),
});
