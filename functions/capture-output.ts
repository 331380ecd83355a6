import { format } from 'node:util';
import { LogTail } from '../shared/study/log-tail.js';

/** What this process prints while a leg trains. It still goes where it would go otherwise. */
export interface CapturedOutput {
  /** Forgets what was printed before. */
  begin(): void;
  /** The last lines that were printed since; undefined if there are none. */
  text(): string | undefined;
}

/** Functions of the console that print. */
const printing = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** Characters that are kept of a line which does not end. */
const longestLine = 16_384;

/**
 * Captures what JavaScript in this process writes to its standard output and error, and by the console: on AWS Lambda that
 * goes to the log by a way of its own. What native code and other processes write is not seen here. For a process's life.
 */
export function captureOutput(): CapturedOutput {
  const tail = new LogTail();
  const streams = [process.stdout, process.stderr].map((stream) => new Lines(stream, (line) => tail.addLine(line)));
  for (const name of printing) {
    const print = console[name];
    console[name] = (...values: unknown[]) => {
      const before = written(streams);
      print.apply(console, values);
      if (written(streams) === before) for (const line of format(...values).split('\n')) tail.addLine(line);
    };
  }
  return {
    begin: () => {
      for (const stream of streams) stream.forget();
      tail.clear();
    },
    text: () => {
      for (const stream of streams) stream.flush();
      return tail.text || undefined;
    },
  };
}

function written(streams: readonly Lines[]): number {
  return streams.reduce((sum, { writes }) => sum + writes, 0);
}

/** The lines that are written to a stream. */
class Lines {
  /** How often something was written. */
  writes = 0;
  readonly #onLine: (line: string) => void;
  #decoder = new TextDecoder();
  #begun = '';

  constructor(stream: NodeJS.WriteStream, onLine: (line: string) => void) {
    this.#onLine = onLine;
    const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
    stream.write = (...all: unknown[]) => {
      this.writes++;
      this.#add(all[0], all[1]);
      return write(...all);
    };
  }

  forget(): void {
    this.#decoder = new TextDecoder();
    this.#begun = '';
  }

  /** A line that has begun counts as one. */
  flush(): void {
    const line = this.#begun + this.#decoder.decode();
    if (line !== '') this.#onLine(line);
    this.#begun = '';
  }

  #add(chunk: unknown, encoding: unknown): void {
    const [first = '', ...rest] = this.#textOf(chunk, encoding).split('\n');
    this.#begun += first;
    for (const next of rest) {
      this.#onLine(this.#begun);
      this.#begun = next;
    }
    if (this.#begun.length > 2 * longestLine) this.#begun = this.#begun.slice(-longestLine);
  }

  #textOf(chunk: unknown, encoding: unknown): string {
    if (chunk instanceof Uint8Array) return this.#decoder.decode(chunk, { stream: true });
    const isText = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
    return isText ? String(chunk) : Buffer.from(String(chunk), encoding as BufferEncoding).toString('utf8');
  }
}
