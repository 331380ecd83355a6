#!/usr/bin/env node
import { CommanderError } from 'commander';
import { errorCodeOf, errorCodes, messageOf } from '../shared/errors.js';
import { program } from './program.js';

/** Exit status of input that cannot be used; nothing was written then. */
const badInput = 2;
const interrupted = 130;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave; the study goes on.
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program(oneLine).parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? error.exitCode && badInput : report(error);
}

/** Says what was wrong, in one line unless it is a bug; answers with the exit status. */
function report(error: unknown): number {
  const code = errorCodeOf(error);
  const isBug = code === undefined || errorCodes[code] === 'bug';
  process.stderr.write(
    `stepladder: ${isBug ? ((error as Error).stack ?? messageOf(error)) : oneLine(messageOf(error))}\n`,
  );
  if (code === 'Interrupted') return interrupted;
  return code && errorCodes[code] === 'input' ? badInput : 1;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
