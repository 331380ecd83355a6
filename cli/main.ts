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
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : badInput;
  } else {
    const code = errorCodeOf(error);
    const isInput = code !== undefined && errorCodes[code] === 'input';
    const isKnown = isInput || code === 'Interrupted';
    process.stderr.write(
      `stepladder: ${isKnown ? oneLine(messageOf(error)) : ((error as Error).stack ?? messageOf(error))}\n`,
    );
    process.exitCode = isInput ? badInput : code === 'Interrupted' ? interrupted : 1;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
