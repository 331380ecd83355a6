import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LogTail } from '../study/log-tail.js';
import { readLine } from './call-marks.js';
import type { Trainer } from './trainer.js';

/** What all processes of a run have in common. */
export interface TrialProcessOptions {
  /** URL of the module whose `handler` the process calls. */
  readonly module: URL;
  readonly environment: Readonly<Record<string, string>>;
  /** Heap of the process in MiB. @default Node's own */
  readonly memory?: number | undefined;
  /** Takes what trials print, line by line. */
  readonly onOutput: (line: string) => void;
}

interface Reply {
  readonly id: number;
  readonly value?: object;
  /** Whether the process is about to end: no further call can reach it. */
  readonly ending?: boolean;
  /** Resident memory of the process, in bytes. */
  readonly memory: number;
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
}

/** Milliseconds that output of a process which has ended may take to come: what it has started itself may hold the other end. */
const drainTime = 1000;

/** Resident memory, in bytes, above which a process makes room for a fresh one after its leg. */
const retirementMemory = 2 ** 30;

/**
 * A process of its own that trains one slot's legs: what exits, runs out of memory or hangs in it breaks one call and
 * nothing else. It starts with the first call, and again after it broke.
 */
export class TrialProcess implements Trainer {
  readonly #options: TrialProcessOptions;
  #child: ChildProcess | undefined;
  readonly #tail = new LogTail();
  /** The number of the last call. */
  #call = -1;
  #killed: Error | undefined;

  constructor(options: TrialProcessOptions) {
    this.#options = options;
  }

  /**
   * Calls the handler.
   *
   * @param limit seconds after which the process is killed.
   * @throws an error with the name that AWS Lambda uses: Sandbox.Timedout, Runtime.OutOfMemory, Runtime.ExitError; or
   *   Interrupted after `kill`; or what the handler threw, by name and message. What was printed last is in its `log`.
   */
  async call(event: object, limit?: number): Promise<object> {
    const id = ++this.#call;
    const child = this.#child ?? this.#start();
    this.#tail.clear();
    const timer = limit && setTimeout(() => this.#kill(timedOut(limit)), limit * 1000);
    try {
      return await this.#answer(child, id, { id, event, limit: limit ? limit * 1000 : null });
    } catch (error) {
      throw Object.assign(error as Error, { log: this.#tail.text || undefined });
    } finally {
      clearTimeout(timer || undefined);
    }
  }

  /** Kills the process; a call that is under way ends as Interrupted. */
  kill(): void {
    this.#kill(named('Interrupted', 'the run was interrupted'));
  }

  /** Ends the process, which must be idle. */
  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #kill(reason: Error): void {
    this.#killed = reason;
    this.#child?.kill('SIGKILL');
  }

  #start(): ChildProcess {
    const { module, environment, memory, onOutput } = this.#options;
    const child = fork(fileURLToPath(new URL('./trial-child.js', import.meta.url)), [module.href], {
      env: { ...process.env, ...environment },
      execArgv: memory === undefined ? [] : [`--max-old-space-size=${memory}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      let printing = this.#call;
      createInterface({ input: stream }).on('line', (line) => {
        const { text, begins } = readLine(line);
        if (text !== undefined) {
          if (printing === this.#call) this.#tail.addLine(text);
          onOutput(text);
        }
        printing = begins ?? printing;
      });
    }
    const forget = () => {
      if (this.#child === child) this.#child = undefined;
    };
    child.on('exit', forget);
    child.on('error', forget);
    this.#killed = undefined;
    this.#child = child;
    return child;
  }

  #answer(child: ChildProcess, id: number, message: object): Promise<object> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.off('error', onError);
      };
      const onMessage = (reply: Reply | null) => {
        if (reply?.id !== id) return; // a tuning may send messages of its own
        settle();
        const { error } = reply;
        const fault = error && Object.assign(new Error(error.message), error);
        if (fault && reply.ending) drained(child).then(() => reject(fault));
        else if (fault) reject(fault);
        else resolve(reply.value ?? {});
        const retires = reply.ending || reply.memory > retirementMemory;
        if (retires && this.#child === child) this.close();
      };
      const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
        settle();
        const fault = this.#killed ?? exitError(code, signal, this.#options.memory);
        drained(child).then(() => reject(fault));
      };
      const onError = (error: Error) => {
        settle();
        reject(named('Runtime.ExitError', `the trial's process cannot be reached: ${error.message}`));
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', onError);
      child.send(message);
    });
  }
}

/** Settles when all is read that a process, which ends, has printed. */
async function drained(child: ChildProcess): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    timer = setTimeout(resolve, drainTime);
  });
  clearTimeout(timer);
}

/** Signals by which terminals and service managers stop a group of processes. */
const stopSignals: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

function exitError(code: number | null, signal: NodeJS.Signals | null, memory: number | undefined): Error {
  const limit = memory === undefined ? '' : ` of ${memory} MiB`;
  if (signal === 'SIGABRT' || code === 134) {
    return named('Runtime.OutOfMemory', `the trial's process ran out of its heap${limit}`);
  }
  if (signal && stopSignals.has(signal)) return named('Interrupted', `the trial's process was stopped by ${signal}`);
  if (signal) return named('Runtime.ExitError', `the trial's process was killed by ${signal}`);
  return named('Runtime.ExitError', `the trial's process exited with code ${code} before it was done`);
}

function timedOut(limit: number): Error {
  return named('Sandbox.Timedout', `the leg took longer than ${limit} seconds`);
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
