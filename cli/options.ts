import { InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import { oracleNames } from '../shared/oracles/oracles.js';
import { type Values, valuesSchema } from '../shared/space/parameter.js';
import type { OpenRequest } from '../shared/study/open.js';
import { type Budget, tagSchema } from '../shared/study/records.js';
import { type EpochFlags, epochOptions, epochSettingsOf } from './epoch-options.js';
import { positive, real, whole } from './option-values.js';

/** Flags that say where studies are: in a deployment if one is named, otherwise in a directory. */
export interface PlaceFlags {
  readonly store: string;
  readonly cloud?: string;
}

/** Flags of commands that need a deployment. */
export interface CloudFlags {
  readonly cloud?: string;
  readonly json?: boolean;
}

/** Flags of commands that show something. */
export interface ShowFlags extends PlaceFlags {
  readonly json?: boolean;
}

/** Flags of what is shown of a study. */
export interface StudyFlags extends ShowFlags {
  readonly trial?: number;
}

/** Flags of the list of studies. */
export interface ListFlags extends ShowFlags {
  readonly tag?: string[];
}

/** Flags of the page's server. */
export interface UiFlags extends PlaceFlags {
  readonly port: number;
}

/** Flags of enqueuing points. */
export interface EnqueueFlags extends PlaceFlags {
  readonly again?: boolean;
}

/** Flags of an export. */
export interface ExportFlags extends PlaceFlags {
  readonly format: (typeof exportFormats)[number];
  readonly out: string;
  readonly rows?: 'trials' | 'epochs';
}

/** Flags of a report. */
export interface ReportFlags extends PlaceFlags {
  readonly out?: string;
}

/** Flags of a run's budget, over all runs of its study. */
export interface BudgetFlags {
  readonly trials?: number;
  readonly totalEpochs?: number;
  readonly seconds?: number;
  readonly dollars?: number;
  readonly target?: number;
  readonly patience?: number;
  readonly slots?: number;
}

/** Flags of a study's definition. */
export interface DefinitionFlags extends EpochFlags {
  readonly oracle?: string;
  readonly epochs?: number;
  readonly seed?: number;
  readonly executionsPerTrial?: number;
  readonly retries?: number;
  readonly timeout?: number;
  readonly enqueue?: Values[];
  readonly tag?: string[];
}

export interface StartFlags extends ShowFlags, BudgetFlags, DefinitionFlags {
  readonly study?: string;
}

export interface ResumeFlags extends ShowFlags, BudgetFlags {
  /** Not to watch what was begun. */
  readonly detach?: boolean;
}

const storeOption = () =>
  new Option('--store <dir>', 'directory that keeps the studies').default('.stepladder').env('STEPLADDER_STORE');
export const cloudOption = () =>
  new Option('--cloud <url>', "a deployment's API, instead of a directory").env('STEPLADDER_CLOUD');
export const placeOptions = (): Option[] => [storeOption(), cloudOption()];
export const jsonOption = () => new Option('--json', 'print one JSON document and nothing else');

export const budgetOptions = (): Option[] => [
  new Option('--trials <n>', 'trials in all, over any number of runs').argParser(whole(1)),
  new Option('--total-epochs <n>', 'epochs in all, over all trials').argParser(whole(1)),
  new Option('--seconds <s>', 'seconds in all; running models pause').argParser(positive),
  new Option('--dollars <n>', 'dollars that training may cost in a deployment').argParser(positive),
  new Option('--target <score>', 'stop at a score as good as this').argParser(real),
  new Option('--patience <n>', 'stop after so many trials in a row without a better score').argParser(whole(1)),
  new Option('--slots <n>', "trials at once (default: the tuning's, or the number of cores)").argParser(whole(1, 1000)),
];

export const studyOption = () =>
  new Option('--study <name>', "name of the study (default: the tuning's name and the time)");

export const tagOption = (what: string) => new Option('--tag <tag>', `${what}; repeatable`).argParser(tag);

const oracleOption = (what: string) =>
  new Option('--oracle <name>', `${what}: ${oracleNames.join(', ')}, or your own: a module's path, or its name there`);

export const definitionOptions = (): Option[] => [
  oracleOption("what suggests hyperparameters (default: the tuning's, or auto)"),
  new Option('--epochs <n>', "epochs a trial trains (default: the tuning's, or 1)").argParser(whole(1)),
  new Option('--seed <n>', 'the same seed and one slot give the same study').argParser(whole(0)),
  new Option('--executions-per-trial <n>', 'trainings of each trial, whose mean counts').argParser(whole(1, 100)),
  new Option('--retries <n>', 'how often a trial that crashed may try again').argParser(whole(0)),
  new Option('--timeout <s>', "seconds a leg may take (in a deployment its function's)").argParser(positive),
  new Option(
    '--enqueue <json>',
    'a point to try first, such as \'{"units":64}\', or an array of points; repeatable',
  ).argParser(points),
  tagOption('of what the study is one, such as owner=ann, to find it by'),
  ...epochOptions(),
];

export const askTellOptions = (): Option[] => [
  oracleOption('what suggests hyperparameters').makeOptionMandatory(),
  ...epochOptions(),
];

export const trialOption = () => new Option('--trial <n>', 'show this trial, and what it printed').argParser(whole(0));

export const portOption = () =>
  new Option('--port <n>', 'where to serve the page on this machine; 0 for a port that is free')
    .default(0)
    .argParser(whole(0, 65535));

const exportFormats = ['csv', 'parquet', 'svg', 'png', 'tensorboard'] as const;

export const exportOptions = (): Option[] => [
  new Option('--format <name>', 'trials as a table (csv, parquet), plots (svg, png), or event files of TensorBoard')
    .choices(exportFormats)
    .makeOptionMandatory(),
  new Option(
    '--out <path>',
    'the file of a table; else the directory to write or to bring up to date',
  ).makeOptionMandatory(),
  new Option('--rows <what>', 'what a table has a row for (default: trials)').choices(['trials', 'epochs']),
];

export const reportOption = () => new Option('--out <file>', "the file to write (default: the study's name and .html)");

export const scheduleOptions = (): Option[] => [
  new Option('--every <time>', "'30 minutes', '12 hours', '1 day'").conflicts('cron'),
  new Option('--cron <fields>', "minutes, hours, day, month, weekday and year: '0 2 * * ? *'"),
  new Option('--time-zone <zone>', 'of --cron and of the dates in names, such as Europe/Berlin').default('UTC'),
  new Option('--overlap <what>', "when the schedule's last study still runs: skip this time, or start another one")
    .choices(['skip', 'allow'])
    .default('skip'),
];

/** A place given on the command line outranks one of the environment, and there a deployment a directory. */
export function placeFlagsOf<F extends PlaceFlags>(flags: F, isGiven: (flag: 'store' | 'cloud') => boolean): F {
  if (!isGiven('store')) return flags;
  if (isGiven('cloud')) {
    throw new StepladderError('InvalidRequest', '--store and --cloud exclude each other: give one of them');
  }
  const { cloud: _, ...rest } = flags;
  return rest as F;
}

export function budgetOf(flags: BudgetFlags): Budget {
  const { trials, totalEpochs: epochs, seconds, dollars, target, patience } = flags;
  return defined({ trials, epochs, seconds, dollars, target, patience });
}

/** What overrides the tuning's own settings. */
export function definitionOf({
  oracle,
  epochs,
  seed,
  executionsPerTrial,
  retries,
  timeout,
  enqueue,
  tag: tags,
  ...flags
}: DefinitionFlags): Omit<NonNullable<OpenRequest['start']>, 'trialFunction'> {
  const settings = { oracle, epochs, seed, executionsPerTrial, retries, timeout, enqueue, tags };
  return defined({ ...settings, ...epochSettingsOf(flags) });
}

/** Adds the points of one `--enqueue` to those of the others. */
function points(text: string, before: Values[] = []): Values[] {
  const parsed = z.union([z.array(valuesSchema), valuesSchema]).safeParse(jsonIn(text));
  if (parsed.success) return before.concat(parsed.data);
  throw new InvalidArgumentError('It must be a JSON object of hyperparameters, or an array of such.');
}

/** Adds a tag to those before it, once. */
function tag(text: string, before: string[] = []): string[] {
  const parsed = tagSchema.safeParse(text);
  if (parsed.success) return [...new Set([...before, text])];
  throw new InvalidArgumentError(`${parsed.error.issues[0]?.message}.`);
}

/** Undefined where the text is not JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
