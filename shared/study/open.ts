import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { oracleNamed } from '../oracles/oracles.js';
import { spaceSchema } from '../space/space.js';
import type { Store } from '../store/store.js';
import { encodeRecord, readRecord } from './codec.js';
import { formatDollarsNeeded, mostDollarsOfLeg } from './cost.js';
import { checkEnqueued } from './enqueue.js';
import { definitionKey } from './keys.js';
import { StudyLog } from './log.js';
import { checkPerturbed, oracleSettingsOf } from './oracle-settings.js';
import {
  type Budget,
  budgetSchema,
  computeSchema,
  type Definition,
  definitionSchema,
  objectiveSchema,
  type Run,
  settingsOfSpace,
  settingsSchema,
  studyNameSchema,
} from './records.js';
import { isPareto, scoreNamesOf } from './scores.js';
import { endOrphans } from './tell.js';

/** Trials of a study for which nobody named a budget (Keras Tuner's default). */
const defaultTrials = 10;

/** What a tuning says of itself, from the trial function that has its code. */
export const descriptionSchema = settingsSchema.partial().extend({
  tuning: z.string().min(1),
  objective: objectiveSchema,
  space: spaceSchema,
  /** What the tuning's own `space` says of it. */
  given: spaceSchema.optional(),
  /** In the cloud. */
  compute: computeSchema.optional(),
});
export type Description = z.infer<typeof descriptionSchema>;

/** A request to start a study, or to resume it. */
export const openSchema = z.strictObject({
  study: studyNameSchema,
  /** Name of the execution that asks: the same one may ask again. */
  execution: z.string().min(1),
  /** Of a study to start, what overrides the tuning's own settings; absent to resume a study. */
  start: settingsSchema
    .omit({ budget: true, slots: true, ...settingsOfSpace })
    .partial()
    .extend({ trialFunction: z.string().min(1), oracleModule: definitionSchema.shape.oracleModule })
    .optional(),
  /** Overrides single limits of the tuning's budget or, to resume, of the last run's. */
  budget: budgetSchema.optional(),
  slots: settingsSchema.shape.slots.optional(),
  /** Slots where neither the request nor the tuning names a number. @default 4 */
  defaultSlots: settingsSchema.shape.slots.optional(),
  description: descriptionSchema.optional(),
  /** Name of the schedule that asks. */
  schedule: z.string().optional(),
  /** Slots that the place allows a study: more are not opened. @default as many as asked for */
  mostSlots: settingsSchema.shape.slots.optional(),
  /** Times that the slots of this execution's run were opened before. */
  round: z.number().int().min(0).optional(),
});
export type OpenRequest = z.infer<typeof openSchema>;

/** A run whose slots may begin; or `describe`: starting needs the tuning's description, which its trial function has. */
export type Opened =
  | { readonly next: 'describe'; readonly trialFunction: string }
  | {
      readonly next: 'slots';
      readonly study: string;
      /** When the study was created: tells it from a deleted one of the same name. */
      readonly created: number;
      readonly run: number;
      readonly round: number;
      readonly trialFunction: string;
      /** Legs that have ended, so that closing can tell whether a round of slots came to anything. */
      readonly ended: number;
      readonly slots: readonly number[];
    };

/**
 * Creates a study, if the request is to start one, and its next run. Repeating a request changes nothing. Legs that
 * earlier runs left without a result are lost: no two runs of a study are under way at once.
 *
 * @throws StudyExists, StudyNotFound, InvalidDefinition, UnknownOracle; UnknownHyperparameter, InvalidHyperparameter or
 *   InactiveHyperparameter for an enqueued point that is none of the search space
 */
export async function open(store: Store, request: OpenRequest, clock: () => number): Promise<Opened> {
  const { study, start, description } = request;
  if (start) {
    const existing = await readRecord(store, definitionSchema, definitionKey(study));
    if (existing) refuseAnother(existing, request);
    else if (!description) return { next: 'describe', trialFunction: start.trialFunction };
    else await createStudy(store, define(request, start, description, clock()), request);
  }
  const log = await StudyLog.open(store, study);
  const run = await openRun(log, request, clock);
  await endOrphans(log, (assigned) => assigned.run < run.run, clock());
  return {
    next: 'slots',
    study,
    created: log.study.definition.created,
    run: run.run,
    trialFunction: log.study.definition.trialFunction,
    round: (request.round ?? 0) + 1,
    ended: log.study.endedLegs,
    slots: Array.from({ length: run.slots }, (_, slot) => slot),
  };
}

