import { InvalidArgumentError, Option } from 'commander';
import { oracleNames } from '../shared/oracles/oracles.js';
import type { OpenRequest } from '../shared/study/open.js';
import type { Budget } from '../shared/study/records.js';

/** Flags that start and resume have in common. */
export interface RunFlags {
  readonly store: string;
  readonly json?: boolean;
  readonly trials?: number;
  readonly totalEpochs?: number;
  readonly seconds?: number;
  readonly target?: number;
  readonly patience?: number;
  readonly slots?: number;
}

/** Flags of a study's definition. */
export interface StartFlags extends RunFlags {
  readonly study?: string;
  readonly oracle?: string;
  readonly epochs?: number;
  readonly seed?: number;
  readonly retries?: number;
  readonly timeout?: number;
}

export const storeOption = () =>
  new Option('--store <dir>', 'directory that keeps the studies').default('.stepladder').env('STEPLADDER_STORE');
export const jsonOption = () => new Option('--json', 'print one JSON document and nothing else');

export const budgetOptions = (): Option[] => [
  new Option('--trials <n>', 'trials in all, over any number of runs').argParser(whole(1)),
  new Option('--total-epochs <n>', 'epochs in all, over all trials').argParser(whole(1)),
  new Option('--seconds <s>', 'seconds in all; running models pause').argParser(positive),
  new Option('--target <score>', 'stop at a score as good as this').argParser(real),
  new Option('--patience <n>', 'stop after so many trials in a row without a better score').argParser(whole(1)),
  new Option('--slots <n>', "trials at once (default: the tuning's, or the number of cores)").argParser(whole(1, 1000)),
];

export const definitionOptions = (): Option[] => [
  new Option('--study <name>', "name of the study (default: the tuning's name and the time)"),
  new Option('--oracle <name>', "what suggests hyperparameters (default: the tuning's, or random)").choices(
    oracleNames,
  ),
  new Option('--epochs <n>', "epochs a trial trains (default: the tuning's, or 1)").argParser(whole(1)),
  new Option('--seed <n>', 'the same seed and one slot give the same study').argParser(whole(0)),
  new Option('--retries <n>', 'how often a trial that crashed may try again').argParser(whole(0)),
  new Option('--timeout <s>', 'seconds a leg may take').argParser(positive),
];

export function budgetOf(flags: RunFlags): Budget {
  const { trials, totalEpochs: epochs, seconds, target, patience } = flags;
  return defined({ trials, epochs, seconds, target, patience });
}

export function startOf(flags: StartFlags, trialFunction: string): OpenRequest['start'] {
  const { oracle, epochs, seed, retries, timeout } = flags;
  return { trialFunction, ...defined({ oracle, epochs, seed, retries, timeout }) };
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
