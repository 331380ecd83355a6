import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { oracleHandler } from '../functions/oracle.js';
import { trialHandler } from '../functions/trial.js';
import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import { compileModule } from '../shared/local/compile-module.js';
import { deleteLocked } from '../shared/local/delete-locked.js';
import { onInterrupt } from '../shared/local/interrupt.js';
import { type LoadedOracle, oracleOfStudy, ownOracle } from '../shared/local/load-oracle.js';
import { OwnProcess } from '../shared/local/own-process.js';
import { programFunction } from '../shared/local/program-function.js';
import { LocalRun, type LocalRunOptions } from '../shared/local/run-study.js';
import { watchRun } from '../shared/local/watch-run.js';
import { findModule } from '../shared/module-file.js';
import { isRegistered } from '../shared/oracles/oracles.js';
import { DirectoryStore } from '../shared/store/directory.js';
import { StudyLog } from '../shared/study/log.js';
import type { Definition } from '../shared/study/records.js';
import type { View } from '../shared/study/watch-study.js';
import { moduleTrainers } from './module-trainers.js';
import type { SearchRequest, TunerPlace } from './place.js';
import { checkSame } from './same-study.js';

/** Milliseconds between two looks at the records. */
const interval = 100;

/** What trains the trials of a search, and what its study's records say of it. */
interface Trained {
  readonly trialFunction: string;
  readonly trainer: LocalRunOptions['trainer'];
  dispose(): Promise<void>;
}

/** The studies of a directory, run by this process. */
export class LocalPlace implements TunerPlace {
  readonly store: DirectoryStore;

  constructor(root: string) {
    this.store = new DirectoryStore(resolve(root));
  }

  check({ tuned, settings }: SearchRequest): void {
    if (typeof tuned === 'string' || settings.memory === undefined) return;
    const message =
      '`memory` limits processes, but what a program tunes trains in the program: leave it out, or give a module';
    throw new StepladderError('InvalidRequest', message);
  }

  async run(request: SearchRequest, show: (view: View) => unknown): Promise<number> {
    const existing = (await StudyLog.find(this.store, request.study))?.study;
    const oracle = await this.#ownOracle(request, existing?.definition);
    try {
      const trained = await this.#trained(request, oracle);
      try {
        if (existing) checkSame(existing.definition, request, trained.trialFunction, oracle?.name);
        await this.#run(request, existing !== undefined, oracle, trained, show);
      } finally {
        await trained.dispose();
      }
    } finally {
      await oracle?.dispose();
    }
    return (existing?.runs.size ?? 0) + 1;
  }

  async delete(study: string): Promise<void> {
    if (await StudyLog.find(this.store, study)) await deleteLocked(this.store, study);
  }

  /** The oracle that is given, or else that of the study. */
  async #ownOracle({ oracle }: SearchRequest, definition: Definition | undefined): Promise<LoadedOracle | undefined> {
    if (oracle !== undefined && !isRegistered(oracle)) return ownOracle(oracle);
    return definition && oracleOfStudy(this.store.root, definition);
  }

  async #trained({ tuned }: SearchRequest, oracle: LoadedOracle | undefined): Promise<Trained> {
    const { store } = this;
    if (typeof tuned !== 'string') {
      const name = tuned.name ?? 'program';
      const load = async () => tuned;
      const trainer = new OwnProcess(trialHandler({ store, load, name, progressInterval: interval }));
      return { trialFunction: programFunction(name), trainer: () => trainer, dispose: async () => undefined };
    }
    const file = findModule('tuning', tuned);
    const compiled = await compileModule('tuning', file);
    const modules = { store, tuning: compiled.file, oracle: oracle?.file, onOutput: console.log };
    return {
      trialFunction: relative(store.root, file),
      trainer: moduleTrainers(modules),
      dispose: () => compiled.dispose(),
    };
  }

  async #run(
    { study, tuned, oracle: name, settings: { budget, slots, ...settings } }: SearchRequest,
    isResumed: boolean,
    oracle: LoadedOracle | undefined,
    { trialFunction, trainer }: Trained,
    show: (view: View) => unknown,
  ): Promise<void> {
    const named = oracle?.name ?? name;
    const start = {
      ...settings,
      trialFunction,
      ...defined({ oracle: named }),
      ...(oracle && { oracleModule: relative(this.store.root, oracle.source) }),
    };
    const request = {
      study,
      ...(!isResumed && { start, defaultSlots: typeof tuned === 'string' ? availableParallelism() : 1 }),
      ...defined({ budget, slots }),
    };
    const run = new LocalRun({ store: this.store, request, oracle: oracleHandler(this.store), trainer });
    const interruption = onInterrupt(run, console.error);
    try {
      await watchRun(run, { store: this.store, study, withProgress: true, interval, show });
    } finally {
      interruption.dispose();
    }
    if (interruption.happened()) {
      throw new StepladderError('Interrupted', `The search was stopped: searching again goes on with study '${study}'`);
    }
  }
}
