import { resolve } from 'node:path';
import { DirectoryStore } from '../shared/store/directory.js';
import { StudyLog } from '../shared/study/log.js';
import { findTuning } from '../shared/training/load-tuning.js';
import { execute } from './execute.js';
import { budgetOf, defined, type RunFlags } from './options.js';

/** `stepladder resume <study>`: goes on with a study where its records end. */
export async function resumeCommand(study: string, flags: RunFlags): Promise<number> {
  const store = new DirectoryStore(resolve(flags.store));
  const { definition } = (await StudyLog.open(store, study)).study;
  const tuning = findTuning(resolve(store.root, definition.trialFunction));
  const request = { study, budget: budgetOf(flags), ...defined({ slots: flags.slots }) };
  return execute(store, tuning, request, flags.json ?? false);
}
