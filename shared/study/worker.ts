import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { askOfFresh } from './ask.js';
import type { StudyLog } from './log.js';
import { type Assigned, failureSchema, type Objective, type Result, reportSchema } from './records.js';
import { partsOf } from './scores.js';

/** Round of the asks of workers from outside of the state machine. */
const workersRound = 0;

/** Seconds that a worker may take for a leg where it doesn't say. */
const defaultLease = 3600;

/** A worker, anywhere, that trains trials of a study beside the slots of its state machine. */
export const workerAskSchema = z.strictObject({
  /** Lane of the worker: two workers must not share one. */
  slot: z.number().int().min(0).max(9999),
  /** Legs that the worker was given in this lane so far: with the same turn, the answer is the same leg. */
  turn: z.number().int().min(0),
  /** Seconds after which the leg counts as lost, and its trial goes to somebody else. @default 3600 */
  seconds: z.number().positive().max(1e6).default(defaultLease),
});
export type WorkerAsk = z.infer<typeof workerAskSchema>;

/** How a worker's leg ended. */
export const workerTellSchema = z.strictObject({
  leg: z.number().int().min(0),
  status: z.enum(['completed', 'failed']),
  /** Metrics after each epoch trained, those of the objective among them; for a leg that completed, up to its last epoch. */
  reports: z.array(reportSchema).default([]),
  /** Seconds of training. */
  seconds: z.number().min(0).default(0),
  failure: failureSchema.optional(),
});
export type WorkerTell = z.infer<typeof workerTellSchema>;

/** What a worker should do: train a leg, ask again later, or leave. */
export type WorkerAnswer =
  | { readonly next: 'train'; readonly leg: Assigned }
  | { readonly next: 'wait' }
  | { readonly next: 'done'; readonly reason: string };

/** How a leg ended, and whether it was the telling that ended it. */
export interface Told {
  readonly result: Result;
  readonly ended: boolean;
}

/** Hands a worker a leg of the study's newest run; not the trial that declares the search space, which a slot must train. */
export async function askForWorker(log: StudyLog, request: WorkerAsk, clock: () => number): Promise<WorkerAnswer> {
  await log.refresh();
  const state = log.study.lastRun;
  if (!state) return { next: 'wait' };
  const isOver = state.end !== undefined || state.stop;
  if (!isOver && log.study.space.parameters.length === 0) return { next: 'wait' };
  const { slot, turn, seconds: lease } = request;
  const answer = await askOfFresh(log, { run: state.run.run, round: workersRound, slot, turn, lease }, clock);
  if (answer.next !== 'train') return answer;
  return { next: 'train', leg: answer.assigned };
}

/**
 * Ends the leg of a worker. A leg that has ended stays as it ended.
 *
 * @returns how the leg ended, and whether this call ended it.
 * @throws InvalidRequest if no worker has the leg, or the reports are not those of its epochs; MissingMetric
 */
export async function tellForWorker(log: StudyLog, told: WorkerTell, now: number): Promise<Told> {
  await log.refresh();
  const leg = log.study.leg(told.leg);
  if (leg?.assigned.expires === undefined) {
    throw new StepladderError(
      'InvalidRequest',
      `No worker has leg ${told.leg}: only legs handed out by ask can be told`,
    );
  }
  const { failure = { code: 'TrialFailed', message: 'the worker gave no reason' }, ...rest } = told;
  if (told.status === 'completed') checkReports(leg.assigned, told, log.study.definition.objective);
  const result: Result = { ...rest, ...(told.status === 'failed' && { failure }), at: now };
  if (await log.createResult(result)) return { result, ended: true };
  await log.refresh();
  return { result: log.study.leg(told.leg)?.result as Result, ended: false };
}

function checkReports({ toEpoch, fromEpoch }: Assigned, { reports, leg }: WorkerTell, objective: Objective): void {
  const isInOrder = reports.every(({ epoch }, index) => epoch > (reports[index - 1]?.epoch ?? fromEpoch));
  if (!isInOrder || reports.at(-1)?.epoch !== toEpoch) {
    throw new StepladderError(
      'InvalidRequest',
      `Leg ${leg} trains the epochs ${fromEpoch + 1} to ${toEpoch}: it needs reports of these, in their order, the last of epoch ${toEpoch}`,
    );
  }
  for (const { epoch, metrics } of reports) {
    const missing = partsOf(objective).find(({ name }) => typeof metrics[name] !== 'number');
    if (!missing) continue;
    throw new StepladderError(
      'MissingMetric',
      `The report of epoch ${epoch} lacks a finite '${missing.name}'. Where there is none, the trial failed: tell so.`,
    );
  }
}
