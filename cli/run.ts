import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { DirectoryStore } from '../shared/store/directory.js';
import { definitionKey, studyFolder } from '../shared/study/keys.js';
import { findTuning, tuningNameOf } from '../shared/training/load-tuning.js';
import { execute } from './execute.js';
import { budgetOf, defined, type StartFlags, startOf } from './options.js';

/** `stepladder run <module>`: starts a study. */
export async function runCommand(module: string, flags: StartFlags): Promise<number> {
  const tuning = findTuning(module);
  const store = new DirectoryStore(resolve(flags.store));
  const study = flags.study ?? (await freeName(store, nameByTime(tuningNameOf(tuning), new Date())));
  studyFolder(study);
  const request = {
    study,
    start: startOf(flags, relative(store.root, tuning)),
    budget: budgetOf(flags),
    defaultSlots: availableParallelism(),
    ...defined({ slots: flags.slots }),
  };
  return execute(store, tuning, request, flags.json ?? false);
}

/** The name itself, or with a number behind it if it is taken. */
async function freeName(store: DirectoryStore, name: string): Promise<string> {
  let free = name;
  for (let copy = 2; await store.get(definitionKey(free)); copy++) free = `${name}-${copy}`;
  return free;
}

/** `mnist-20261123-231913`. */
function nameByTime(tuning: string, now: Date): string {
  const [date, time] = now.toISOString().split('T') as [string, string];
  const safe = tuning.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return `${safe.slice(0, 48) || 'study'}-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}
