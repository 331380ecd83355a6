import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Parameter, Values } from '../../shared/space/parameter.js';
import type { EpochSettings } from '../../shared/study/oracle-settings.js';

/** How to start a program that speaks ask-tell. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The study that a program is to begin. */
export interface Study extends Pick<EpochSettings, 'options' | 'earlyStopping'> {
  readonly parameters: readonly Parameter[];
  readonly seed: number;
  readonly maxTrials?: number;
  /** Epochs of a whole training, where scores are told after each epoch. */
  readonly maxEpochs?: number;
}

export interface HandedOut {
  readonly id: string;
  readonly values: Values;
  /** Both where the study has `maxEpochs`. */
  readonly fromEpoch?: number;
  readonly toEpoch?: number;
}

/** What an ask is answered with. */
interface Asked {
  readonly trial?: HandedOut;
  readonly wait?: true;
  readonly done?: true;
}

/** What of a program's standard error is kept for messages. */
const keptErrorText = 2000;

/** A running program that speaks ask-tell (docs/ask-tell.md) on its standard input and output, called one line at a time. */
export class AskTellProgram {
  readonly #command: Command;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #answers: AsyncIterator<string>;
  readonly #closed: Promise<unknown>;
  #errorText = '';

  constructor(command: Command) {
    this.#command = command;
    this.#child = spawn(command.file, command.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: command.env ?? process.env,
    });
    this.#closed = once(this.#child, 'close');
    // What cannot be started or has ended answers nothing: `call` says so.
    this.#closed.catch(() => undefined);
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.on('data', (text) => {
      this.#errorText = (this.#errorText + String(text)).slice(-keptErrorText);
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Begins a study that minimises `score`. */
  async create({ parameters, ...study }: Study): Promise<void> {
    const objective = { name: 'score', direction: 'min' };
    await this.call({ op: 'create', space: { parameters }, objective, ...study });
  }

  async ask(): Promise<Asked> {
    return (await this.call({ op: 'ask' })) as Asked;
  }

  /**
   * @param epoch that the score is of, where the study has `maxEpochs`
   * @returns whether the trial should train on
   */
  async tell(trial: string, score: number, epoch?: number): Promise<boolean> {
    const answer = await this.call({ op: 'tell', trial, score, epoch });
    return 'continue' in answer && answer.continue === true;
  }

  /** @throws Error if the answer is an error, or the program ends without one. */
  async call(message: object): Promise<object> {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
    const { value: line, done } = await this.#answers.next();
    if (done) {
      await this.#closed;
      throw new Error(`${this.#name} ended without an answer: ${this.#errorText}`);
    }
    const answer = JSON.parse(line);
    if (answer.error) throw new Error(`${this.#name} answered: ${answer.error.code}: ${answer.error.message}`);
    return answer;
  }

  /** Ends the program's input, and waits for it to end. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#closed;
  }

  get #name(): string {
    return [this.#command.file, ...this.#command.args].join(' ');
  }
}
