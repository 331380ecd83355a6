import { availableParallelism } from 'node:os';
import type { Execution, Runner, RunRequest } from '../../shared/api/ports.js';
import { StepladderError } from '../../shared/errors.js';
import { isLocked, lockedStudies } from '../../shared/local/lock.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { readRecord } from '../../shared/study/codec.js';
import { parseName, runKey, runsFolder } from '../../shared/study/keys.js';
import { type Run, runSchema } from '../../shared/study/records.js';
import { RunProcess } from './run-process.js';

interface KnownRun {
  readonly input: string;
  readonly process: RunProcess;
}

/** Runs studies of a directory, each run in a process of its own; those that commands began are seen by their locks. */
export class LocalRunner implements Runner {
  readonly #store: DirectoryStore;
  readonly #module: URL;
  readonly #logError: (error: unknown) => void;
  /** Those of this process, by their names. */
  readonly #runs = new Map<string, KnownRun>();

  /** @param module URL of the built `run-child`. @param logError takes how a run's process broke */
  constructor(store: DirectoryStore, module: URL, logError: (error: unknown) => void) {
    this.#store = store;
    this.#module = module;
    this.#logError = logError;
  }

  /** @throws StudyRunning if a process of this machine runs the study. */
  async start(name: string, { request }: { readonly request: RunRequest }): Promise<boolean> {
    const input = JSON.stringify(request);
    const known = this.#runs.get(name);
    if (known) return known.process.execution.status === 'running' && known.input === input;
    const { root } = this.#store;
    if (await isLocked(root, request.study)) {
      throw new StepladderError('StudyRunning', `Study '${request.study}' is being run by a process of this machine`);
    }
    const order = { root, request: { ...request, defaultSlots: availableParallelism() } };
    const process = new RunProcess(this.#module, order, ({ code, message }) =>
      this.#logError(`A run of ${request.study} broke: ${code}: ${message}`),
    );
    this.#runs.set(name, { input, process });
    return true;
  }

  /** Of executions that others began only those are known that run: of studies that a process has locked. */
  async execution(name: string): Promise<Execution | undefined> {
    const own = this.#runs.get(name);
    if (own) return own.process.execution;
    for (const study of await lockedStudies(this.#store.root)) {
      const run = await this.#newestRun(study);
      if (run?.execution === name) return { status: 'running', started: run.started };
    }
    return undefined;
  }

  /** Stops the runs that it began, as Ctrl-C does; called again, at once. Settles when they are over. */
  async stop(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ process }) => process.stop()));
  }

  async #newestRun(study: string): Promise<Run | undefined> {
    const numbers = (await this.#store.list(runsFolder(study))).map((key) => parseName(key).number);
    return readRecord(this.#store, runSchema, runKey(study, Math.max(1, ...numbers)));
  }
}
