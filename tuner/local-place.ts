import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { oracleHandler } from '../functions/oracle.js';
import { trialHandler } from '../functions/trial.js';
import { compileModule } from '../shared/local/compile-module.js';
import { type LoadedOracle, ownOracle } from '../shared/local/load-oracle.js';
import { lockStudy } from '../shared/local/lock.js';
import { OwnProcess } from '../shared/local/own-process.js';
import { LocalRun, type LocalRunOptions } from '../shared/local/run-study.js';
import { findModule } from '../shared/module-file.js';
import { DirectoryStore } from '../shared/store/directory.js';
import { deleteStudy } from '../shared/study/delete.js';
import { StudyLog } from '../shared/study/log.js';
import { type View, watchStudy } from '../shared/study/watch-study.js';
import type { Tuning } from '../shared/training/tuning.js';
import { moduleTrainers } from './module-trainers.js';
import { oneAtATime } from './one-at-a-time.js';
import type { SearchRequest, TunerPlace } from './place.js';

/** Milliseconds between two looks at the records. */
const interval = 100;

/** The studies of a directory, run by this process. */
export class LocalPlace implements TunerPlace {
  readonly store: DirectoryStore;

  constructor(root: string) {
    this.store = new DirectoryStore(resolve(root));
  }

  async run(request: SearchRequest, show: (view: View) => unknown): Promise<void> {
    const { tuned } = request;
    if (typeof tuned !== 'string')
      return this.#run(
        request,
        `the program's ${tuned.name ?? 'tuning'}`,
        undefined,
        ownTrainer(this.store, tuned),
        show,
      );
    const file = findModule('tuning', tuned);
    const [compiled, oracle] = await Promise.all([compileModule('tuning', file), ownOracle(request.oracle)]);
    const trainer = moduleTrainers({
      store: this.store,
      tuning: compiled.file,
      oracle: oracle?.file,
      onOutput: console.log,
    });
    try {
      await this.#run(request, relative(this.store.root, file), oracle, trainer, show);
    } finally {
      await Promise.all([compiled.dispose(), oracle?.dispose()]);
    }
  }

  /** Nobody can run it meanwhile. */
  async delete(study: string): Promise<void> {
    if (!(await StudyLog.find(this.store, study))) return;
    const lock = await lockStudy(this.store.root, study);
    try {
      await deleteStudy(this.store, study);
    } finally {
      await lock.release();
    }
  }

  async #run(
    request: SearchRequest,
    trialFunction: string,
    oracle: LoadedOracle | undefined,
    trainer: LocalRunOptions['trainer'],
    show: (view: View) => unknown,
  ): Promise<void> {
    const run = new LocalRun({
      store: this.store,
      request: await this.#requestOf(request, trialFunction, oracle),
      oracle: oracleHandler(this.store),
      trainer,
    });
    const finished = run.finish();
    const end = finished.then(
      () => undefined,
      () => undefined,
    );
    let isOver = false;
    void end.then(() => {
      isOver = true;
    });
    const watching = async () => {
      if (!(await run.opened)) return;
      const pause = () => Promise.race([sleep(interval), end]);
      await watchStudy({
        store: this.store,
        study: request.study,
        withProgress: true,
        isOver: () => isOver,
        pause,
        show,
      });
    };
    await Promise.all([finished, watching()]);
  }

  async #requestOf(
    { study, tuned, oracle: name, settings: { budget, slots, ...settings } }: SearchRequest,
    trialFunction: string,
    oracle: LoadedOracle | undefined,
  ): Promise<LocalRunOptions['request']> {
    const limits = { ...(budget && { budget }), ...(slots !== undefined && { slots }) };
    if (await StudyLog.find(this.store, study)) return { study, ...limits };
    const named = oracle?.name ?? name;
    const start = {
      ...settings,
      trialFunction,
      ...(named !== undefined && { oracle: named }),
      ...(oracle && { oracleModule: relative(this.store.root, oracle.source) }),
    };
    return { study, start, defaultSlots: typeof tuned === 'string' ? availableParallelism() : 1, ...limits };
  }
}

/** All slots share one process, where one leg is trained at a time: models share TensorFlow.js and its randomness. */
function ownTrainer(store: DirectoryStore, tuning: Tuning): LocalRunOptions['trainer'] {
  const load = async () => tuning;
  const handler = trialHandler({ store, load, name: tuning.name ?? 'program', progressInterval: interval });
  const trainer = new OwnProcess(oneAtATime(handler));
  return () => trainer;
}
