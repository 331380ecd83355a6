import type { LocalRunOptions } from '../shared/local/run-study.js';
import { TrialProcess } from '../shared/local/trial-process.js';
import type { DirectoryStore } from '../shared/store/directory.js';

/** What trains the trials of a tuning module. */
export interface ModuleTrainers {
  readonly store: DirectoryStore;
  /** The module as Node.js can import it. */
  readonly tuning: string;
  /** The module of a user's own oracle, likewise. */
  readonly oracle: string | undefined;
  /** Takes what trials print, line by line. */
  readonly onOutput: (line: string) => void;
}

/** Trains each slot's legs in a process of its own, which loads the user's modules. */
export function moduleTrainers({ store, tuning, oracle, onOutput }: ModuleTrainers): LocalRunOptions['trainer'] {
  const module = new URL('../functions/local/trial.js', import.meta.url);
  const environment = {
    STEPLADDER_STORE: store.root,
    STEPLADDER_TUNING: tuning,
    STEPLADDER_ORACLE: oracle ?? '',
  };
  return (memory) => new TrialProcess({ module, environment, memory, onOutput });
}
