import * as z from 'zod';
import { valuesSchema } from '../space/parameter.js';
import { lastRecordOf, spentBy } from './budget.js';
import { dollarsOfLeg } from './cost.js';
import { bestOf, frontOf } from './front.js';
import { waitingPoints } from './queue.js';
import {
  budgetSchema,
  computeSchema,
  failureSchema,
  objectiveSchema,
  type Progress,
  reportSchema,
  tagSchema,
} from './records.js';
import { isPareto } from './scores.js';
import type { Study } from './study.js';
import type { Leg, Trial } from './trial.js';
import { trialPlace, trialPlaceSchema } from './trial-place.js';

const metricsSchema = reportSchema.shape.metrics;
const count = z.number().int().min(0);
const score = z.number().nullable();
const time = z.number().describe('milliseconds since 1970');

/** A trial as a JSON document. */
export const trialDocumentSchema = z
  .object({
    /** From 0, in the order in which trials were suggested. */
    number: count,
    /** `waiting`: between two legs, to go on; `completed`: its last leg ended well; `failed`: for good. */
    status: z.enum(['running', 'waiting', 'completed', 'failed']),
    /** Its active hyperparameters by name. */
    hyperparameters: valuesSchema,
    /** The objective at the best epoch; null until a leg has ended well, and with a Pareto front, whose scores `metrics` has. */
    score: score.describe(
      'the objective at the best epoch; null until a leg has ended well, and with several objectives, which `metrics` has',
    ),
    /** All metrics at the best epoch, by name; null for one that was not finite. */
    metrics: metricsSchema.describe('all metrics at the best epoch'),
    /** Epochs trained. */
    epochs: count.describe('epochs trained'),
    /** Seconds of training, of all its legs. */
    seconds: z.number().describe('seconds of training'),
    /** How many legs it took. */
    legs: count.describe('how many legs it took'),
    /** Why its last leg failed. */
    failure: failureSchema.optional(),
  })
  .meta({ id: 'Trial', description: 'A trial: one choice of hyperparameters, and how it scores' });
/** A trial: one choice of hyperparameters, and how it scores. */
export interface TrialDocument extends z.infer<typeof trialDocumentSchema> {}

const runningLegSchema = z
  .object({
    trial: count,
    leg: count,
    slot: count,
    fromEpoch: count,
    toEpoch: count,
    progress: z.object({ epoch: count, metrics: metricsSchema, at: time }).optional(),
  })
  .meta({ id: 'RunningLeg', description: 'A leg that is being trained, and how far it is' });

/** A study without its trials, as a JSON document. */
export const summarySchema = z
  .object({
    study: z.string(),
    status: z
      .enum(['running', 'completed', 'stopped', 'failed', 'interrupted'])
      .describe('`interrupted`: its runner is gone without a word; resuming it goes on'),
    reason: z.string().nullable().describe('why it ended; null while it runs'),
    tuning: z.string(),
    oracle: z.string(),
    objective: objectiveSchema,
    budget: budgetSchema,
    slots: count,
    run: count.describe('number of its newest run: 1 after the start, one more after each resume'),
    created: time,
    schedule: z.string().optional().describe('the schedule that started it'),
    tags: z.array(tagSchema).optional().describe('of what it is one, for people to find it by'),
    spent: z.object({
      trials: count.describe('trials begun'),
      epochs: count.describe('epochs trained in legs that count'),
      seconds: z.number().describe('seconds between the start and the end of runs'),
      dollars: z.number().describe('what the legs that have ended cost in the cloud; 0 on a laptop'),
    }),
    waiting: count.describe('enqueued points that no trial has yet'),
    running: z.array(runningLegSchema).describe('legs that somebody trains, also workers from outside'),
    best: trialDocumentSchema
      .pick({ number: true, score: true, hyperparameters: true })
      .nullable()
      .describe('null until a trial has a score, and with several objectives, whose `front` there is'),
    front: z
      .array(trialDocumentSchema.pick({ number: true, metrics: true, hyperparameters: true }))
      .optional()
      .describe('with several objectives, the trials that no other dominates'),
  })
  .meta({ id: 'Study', description: 'A study: what it is, how far it is and what it has cost' });
export type StudySummary = z.infer<typeof summarySchema>;

/** Whether a study has all of the tags. */
export function hasTags({ tags = [] }: Pick<StudySummary, 'tags'>, wanted: readonly string[]): boolean {
  return wanted.every((tag) => tags.includes(tag));
}

/** A study as one JSON document: what `run`, `resume` and `show` print. */
export interface StudyDocument extends StudySummary {
  readonly trials: readonly TrialDocument[];
}

