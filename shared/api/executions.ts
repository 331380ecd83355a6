import { StepladderError } from '../errors.js';
import type { StudyLog } from '../study/log.js';
import type { Execution, Runner, RunRequest } from './ports.js';

/** Executions that may have one run's name: AWS remembers a name for 90 days, also that of a study deleted since. */
const mostNames = 100;

/** A run that was asked for and has no record yet. */
export interface PendingRun {
  readonly run: number;
  readonly status: 'starting' | 'failed';
  readonly reason?: string;
}

/** The executions that work on studies, found by their names. */
export class Executions {
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /**
   * Starts the execution of a run that has no record, or finds it started by the same request.
   *
   * @param isRecorded whether the run has a record by now.
   * @returns `taken` if another request for the run came first.
   */
  async begin(run: number, request: RunRequest, isRecorded: () => Promise<boolean>): Promise<'begun' | 'taken'> {
    for (let attempt = 1; attempt <= mostNames; attempt++) {
      const name = nameOf(request.study, run, attempt);
      if (await this.#runner.start(name, { request })) return 'begun';
      // A name that is taken by an execution nobody finds yet is one that was started a moment ago.
      const status = (await this.#runner.execution(name))?.status ?? 'running';
      if (status === 'running') return 'taken';
      if (await isRecorded()) return 'taken';
    }
    throw new StepladderError(
      'StudyExists',
      `A study '${request.study}' was begun ${mostNames} times of late. Choose another name.`,
    );
  }

  /**
   * A run of which an execution, but no record is known: it is starting, or failed before it came to its first record.
   *
   * @param since only executions started later count: those before were of a deleted study of the same name.
   */
  async pending(study: string, run: number, since: number): Promise<PendingRun | undefined> {
    const execution = await this.#newest(study, run);
    if (!execution || execution.started < since) return undefined;
    if (execution.status === 'running') return { run, status: 'starting' };
    const { failure } = execution;
    if (!failure || failure.code === 'StudyFailed') return undefined;
    return { run, status: 'failed', reason: `${failure.code}: ${failure.message}` };
  }

  /**
   * Whether an execution works on the newest run of a study.
   *
   * @param log refreshed by the caller; fresh, if need be anew, afterwards.
   */
  async isAlive(log: StudyLog): Promise<boolean> {
    const state = log.study.lastRun;
    if (state?.end) return false;
    const execution = await this.#runner.execution(state?.run.execution ?? log.study.definition.execution);
    if (execution?.status === 'running') return true;
    // It may have ended, in good order, after the log was read.
    await log.refresh();
    return log.study.lastRun?.run.run === state?.run.run ? false : this.isAlive(log);
  }

  /** Whether anything works on a study, or is about to. */
  async isBusy(log: StudyLog): Promise<boolean> {
    if (await this.isAlive(log)) return true;
    return (await this.pendingNext(log))?.status === 'starting';
  }

  /** The run after the newest one, if it was asked for. */
  async pendingNext({ study, name }: StudyLog): Promise<PendingRun | undefined> {
    return this.pending(name, study.runs.size + 1, study.definition.created);
  }

  async #newest(study: string, run: number): Promise<Execution | undefined> {
    let newest: Execution | undefined;
    for (let attempt = 1; attempt <= mostNames; attempt++) {
      const execution = await this.#runner.execution(nameOf(study, run, attempt));
      if (!execution) break;
      newest = execution;
    }
    return newest;
  }
}

function nameOf(study: string, run: number, attempt: number): string {
  const name = `${study}.${String(run).padStart(4, '0')}`;
  return attempt === 1 ? name : `${name}-${attempt}`;
}
