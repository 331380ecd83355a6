import * as z from 'zod';
import { StepladderError } from '../shared/errors.js';
import type { Store } from '../shared/store/store.js';
import { dollarsOfLeg } from '../shared/study/cost.js';
import { assignmentSchema, type Compute, type Result } from '../shared/study/records.js';
import type { EndedLeg } from '../shared/study/trial.js';
import { describeTuning } from '../shared/training/describe.js';
import { trainLeg } from '../shared/training/leg.js';
import type { Tuning } from '../shared/training/tuning.js';
import type { CapturedOutput } from './capture-output.js';

const eventSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('describe') }),
  z.object({
    op: z.literal('train'),
    study: z.string(),
    created: z.number(),
    leg: z.number(),
    /** The leg's assignment, where it is small enough for a payload. */
    assigned: assignmentSchema.nullish(),
    retries: z.number().default(0),
  }),
]);

/** What AWS Lambda, and a trial's process on a laptop, tell of the time that is left. */
export interface TrialContext {
  getRemainingTimeInMillis(): number;
}

/** What a trial function works with. */
export interface TrialOptions {
  readonly store: Store;
  /** Loads the tuning module, once. */
  readonly load: () => Promise<Tuning>;
  /** Name of the tuning, where it doesn't name itself. */
  readonly name: string;
  /** The Lambda function that this is; absent on a laptop. */
  readonly compute?: Compute | undefined;
  /** Milliseconds between two writes of a leg's progress. */
  readonly progressInterval: number;
  /** What the process prints, to be recorded with the leg. @default it is not */
  readonly output?: CapturedOutput;
  /** Takes a line for the log about each leg that was trained. */
  readonly log?: (entry: LegEntry) => void;
}

/** What the log says of a leg. */
export interface LegEntry {
  readonly study: string;
  readonly trial: number;
  readonly leg: number;
  readonly status: Result['status'];
  readonly seconds: number;
  readonly dollars: number;
}

/** The trial function: describes the tuning, and trains one leg a call. It answers with references, never with data. */
export function trialHandler(options: TrialOptions): (event: unknown, context: TrialContext) => Promise<object> {
  const { store, load, name, compute, progressInterval, output, log } = options;
  let tuning: Promise<Tuning> | undefined;
  // The first call is billed from the start of its process.
  let startSeconds = compute ? process.uptime() : 0;
  return async (input, context) => {
    const event = parse(input);
    const begun = performance.now() - startSeconds * 1000;
    startSeconds = 0;
    output?.begin();
    tuning ??= load();
    if (event.op === 'describe') {
      return { ...(await describeTuning(await tuning, name)), ...(compute && { compute }) };
    }
    const { study, created, leg, assigned, retries } = event;
    const deadline = Date.now() + context.getRemainingTimeInMillis();
    const request = { study, created, leg, assigned, deadline, isRepeated: retries > 0, progressInterval };
    const ended = await trainLeg(store, await tuning, {
      ...request,
      ...(compute && { bill: { ...compute, begun } }),
      ...(output && { printed: output.text }),
    });
    if (ended) log?.(entryOf(study, ended, compute));
    return { leg };
  };
}

function entryOf(study: string, leg: EndedLeg, compute: Compute | undefined): LegEntry {
  const { assigned, result } = leg;
  const { status, seconds } = result;
  return { study, trial: assigned.trial, leg: assigned.leg, status, seconds, dollars: dollarsOfLeg(leg, compute) };
}

function parse(input: unknown): z.infer<typeof eventSchema> {
  const parsed = eventSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new StepladderError(
    'InvalidRequest',
    `The trial function cannot read the request: ${z.prettifyError(parsed.error)}`,
  );
}
