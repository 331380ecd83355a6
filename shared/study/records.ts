import * as z from 'zod';
import { type ErrorCode, errorCodes } from '../errors.js';
import { earlyStoppingSchema } from '../oracles/early-stopping.js';
import { oracleOptionsSchema } from '../oracles/options.js';
import { valuesSchema } from '../space/parameter.js';
import { parameterSchema, spaceSchema } from '../space/space.js';
import { mostLogBytes } from './log-tail.js';

const count = z.number().int().min(0);
const positive = z.number().int().min(1);
/** Milliseconds since 1970: for people, for budgets of time, and to put the ends of trials in order. */
const time = z.number();

/** Lanes that train in parallel. */
const slotsSchema = positive.max(1000);

/** The name of a study: also a folder of the store, an execution's name and part of URLs. */
export const studyNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
  error: 'a study is named by 1 to 64 letters, digits, dots, underscores and hyphens, beginning with a letter or digit',
});

/** Of what a study is one, for people to find it by: `baseline`, `owner=ann`. It has no comma, which stands between tags. */
export const tagSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.:/=@+-]{0,63}$/u, {
  error: 'a tag has 1 to 64 letters, digits and _ . : / = @ + -, and begins with a letter or digit',
});

const directionSchema = z.enum(['min', 'max']);
/**
 * Whether a metric is better when smaller or when greater.
 *
 * @useDeclaredType
 */
export type Direction = z.infer<typeof directionSchema>;

const metricObjectiveSchema = z.strictObject({ name: z.string().min(1), direction: directionSchema });
export type MetricObjective = z.infer<typeof metricObjectiveSchema>;

const weightedObjectiveSchema = metricObjectiveSchema.extend({ weight: z.number().positive().default(1) });
export type WeightedObjective = z.infer<typeof weightedObjectiveSchema>;

/** Of several objectives: a name twice would leave it open which one is meant. */
const areNamedOnce = (objectives: readonly MetricObjective[]) =>
  new Set(objectives.map(({ name }) => name)).size === objectives.length;
const namedTwice = 'two of the objectives have the same name';

/** What a study looks for: the best of a metric, or of a weighted sum of metrics, or the Pareto front of several. */
export const objectiveSchema = z.union(
  [
    metricObjectiveSchema,
    z.strictObject({ sum: z.array(weightedObjectiveSchema).min(2).max(16).refine(areNamedOnce, namedTwice) }),
    z.strictObject({ pareto: z.array(metricObjectiveSchema).min(2).max(8).refine(areNamedOnce, namedTwice) }),
  ],
  {
    error:
      'an objective is { name, direction }, { sum: [{ name, direction, weight }, …] } or { pareto: [{ name, direction }, …] }, each direction "min" or "max"',
  },
);
export type Objective = z.infer<typeof objectiveSchema>;

/** What a study may spend, over all its runs. Whatever is reached first ends it. */
export const budgetSchema = z.strictObject({
  /** Trials begun, failed ones too: from 1. @default 10, if nothing else is limited and the oracle does not end by itself */
  trials: positive
    .optional()
    .describe(
      'Trials begun, failed ones too: from 1. Default: 10, if nothing else is limited and the oracle does not end by itself.',
    ),
  /** Epochs trained, over all trials: from 1. @default no limit */
  epochs: positive.optional().describe('Epochs trained, over all trials: from 1. Default: no limit.'),
  /** Seconds between the start and the end of runs: above 0. @default no limit */
  seconds: z
    .number()
    .positive()
    .optional()
    .describe('Seconds between the start and the end of runs: above 0. Default: no limit.'),
  /**
   * Dollars that training costs in the cloud: above 0; what running legs may cost at the most counts as spent.
   *
   * @default no limit
   */
  dollars: z
    .number()
    .positive()
    .optional()
    .describe(
      'Dollars that training costs in the cloud: above 0; what running legs may cost at the most counts as spent. Default: no limit.',
    ),
  /** A score that is good enough, in its own units; a Pareto front has none. @default none is */
  target: z
    .number()
    .optional()
    .describe('A score that is good enough, in its own units; a Pareto front has none. Default: none is.'),
  /**
   * Trials in a row, by the order of their ends, that may bring no better score, or nothing to the front: from 1.
   *
   * @default no limit
   */
  patience: positive
    .optional()
    .describe(
      'Trials in a row, by the order of their ends, that may bring no better score, or nothing to the front: from 1. Default: no limit.',
    ),
});
export type Budget = z.infer<typeof budgetSchema>;

