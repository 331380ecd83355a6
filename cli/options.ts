import { InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { StepladderError } from '../shared/errors.js';
import { type OracleOptions, oracleOptionsSchema } from '../shared/oracles/options.js';
import { oracleNames } from '../shared/oracles/oracles.js';
import { type Values, valuesSchema } from '../shared/space/parameter.js';
import type { OpenRequest } from '../shared/study/open.js';
import type { Budget } from '../shared/study/records.js';

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
export interface DefinitionFlags {
  readonly oracle?: string;
  readonly epochs?: number;
  readonly seed?: number;
  readonly retries?: number;
  readonly timeout?: number;
  readonly enqueue?: Values[];
  readonly sampler?: OracleOptions['sampler'];
  readonly minEpochs?: number;
  readonly factor?: number;
  readonly halving?: OracleOptions['halving'];
  readonly brackets?: number;
  readonly iterations?: number;
  readonly population?: number;
  readonly interval?: number;
  readonly perturb?: string[];
  readonly median?: boolean;
  readonly trialPatience?: number;
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

export const definitionOptions = (): Option[] => [
  new Option('--oracle <name>', "what suggests hyperparameters (default: the tuning's, or auto)").choices(oracleNames),
  new Option('--epochs <n>', "epochs a trial trains (default: the tuning's, or 1)").argParser(whole(1)),
  new Option('--seed <n>', 'the same seed and one slot give the same study').argParser(whole(0)),
  new Option('--retries <n>', 'how often a trial that crashed may try again').argParser(whole(0)),
  new Option('--timeout <s>', "seconds a leg may take (in a deployment its function's)").argParser(positive),
  new Option(
    '--enqueue <json>',
    'a point to try first, such as \'{"units":64}\', or an array of points; repeatable',
  ).argParser(points),
  ...oracleOptions(),
];

const samplers = oracleOptionsSchema.shape.sampler.unwrap().options;
const halvings = oracleOptionsSchema.shape.halving.unwrap().options;

/** Flags of oracles that spend epochs, and of trials that stop early. */
const oracleOptions = (): Option[] => [
  new Option('--sampler <name>', 'what suggests new trials of hyperband, asha or auto').choices(samplers),
  new Option('--min-epochs <n>', 'epochs of the lowest rung at the least').argParser(whole(1)),
  new Option('--factor <n>', 'of so many trials at a rung one goes on (default: 3)').argParser(atLeast(2)),
  new Option('--halving <how>', 'whether asha promotes trials that wait, or stops those that run').choices(halvings),
  new Option('--brackets <n>', 'brackets of asha (default: 1)').argParser(whole(1)),
  new Option('--iterations <n>', 'times that hyperband goes through its brackets (default: 1)').argParser(whole(1)),
  new Option('--population <n>', 'trials of pbt at a time (default: 8)').argParser(whole(2)),
  new Option('--interval <n>', 'epochs after which pbt looks at its population').argParser(whole(1)),
  new Option('--perturb <names...>', 'hyperparameters that pbt may change (default: all floats)'),
  new Option('--median', 'stop trials that are worse than the median of others at the same epoch'),
  new Option('--trial-patience <n>', 'stop a trial after so many epochs without a better score').argParser(whole(1)),
];

export const askTellOptions = (): Option[] => [
  new Option('--oracle <name>', 'what suggests hyperparameters').choices(oracleNames).makeOptionMandatory(),
  ...oracleOptions(),
];

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
  retries,
  timeout,
  enqueue,
  ...flags
}: DefinitionFlags): Omit<NonNullable<OpenRequest['start']>, 'trialFunction'> {
  const options = optionsOf(flags);
  const earlyStopping = defined({ median: flags.median, patience: flags.trialPatience });
  return defined({
    oracle,
    epochs,
    seed,
    retries,
    timeout,
    enqueue,
    options: given(options),
    earlyStopping: given(earlyStopping),
  });
}

function optionsOf(flags: DefinitionFlags): OracleOptions {
  const { sampler, minEpochs, factor, halving, brackets, iterations, population, interval, perturb: perturbed } = flags;
  return defined({ sampler, minEpochs, factor, halving, brackets, iterations, population, interval, perturbed });
}

/** Undefined instead of nothing. */
function given<T extends object>(values: T): T | undefined {
  return Object.keys(values).length > 0 ? values : undefined;
}

/** Leaves out what was not given. */
export function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

export function whole(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
}

/** Adds the points of one `--enqueue` to those of the others. */
function points(text: string, before: Values[] = []): Values[] {
  const parsed = z.union([z.array(valuesSchema), valuesSchema]).safeParse(jsonIn(text));
  if (parsed.success) return before.concat(parsed.data);
  throw new InvalidArgumentError('It must be a JSON object of hyperparameters, or an array of such.');
}

/** Undefined where the text is not JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function atLeast(min: number): (text: string) => number {
  return (text) => {
    const value = real(text);
    if (value >= min) return value;
    throw new InvalidArgumentError(`It must be at least ${min}.`);
  };
}

function positive(text: string): number {
  const value = real(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be greater than 0.');
}

function real(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}