async function createStudy(store: Store, definition: Definition, request: OpenRequest): Promise<void> {
  if (await store.create(definitionKey(request.study), encodeRecord(definition))) return;
  const { definition: existing } = (await StudyLog.open(store, request.study)).study;
  refuseAnother(existing, request);
}

function refuseAnother(existing: Definition, { study, execution }: OpenRequest): void {
  if (existing.execution === execution) return;
  throw new StepladderError(
    'StudyExists',
    `There is a study '${study}' already. Go on with it by \`stepladder resume ${study}\`, or choose another name.`,
  );
}

function define(request: OpenRequest, start: object, description: Description, now: number): Definition {
  const { tuning, objective, space, compute, ...settings } = description;
  const { study, execution, schedule } = request;
  const oracle = oracleNamed(request.start?.oracle ?? settings.oracle ?? 'auto');
  const budget: Budget = { ...settings.budget, ...request.budget };
  const parsed = definitionSchema.safeParse({
    seed: randomInt(2 ** 31),
    epochs: 1,
    retries: 0,
    maxConsecutiveFailures: 3,
    ...settings,
    ...start,
    ...oracleSettingsOf(oracle, settings, request.start ?? {}),
    oracle: oracle.name,
    budget: Object.keys(budget).length > 0 || oracle.endsByItself ? budget : { trials: defaultTrials },
    slots: request.slots ?? settings.slots ?? request.defaultSlots ?? 4,
    study,
    tuning,
    objective,
    space,
    ...(compute && { compute }),
    ...(schedule && { schedule }),
    execution,
    created: now,
  });
  if (parsed.success) {
    checkBudget(parsed.data, parsed.data.budget);
    checkEnqueued(parsed.data.space, parsed.data.enqueue ?? []);
    checkPerturbed(parsed.data.space, parsed.data.options);
    return parsed.data;
  }
  throw new StepladderError('InvalidDefinition', `The study cannot be defined so: ${z.prettifyError(parsed.error)}`);
}

function checkBudget(definition: Definition, budget: Budget): void {
  checkDollars(definition, budget);
  checkTarget(definition, budget);
}

/** A target is one score. */
function checkTarget({ objective }: Definition, { target }: Budget): void {
  if (target === undefined || !isPareto(objective)) return;
  const names = scoreNamesOf(objective).join(' and ');
  throw new StepladderError(
    'InvalidDefinition',
    `A target is a score that is good enough, but ${names} are not one score: leave the target out (patience ends a study whose front stays as it is), or sum them: objective: { sum: […] }`,
  );
}

/** A budget of dollars must cover a leg at its most expensive: otherwise nothing could begin. */
function checkDollars({ compute }: Definition, { dollars }: Budget): void {
  if (dollars === undefined) return;
  if (!compute) {
    throw new StepladderError('InvalidDefinition', 'A budget of dollars needs a deployment: nothing is billed here');
  }
  const needed = mostDollarsOfLeg(compute);
  if (needed <= dollars) return;
  const { seconds, megabytes } = compute;
  throw new StepladderError(
    'InvalidDefinition',
    `A budget of $${dollars} does not cover one leg, which may take ${formatDollarsNeeded(needed)} (${seconds} seconds of ${megabytes} MiB). Give more, or the tuning less memory or a shorter timeout.`,
  );
}

async function openRun(log: StudyLog, request: OpenRequest, clock: () => number): Promise<Run> {
  for (;;) {
    const states = [...log.study.runs.values()];
    const own = states.find(({ run }) => run.execution === request.execution);
    if (own) return own.run;
    const before: Pick<Run, 'budget' | 'slots'> = states.at(-1)?.run ?? log.study.definition;
    const run: Run = {
      run: states.length + 1,
      execution: request.execution,
      budget: { ...before.budget, ...request.budget },
      slots: Math.min(request.slots ?? before.slots, request.mostSlots ?? Number.POSITIVE_INFINITY),
      started: clock(),
    };
    checkBudget(log.study.definition, run.budget);
    if (await log.createRun(run)) return run;
    await log.refresh();
  }
}