const historySchema = z
  .object({
    leg: count,
    fromEpoch: count,
    toEpoch: count,
    slot: count,
    status: z.enum(['running', 'completed', 'stopped', 'paused', 'failed', 'lost']),
    reports: z.array(reportSchema.meta({ id: 'Report', description: 'Metrics at the end of an epoch' })),
    seconds: z.number(),
    billed: computeSchema.optional().describe('what AWS bills: time and memory of the invocation'),
    dollars: z.number().optional(),
    failure: failureSchema.optional(),
  })
  .meta({ id: 'Leg', description: 'A leg: one stretch of a trial’s training' });

/** A trial with its legs, as a JSON document. */
export const trialWithHistorySchema = trialDocumentSchema
  .extend({ history: z.array(historySchema), ...trialPlaceSchema.shape })
  .meta({ id: 'TrialWithHistory', description: 'A trial, each of its legs, and where it stands among others' });
export type TrialWithHistory = z.infer<typeof trialWithHistorySchema>;

/**
 * @param isAlive whether somebody runs the study, where that can be known.
 * @param progress how far running legs are, by leg, as far as it was read.
 */
export function summaryOf(
  study: Study,
  now: number,
  isAlive: boolean,
  progress: ReadonlyMap<number, Progress> = new Map(),
): StudySummary {
  const { definition, lastRun: state } = study;
  const best = bestOf(study);
  return {
    study: definition.study,
    status: state?.end?.status ?? (isAlive ? 'running' : 'interrupted'),
    reason: state?.end?.reason ?? null,
    tuning: definition.tuning,
    oracle: definition.oracle,
    objective: definition.objective,
    budget: state?.run.budget ?? definition.budget,
    slots: state?.run.slots ?? definition.slots,
    run: state?.run.run ?? 0,
    created: definition.created,
    ...(definition.schedule !== undefined && { schedule: definition.schedule }),
    ...(definition.tags && { tags: definition.tags }),
    spent: spentBy(study, isAlive || !state ? now : lastRecordOf(state.run, study)),
    waiting: waitingPoints(study).length,
    running: runningLegsOf(study)
      .filter(({ assigned }) => (assigned.expires === undefined ? isAlive : assigned.expires >= now))
      .map((leg) => runningLeg(leg, progress.get(leg.assigned.leg))),
    best: best ? { number: best.number, score: best.score as number, hyperparameters: best.values } : null,
    ...(isPareto(definition.objective) && { front: frontOf(study).map(frontMember) }),
  };
}

function frontMember({ number, best, values }: Trial): NonNullable<StudySummary['front']>[number] {
  return { number, metrics: best?.metrics ?? {}, hyperparameters: values };
}

/** @param isAlive whether somebody runs the study, where that can be known. */
export function documentOf(study: Study, now: number, isAlive: boolean): StudyDocument {
  return { ...summaryOf(study, now, isAlive), trials: study.trials.map(trialDocument) };
}

export function trialDocument(trial: Trial): TrialDocument {
  const { number, status, values, score, best, epochs, seconds, legs, failure } = trial;
  return {
    number,
    status,
    hyperparameters: values,
    score: score ?? null,
    metrics: best?.metrics ?? {},
    epochs,
    seconds,
    legs: legs.length,
    ...(failure && { failure }),
  };
}

export function trialWithHistory(study: Study, trial: Trial): TrialWithHistory {
  const { compute } = study.definition;
  const history = trial.legs.map(({ assigned, result }) => ({
    leg: assigned.leg,
    fromEpoch: assigned.fromEpoch,
    toEpoch: assigned.toEpoch,
    slot: assigned.slot,
    status: result?.status ?? ('running' as const),
    reports: result?.reports ?? [],
    seconds: result?.seconds ?? 0,
    ...(result?.billed && { billed: result.billed }),
    ...(compute && result && { dollars: dollarsOfLeg({ assigned, result }, compute) }),
    ...(result?.failure && { failure: result.failure }),
  }));
  return { ...trialDocument(trial), history, ...trialPlace(study, trial) };
}

/** The legs that have not ended, in the order of their trials. */
export function runningLegsOf({ trials }: Study): readonly Leg[] {
  return trials.flatMap(({ legs }) => legs.filter(({ result }) => !result));
}

function runningLeg({ assigned }: Leg, progress: Progress | undefined): StudySummary['running'][number] {
  const { trial, leg, slot, fromEpoch, toEpoch } = assigned;
  return {
    trial,
    leg,
    slot,
    fromEpoch,
    toEpoch,
    ...(progress && { progress: { ...progress.report, at: progress.at } }),
  };
}
