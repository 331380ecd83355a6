import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Execution } from '../../shared/api/ports.js';
import type { LocalRunOptions } from '../../shared/local/run-study.js';

/** What the process of a run is told. */
export interface RunOrder {
  /** Directory of the store. */
  readonly root: string;
  readonly request: LocalRunOptions['request'];
}

/** What it answers where there could be no run. */
export type RunFailure = NonNullable<Execution['failure']>;

/**
 * A run in a process of its own, in a process group of its own too: a terminal's Ctrl-C reaches the server alone, which
 * passes it on, once.
 */
export class RunProcess {
  readonly #child: ChildProcess;
  readonly #started = Date.now();
  readonly #exit: Promise<unknown>;
  #status: Execution['status'] = 'running';
  #failure: RunFailure | undefined;

  /** @param module URL of the built `run-child`. @param onFailure takes why there could be no run, or how it broke */
  constructor(module: URL, order: RunOrder, onFailure: (failure: RunFailure) => void) {
    this.#child = fork(fileURLToPath(module), [], {
      detached: true,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (failure: RunFailure) => {
      this.#failure = failure;
    });
    this.#child.on('error', ({ message }) => {
      this.#failure = { code: 'InternalError', message };
    });
    this.#exit = once(this.#child, 'close').then(([code, signal]) => {
      const isWell = code === 0 && !this.#failure;
      this.#status = isWell ? 'succeeded' : 'failed';
      if (isWell) return;
      this.#failure ??= { code: 'InternalError', message: `the run's process ended with ${signal ?? code}` };
      onFailure(this.#failure);
    });
    this.#child.send(order);
  }

  get execution(): Execution {
    return {
      status: this.#status,
      started: this.#started,
      ...(this.#status === 'failed' && this.#failure && { failure: this.#failure }),
    };
  }

  /** As Ctrl-C: models pause at the end of their epoch; called again, what trains is killed. Settles when the run is over. */
  async stop(): Promise<void> {
    if (this.#status === 'running') this.#child.kill('SIGINT');
    await this.#exit;
  }
}
