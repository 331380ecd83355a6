import { Command, Option } from 'commander';
import { askTellCommand } from './commands/ask-tell.js';
import { bestCommand } from './commands/best.js';
import { deleteCommand } from './commands/delete.js';
import { enqueueCommand } from './commands/enqueue.js';
import { exportCommand } from './commands/export.js';
import { historyCommand } from './commands/history.js';
import { importanceCommand } from './commands/importance.js';
import { leaderboardCommand } from './commands/leaderboard.js';
import { listCommand } from './commands/list.js';
import { reportCommand } from './commands/report.js';
import { resumeCommand, runCommand, startCommand } from './commands/run.js';
import {
  createScheduleCommand,
  deleteScheduleCommand,
  listSchedulesCommand,
  pauseScheduleCommand,
  resumeScheduleCommand,
} from './commands/schedule.js';
import { showCommand } from './commands/show.js';
import { stopCommand } from './commands/stop.js';
import { uiCommand } from './commands/ui.js';
import { watchCommand } from './commands/watch.js';
import { importanceOptions } from './importance-options.js';
import { leaderboardOptions } from './leaderboard-options.js';
import {
  askTellOptions,
  budgetOptions,
  cloudOption,
  definitionOptions,
  exportOptions,
  jsonOption,
  type PlaceFlags,
  placeFlagsOf,
  placeOptions,
  portOption,
  reportOption,
  scheduleOptions,
  studyOption,
  tagOption,
  trialOption,
} from './options.js';

type Action = (...args: never[]) => Promise<number>;

/** All commands; an action leaves its exit status with the process. @param oneLine puts a message into one line. */
export function program(oneLine: (text: string) => string): Command {
  const root = new Command('stepladder').description('Hyperparameter tuning, on this machine or on AWS').exitOverride();
  root.configureOutput({
    outputError: (text, write) => write(`${oneLine(text.replace(/^error: /, 'stepladder: ').trim())}\n`),
  });
  addStudyCommands(root);
  add(root, 'ask-tell', 'suggest hyperparameters to a program, by lines of JSON', askTellCommand, askTellOptions());
  addScheduleCommands(root.command('schedule').description('start studies by the clock, in a deployment'));
  return root;
}

function addStudyCommands(root: Command): void {
  const command = (usage: string, description: string, action: Action, options: Option[]) =>
    add(root, usage, description, action, [...options, ...placeOptions()]);
  const starting = () => [studyOption(), ...definitionOptions(), ...budgetOptions(), jsonOption()];
  const detach = new Option('--detach', 'only start the run, in a deployment');
  const exported = new Option('--export <dir>', 'write the model there, for tf.loadLayersModel');
  command(
    'run <tuning>',
    'start a study of a tuning and show it: a module or, in a deployment, a name',
    runCommand,
    starting(),
  );
  command('start <tuning>', 'start a study in a deployment and leave it to itself', startCommand, starting());
  command('watch <study>', 'show a study that a deployment or another process runs', watchCommand, [jsonOption()]);
  command('resume <study>', 'go on with a study, also with a larger budget', resumeCommand, [
    ...budgetOptions(),
    detach,
    jsonOption(),
  ]);
  command('stop <study>', 'ask a running study to stop', stopCommand, []);
  const again = new Option('--again', 'try it even if a trial has it already');
  command('enqueue <study> [values...]', 'have a study try hyperparameters next: name=value …', enqueueCommand, [
    again,
  ]);
  command('list', 'list the studies', listCommand, [tagOption('only studies with this tag'), jsonOption()]);
  command('show <study>', 'show a study and its trials', showCommand, [trialOption(), jsonOption()]);
  command('leaderboard <study>', 'show the best trials', leaderboardCommand, leaderboardOptions());
  command('history <study>', 'plot the scores of the trials, and the best so far', historyCommand, [jsonOption()]);
  command('importance <study>', 'show which hyperparameters matter', importanceCommand, importanceOptions());
  command('best <study>', 'show the best trial, or export its model', bestCommand, [exported, jsonOption()]);
  command('export <study>', 'write a study as another tool reads it', exportCommand, exportOptions());
  command('report <study>', 'write a study as one HTML file that shows it', reportCommand, [reportOption()]);
  command('ui [modules...]', 'serve a page that shows studies, and starts those of modules', uiCommand, [portOption()]);
  command('delete <study>', 'delete a study that is not running, for good', deleteCommand, []);
}

function addScheduleCommands(schedule: Command): void {
  const command = (usage: string, description: string, action: Action, options: Option[]) =>
    add(schedule, usage, description, action, [...options, cloudOption()]);
  command('create <schedule> <tuning>', 'start studies of a tuning again and again', createScheduleCommand, [
    ...scheduleOptions(),
    ...definitionOptions(),
    ...budgetOptions(),
    jsonOption(),
  ]);
  command('list', 'list the schedules', listSchedulesCommand, [jsonOption()]);
  command('pause <schedule>', 'start no more studies until it is resumed', pauseScheduleCommand, []);
  command('resume <schedule>', 'go on after a pause', resumeScheduleCommand, []);
  command('delete <schedule>', 'delete a schedule; its studies stay', deleteScheduleCommand, []);
}

function add(parent: Command, usage: string, description: string, action: Action, options: Option[]): void {
  const made = parent.command(usage).description(description);
  for (const option of options) made.addOption(option);
  made.action(async (...args) => {
    const names = args.slice(0, -2);
    const isGiven = (flag: string) => made.getOptionValueSource(flag) === 'cli';
    const flags = placeFlagsOf(made.opts<PlaceFlags>(), isGiven);
    process.exitCode = await (action as (...all: unknown[]) => Promise<number>)(...names, flags);
  });
}
