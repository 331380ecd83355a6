import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { StudyDocument } from '../../shared/study/document.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the command line that a test may interfere with. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
}

/** Starts `stepladder` in the checkout, with the arguments given; by `pipe` the test writes its standard input. */
export function start(
  args: readonly string[],
  environment: Record<string, string> = {},
  input: 'ignore' | 'pipe' = 'ignore',
): Running {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: [input, 'pipe', 'pipe'],
  });
  const read = async (stream: NodeJS.ReadableStream) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  };
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ended = Promise.all([exit, read(child.stdout as Readable), read(child.stderr as Readable)]).then(
    ([status, stdout, stderr]) => ({
      status,
      stdout,
      stderr,
    }),
  );
  return { process: child, ended };
}

export function stepladder(...args: string[]): Promise<Outcome> {
  return start(args).ended;
}

export function documentIn({ stdout }: Outcome): StudyDocument {
  return JSON.parse(stdout) as StudyDocument;
}

/** A directory for stores, removed when the file's tests are done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'stepladder-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
