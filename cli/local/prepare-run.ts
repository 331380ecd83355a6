import { resolve } from 'node:path';
import { oracleHandler } from '../../functions/oracle.js';
import { compileModule } from '../../shared/local/compile-module.js';
import { type LoadedOracle, oracleOfStudy } from '../../shared/local/load-oracle.js';
import { checkModule } from '../../shared/local/program-function.js';
import { LocalRun, type LocalRunOptions } from '../../shared/local/run-study.js';
import { findModule } from '../../shared/module-file.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { moduleTrainers } from '../../tuner/module-trainers.js';

/** The user's modules that a run takes. */
export interface RunModules {
  /** File of the tuning module. */
  readonly tuning: string;
  /** A user's own oracle, if the study has one. */
  readonly oracle: LoadedOracle | undefined;
}

/** A run on this machine that may begin. */
export interface PreparedRun {
  readonly run: LocalRun;
  /** Deletes what was compiled for it. */
  dispose(): Promise<void>;
}

/**
 * The modules of a study to resume.
 *
 * @throws StudyNotFound; InvalidRequest if a program trains it itself; TuningUnreadable, OracleUnreadable, InvalidOracle
 */
export async function modulesOfStudy(store: DirectoryStore, study: string): Promise<RunModules> {
  const { definition } = (await StudyLog.open(store, study)).study;
  checkModule(definition);
  const tuning = findModule('tuning', resolve(store.root, definition.trialFunction));
  return { tuning, oracle: await oracleOfStudy(store.root, definition) };
}

/**
 * Compiles the tuning of a run.
 *
 * @param onOutput takes what trials print, line by line.
 * @throws TuningUnreadable
 */
export async function prepareRun(
  store: DirectoryStore,
  { tuning, oracle }: RunModules,
  request: LocalRunOptions['request'],
  onOutput: (line: string) => void,
): Promise<PreparedRun> {
  try {
    const compiled = await compileModule('tuning', tuning);
    const trainer = moduleTrainers({ store, tuning: compiled.file, oracle: oracle?.file, onOutput });
    const run = new LocalRun({ store, request, oracle: oracleHandler(store), trainer });
    const dispose = async () => {
      await compiled.dispose();
      await oracle?.dispose();
    };
    return { run, dispose };
  } catch (error) {
    await oracle?.dispose();
    throw error;
  }
}
