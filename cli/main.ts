#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { errorCodeOf, errorCodes, messageOf } from '../shared/errors.js';
import { budgetOptions, definitionOptions, jsonOption, storeOption, whole } from './options.js';
import { resumeCommand } from './resume.js';
import { runCommand } from './run.js';
import { bestCommand, leaderboardCommand, listCommand, showCommand, stopCommand } from './studies.js';

/** Exit status of input that cannot be used; nothing was written then. */
const badInput = 2;
const interrupted = 130;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave; the study goes on.
  if (error.code !== 'EPIPE') throw error;
});

type Action = (...args: never[]) => Promise<number>;

function program(): Command {
  const root = new Command('stepladder').description('Hyperparameter tuning, on this machine or on AWS').exitOverride();
  root.configureOutput({
    outputError: (text, write) => write(`${oneLine(text.replace(/^error: /, 'stepladder: ').trim())}\n`),
  });
  const command = (usage: string, description: string, action: Action, options: Option[]) => {
    const made = root.command(usage).description(description).exitOverride();
    for (const option of [...options, storeOption()]) made.addOption(option);
    made.action(async (...args) => {
      process.exitCode = await (action as (...all: unknown[]) => Promise<number>)(...args);
    });
  };
  const limit = new Option('--limit <n>', 'rows to print').default(20).argParser(whole(1));
  const exported = new Option('--export <dir>', 'write the model there, for tf.loadLayersModel');
  command('run <module>', 'start a study of a tuning module', runCommand, [
    ...definitionOptions(),
    ...budgetOptions(),
    jsonOption(),
  ]);
  command('resume <study>', 'go on with a study, also with a larger budget', resumeCommand, [
    ...budgetOptions(),
    jsonOption(),
  ]);
  command('stop <study>', 'ask a running study to stop', stopCommand, []);
  command('list', 'list the studies', listCommand, [jsonOption()]);
  command('show <study>', 'show a study and its trials', showCommand, [jsonOption()]);
  command('leaderboard <study>', 'show the best trials', leaderboardCommand, [limit, jsonOption()]);
  command('best <study>', 'show the best trial, or export its model', bestCommand, [exported, jsonOption()]);
  return root;
}

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? error.exitCode && badInput : report(error);
}

/** Says what was wrong, in one line where the user can do something about it; answers with the exit status. */
function report(error: unknown): number {
  const code = errorCodeOf(error);
  const status = code === 'Interrupted' ? interrupted : code && errorCodes[code] === 'input' ? badInput : 1;
  const text = status === 1 ? ((error as Error).stack ?? messageOf(error)) : oneLine(messageOf(error));
  process.stderr.write(`stepladder: ${text}\n`);
  return status;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
