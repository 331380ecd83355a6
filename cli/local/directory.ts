import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import type { Life } from '../../shared/cloud/life.js';
import { defined } from '../../shared/defined.js';
import { StepladderError } from '../../shared/errors.js';
import { deleteLocked } from '../../shared/local/delete-locked.js';
import { ownOracle } from '../../shared/local/load-oracle.js';
import { isLocked } from '../../shared/local/lock.js';
import { findModule, moduleNameOf } from '../../shared/module-file.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { hasTags, type StudySummary, summaryOf } from '../../shared/study/document.js';
import { definitionKey, studiesFolder, studyFolder } from '../../shared/study/keys.js';
import { type LegLog, legLogsOf } from '../../shared/study/leg-logs.js';
import { StudyLog } from '../../shared/study/log.js';
import { type EnqueueRequest, enqueue, waitingPoints } from '../../shared/study/queue.js';
import { studyNameSchema } from '../../shared/study/records.js';
import { nameByTime } from '../name-by-time.js';
import { budgetOf, definitionOf, type ResumeFlags, type StartFlags } from '../options.js';
import type { Place } from '../place.js';
import { trialOf } from '../read-study.js';
import { interval } from './interval.js';

/** The studies in a directory: run by this process, or watched while another one runs them. */
export class Directory implements Place {
  readonly store: DirectoryStore;
  readonly interval = interval;

  constructor(root: string) {
    this.store = new DirectoryStore(root);
  }

  get flags(): string {
    return `--store ${this.store.root}`;
  }

  async list(tags: readonly string[]): Promise<StudySummary[]> {
    const names = (await this.store.children(studiesFolder)).filter((name) => studyNameSchema.safeParse(name).success);
    const listed: StudySummary[] = [];
    for (const name of names) {
      const { isAlive } = await this.life(name);
      const log = await StudyLog.find(this.store, name);
      if (log && hasTags(log.study.definition, tags)) listed.push(summaryOf(log.study, Date.now(), isAlive));
    }
    return listed;
  }

  async life(study: string): Promise<Life> {
    return { isAlive: await isLocked(this.store.root, study) };
  }

  async logs(study: string, number: number): Promise<LegLog[]> {
    const trial = trialOf((await StudyLog.open(this.store, study)).study, number);
    return legLogsOf(this.store, study, trial);
  }

  async start(): Promise<string> {
    throw new StepladderError(
      'InvalidRequest',
      'Only a deployment runs studies by itself: give --cloud, or use `stepladder run` on this machine',
    );
  }

  async run(module: string, flags: StartFlags): Promise<number> {
    const tuning = findModule('tuning', module);
    const study = flags.study ?? (await this.#freeName(nameByTime(moduleNameOf(tuning), new Date())));
    studyFolder(study);
    const oracle = await ownOracle(flags.oracle);
    const own = oracle && { oracle: oracle.name, oracleModule: relative(this.store.root, oracle.source) };
    const request = {
      study,
      start: { trialFunction: relative(this.store.root, tuning), ...definitionOf(flags), ...own },
      budget: budgetOf(flags),
      defaultSlots: availableParallelism(),
      ...defined({ slots: flags.slots }),
    };
    const { execute } = await runner();
    return execute(this.store, { tuning, oracle }, request, flags.json ?? false);
  }

  async resume(study: string, { detach, json = false, slots, ...flags }: ResumeFlags): Promise<number> {
    if (detach) {
      throw new StepladderError(
        'InvalidRequest',
        '--detach needs a deployment: on this machine the command is the run',
      );
    }
    const { execute, modulesOfStudy } = await runner();
    const modules = await modulesOfStudy(this.store, study);
    return execute(this.store, modules, { study, budget: budgetOf(flags), ...defined({ slots }) }, json);
  }

  async enqueue(study: string, request: EnqueueRequest): Promise<number> {
    const log = await StudyLog.open(this.store, study);
    await enqueue(log, request, Date.now());
    return waitingPoints(log.study).length;
  }

  async stop(study: string): Promise<void> {
    const log = await StudyLog.open(this.store, study);
    const state = log.study.lastRun;
    if (!state || state.end || !(await this.life(study)).isAlive) {
      throw new StepladderError('StudyNotRunning', `Study '${study}' is not running`);
    }
    await log.createStop({ run: state.run.run, at: Date.now() });
  }

  async delete(study: string): Promise<void> {
    await StudyLog.open(this.store, study);
    await deleteLocked(this.store, study);
  }

  close(): void {}

  /** The name itself, or with a number behind it if it is taken. */
  async #freeName(name: string): Promise<string> {
    let free = name;
    for (let copy = 2; await this.store.get(definitionKey(free)); copy++) free = `${name}-${copy}`;
    return free;
  }
}

/** Only where a study is run: what runs it takes longer to load than most commands take. */
async function runner() {
  const [{ execute }, { modulesOfStudy }] = await Promise.all([import('./execute.js'), import('./prepare-run.js')]);
  return { execute, modulesOfStudy };
}
