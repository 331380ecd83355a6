import type { Execution, Runner, RunRequest } from '../../shared/api/ports.js';
import { StepladderError } from '../../shared/errors.js';
import { lockedStudies } from '../../shared/local/lock.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { readRecord } from '../../shared/study/codec.js';
import { parseName, runKey, runsFolder } from '../../shared/study/keys.js';
import { type Run, runSchema } from '../../shared/study/records.js';

/** The runs of this machine, each begun by a command that shows it: they can be seen here, not started. */
export class LocalRunner implements Runner {
  readonly #store: DirectoryStore;

  constructor(store: DirectoryStore) {
    this.#store = store;
  }

  /** Resumes nothing, and without tunings nothing else is ever asked. @throws InvalidRequest always */
  async start(_: string, { request }: { readonly request: RunRequest }): Promise<boolean> {
    throw new StepladderError(
      'InvalidRequest',
      `On this machine a command is the run: \`stepladder resume ${request.study} --store ${this.#store.root}\``,
    );
  }

  /** Only executions that run are known: those of studies that a process has locked. */
  async execution(name: string): Promise<Execution | undefined> {
    for (const study of await lockedStudies(this.#store.root)) {
      const run = await this.#newestRun(study);
      if (run?.execution === name) return { status: 'running', started: run.started };
    }
    return undefined;
  }

  async #newestRun(study: string): Promise<Run | undefined> {
    const numbers = (await this.#store.list(runsFolder(study))).map((key) => parseName(key).number);
    return readRecord(this.#store, runSchema, runKey(study, Math.max(1, ...numbers)));
  }
}
