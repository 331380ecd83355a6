/** The trial function in a trial's process on a laptop: a directory for a store, the tuning module compiled to a file. */
import { DirectoryStore } from '../../shared/store/directory.js';
import { loadTuning, tuningNameOf } from '../../shared/training/load-tuning.js';
import { environment } from '../environment.js';
import { trialHandler } from '../trial.js';

const file = environment('STEPLADDER_TUNING');

export const handler = trialHandler({
  store: new DirectoryStore(environment('STEPLADDER_STORE')),
  load: () => loadTuning(file),
  name: tuningNameOf(file),
  progressInterval: 1000,
});