/** The Lambda function that trains a study's trials. */
export const computeSchema = z.strictObject({
  /** Its memory, in MiB; processor time comes in proportion. */
  megabytes: positive,
  /** Its timeout: no leg takes longer. */
  seconds: z.number().positive(),
  architecture: z.enum(['x86_64', 'arm64']),
});
export type Compute = z.infer<typeof computeSchema>;

/** What a tuning may settle for its studies, and who starts one may override, but for what belongs to `space`. */
export const settingsSchema = z.strictObject({
  /** What suggests hyperparameters: the name of an oracle; `--oracle` takes the path of a module of your own, too. @default auto */
  oracle: z
    .string()
    .min(1)
    .describe(
      'What suggests hyperparameters: the name of an oracle; `--oracle` takes the path of a module of your own, too. Default: auto.',
    ),
  /** Seed of all that is random: the same seed and one slot give the same study. @default drawn at the start */
  seed: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .describe(
      'Seed of all that is random: the same seed and one slot give the same study. Default: drawn at the start.',
    ),
  /** Epochs of a whole training: from 1. @default 1 */
  epochs: positive.describe('Epochs of a whole training: from 1. Default: 1.'),
  /** Of oracles that spend epochs. @default each has its own */
  options: oracleOptionsSchema.optional().describe('Of oracles that spend epochs. Default: each has its own.'),
  /** When a trial stops before its last epoch, whatever the oracle. @default never */
  earlyStopping: earlyStoppingSchema
    .optional()
    .describe('When a trial stops before its last epoch, whatever the oracle. Default: never.'),
  /**
   * Trainings of each trial, from 1 to 100, with the same hyperparameters and other randomness; its metrics are their means.
   *
   * @default 1
   */
  executionsPerTrial: positive
    .max(100)
    .optional()
    .describe(
      'Trainings of each trial, from 1 to 100, with the same hyperparameters and other randomness; its metrics are their means. Default: 1.',
    ),
  /** How often a trial that crashed may try again. @default 0 */
  retries: count.describe('How often a trial that crashed may try again. Default: 0.'),
  /** Trials that fail one after another, from 1, with which the study fails. @default 3 */
  maxConsecutiveFailures: positive.describe(
    'Trials that fail one after another, from 1, with which the study fails. Default: 3.',
  ),
  /** Points to try first, whatever the oracle: at most 1,000; what one leaves out has its default. @default none */
  enqueue: z
    .array(valuesSchema)
    .max(1000)
    .optional()
    .describe(
      'Points to try first, whatever the oracle: at most 1,000; what one leaves out has its default. Default: none.',
    ),
  /** Whether trials may ask for hyperparameters that the tuning's `space` does not have. @default true */
  allowNewEntries: z
    .boolean()
    .optional()
    .describe("Whether trials may ask for hyperparameters that the tuning's `space` does not have. Default: true."),
  /** Whether those are searched; if not, they are fixed at their defaults. @default true */
  tuneNewEntries: z
    .boolean()
    .optional()
    .describe('Whether those are searched; if not, they are fixed at their defaults. Default: true.'),
  /** Of what the study is one, for people to find it by: at most 32, each once, such as `owner=ann`. @default none */
  tags: z
    .array(tagSchema)
    .max(32)
    .refine((tags) => new Set(tags).size === tags.length, 'a tag is given twice')
    .optional()
    .describe(
      'Of what the study is one, for people to find it by: at most 32, each once, such as `owner=ann`. Default: none.',
    ),
  /** What the study may spend; whatever is reached first ends it. @default 10 trials, unless the oracle ends by itself */
  budget: budgetSchema.describe(
    'What the study may spend; whatever is reached first ends it. Default: 10 trials, unless the oracle ends by itself.',
  ),
  /** Trials at once, from 1 to 1,000. @default the cores of a laptop, 4 in the cloud */
  slots: slotsSchema.describe('Trials at once, from 1 to 1,000. Default: the cores of a laptop, 4 in the cloud.'),
  /**
   * On a laptop: seconds that a leg may take, above 0 and at most 1,000,000. A model pauses before; anything else fails.
   *
   * @default no limit
   */
  timeout: z
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .describe(
      'On a laptop: seconds that a leg may take, above 0 and at most 1,000,000. A model pauses before; anything else fails. Default: no limit.',
    ),
  /** On a laptop: heap of a process that trains, in MiB. @default Node's own limit */
  memory: positive
    .optional()
    .describe("On a laptop: heap of a process that trains, in MiB. Default: Node's own limit."),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Settings that belong to a tuning's `space`: who starts a study leaves them as they are. */
export const settingsOfSpace = { allowNewEntries: true, tuneNewEntries: true } as const;

/** The definition of a study, written once. */
export const definitionSchema = settingsSchema.extend({
  study: studyNameSchema,
  /** Name of the tuning that its trials evaluate. */
  tuning: z.string().min(1),
  objective: objectiveSchema,
  /** Without parameters until the first trial has declared them, where they could not be learned before. */
  space: spaceSchema,
  /** What the tuning's own `space` says: its ranges count, whatever the code declares around them. */
  given: spaceSchema.optional(),
  /** What trains the trials: a Lambda function's name, or on a laptop the tuning module's path relative to the store. */
  trialFunction: z.string().min(1),
  /** On a laptop: path of the module of a user's own oracle, relative to the store. */
  oracleModule: z.string().min(1).optional(),
  /** In the cloud. */
  compute: computeSchema.optional(),
  /** Name of the schedule that started it. */
  schedule: z.string().optional(),
  /** Name of the execution that created the study: creating it again by the same one is no error. */
  execution: z.string().min(1),
  created: time,
});
export type Definition = z.infer<typeof definitionSchema>;

/** One start or resume of a study. */
export const runSchema = z.strictObject({
  run: positive,
  /** Name of the execution that began it: opening again by the same one finds this run. */
  execution: z.string().min(1),
  budget: budgetSchema,
  slots: slotsSchema,
  started: time,
});
export type Run = z.infer<typeof runSchema>;

/** Asks a run to stop: running legs pause at their next epoch, nothing more is handed out. */
const stopSchema = z.strictObject({ run: positive, at: time });

export type Stop = z.infer<typeof stopSchema>;

/** How a run ended. */
export const endSchema = z.strictObject({
  run: positive,
  status: z.enum(['completed', 'stopped', 'failed']),
  reason: z.string(),
  at: time,
});
export type RunEnd = z.infer<typeof endSchema>;

/** Points that were enqueued when the study was there already, in one go. */
export const entrySchema = z.strictObject({
  /** From 1. */
  entry: positive,
  /** What a point leaves out has its default. */
  points: z.array(valuesSchema).min(1).max(1000),
  /** Whether they are tried even if a trial has their hyperparameters already. @default false */
  again: z.boolean().optional(),
  at: time,
});
export type Entry = z.infer<typeof entrySchema>;

/** A point of an entry: the number of the entry, and its place there, from 0. */
const pointOfEntrySchema = z.strictObject({ entry: positive, index: count });
export type PointOfEntry = z.infer<typeof pointOfEntrySchema>;

/**
 * Who asked for a leg: `run/round/slot/turn`, so that a repeated ask finds its leg. The state machine's rounds count from 1;
 * round 0 are workers from outside of it.
 */
const askSchema = z.string().regex(/^\d{4,}\/\d{2,}\/\d{3,}\/\d{4,}$/);

/** A leg: one stretch of a trial's training, handed to a slot. */
export const assignmentSchema = z.strictObject({
  leg: count,
  trial: count,
  /** The trial's hyperparameters: on every leg, so that who trains it reads one record. */
  values: valuesSchema,
  fromEpoch: count,
  toEpoch: positive,
  /** The trial whose checkpoint it begins from, with other hyperparameters: on legs of a trial that has no epochs of its own. */
  parent: count.optional(),
  /** The trial whose place it takes in a population: that one never goes on. On the trial's first leg. */
  replaces: count.optional(),
  /** The point of the queue that it tries: on the trial's first leg. */
  enqueued: pointOfEntrySchema.optional(),
  /** What a model-based oracle had learnt when it suggested the trial: on the trial's first leg. */
  fit: z.record(z.string(), z.array(z.number()).readonly()).optional(),
  /** Key of the checkpoint to go on from. */
  checkpoint: z.string().optional(),
  /**
   * Legs that the trial had before, if any. The legs' numbers do not tell their order: who goes on with a trial may take a
   * lower number, which a slot has left free that has not begun.
   */
  earlier: positive.optional(),
  ask: askSchema,
  run: positive,
  slot: count,
  /** Of a leg that a worker outside of the state machine took: when it counts as lost. */
  expires: time.optional(),
  /** When the budget of seconds is spent: the leg pauses at the first end of an epoch after it. */
  until: time.optional(),
  at: time,
});
export type Assigned = z.infer<typeof assignmentSchema>;

/** Metrics by name; null stands for a number that is not finite. */
const metricsSchema = z.record(z.string(), z.number().nullable());
/** Metrics by name; null stands for a number that is not finite. */
export interface Metrics extends z.infer<typeof metricsSchema> {}

/** The metrics of a trial at the end of an epoch, counted from 1. */
export const reportSchema = z.strictObject({ epoch: positive, metrics: metricsSchema });
export type Report = z.infer<typeof reportSchema>;

export const failureSchema = z.strictObject({
  /** One of Stepladder's codes, or the name of the error that was thrown. */
  code: z.string().min(1),
  /** What was wrong, where, and what to do; or what was thrown. */
  message: z.string(),
  /** Where it was thrown, shortened. */
  stack: z.string().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/**
 * How a leg ended: `completed` as assigned; `stopped` before, since more epochs would not pay; `paused` before, with a checkpoint or at the epoch it began from; `failed`;
 * `lost` with the machine that trained it.
 */
export const resultSchema = z.strictObject({
  leg: count,
  status: z.enum(['completed', 'stopped', 'paused', 'failed', 'lost']),
  reports: z.array(reportSchema),
  seconds: z.number().min(0),
  /** Resident memory of the process at the end, in bytes. */
  memory: count.optional(),
  /** What trained: `wasm`, `cpu` or `native`. */
  backend: z.string().optional(),
  /**
   * In the cloud, what AWS bills: the time of the invocation, its start included, and the function's memory. Of a leg that
   * the state machine called again for, the time since it was handed out: at least what all attempts took together.
   */
  billed: computeSchema.optional(),
  checkpoint: z.string().optional(),
  /** Size of the checkpoint. */
  checkpointBytes: count.optional(),
  failure: failureSchema.optional(),
  /** Hyperparameters that the trial asked for and the search space did not have: from now on it has. */
  declared: z.array(parameterSchema).optional(),
  at: time,
});
export type Result = z.infer<typeof resultSchema>;

/** The record of how a leg ended. */
export const recordedResultSchema = resultSchema.extend({
  /**
   * The last lines that were printed while it trained. For watching: it decides nothing, and stands in this record alone,
   * not in copies and compactions, so that they and who folds a log stay small.
   */
  log: z.string().max(mostLogBytes).optional(),
});
export type RecordedResult = z.infer<typeof recordedResultSchema>;

/** The record of a leg that was handed out. */
export const assignedSchema = assignmentSchema.extend({
  /**
   * Copies of the newest records before it, as its asker knew them: who is behind reads one object instead of many. Records
   * never change, so a copy is as good.
   */
  recent: z.strictObject({ assigned: z.array(assignmentSchema), results: z.array(resultSchema) }).optional(),
});

/** How far a running leg is. For watching; decides nothing. */
export const progressSchema = z.strictObject({ leg: count, report: reportSchema, at: time });
export type Progress = z.infer<typeof progressSchema>;

/** Failures that repeating cannot cure: the same hyperparameters would fail again. */
export function isFinal({ code }: Failure): boolean {
  return Object.hasOwn(errorCodes, code) && errorCodes[code as ErrorCode] !== 'retry';
}
