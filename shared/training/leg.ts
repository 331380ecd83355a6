import { randomUUID } from 'node:crypto';
import { errorCodeOf, messageOf, StepladderError } from '../errors.js';
import { HyperParameters } from '../space/hyperparameters.js';
import type { Store } from '../store/store.js';
import { encodeRecord, readRecord } from '../study/codec.js';
import { assignedKey, checkpointKey, definitionKey, resultKey } from '../study/keys.js';
import { studyNotFound, studyReplaced } from '../study/log.js';
import {
  type Assigned,
  assignedSchema,
  type Compute,
  type Definition,
  definitionSchema,
  type Failure,
  type Result,
} from '../study/records.js';
import { shortFailure } from '../study/short-failure.js';
import type { EndedLeg } from '../study/trial.js';
import type { Checkpoint } from './checkpoint.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.js';
import { EarlyStop } from './early-stop.js';
import { Pause } from './pause.js';
import { progressWriter, Reports } from './reports.js';
import { isModelTuning, type Tuning } from './tuning.js';

/** A leg to train. */
export interface LegWork {
  readonly definition: Definition;
  readonly assigned: Assigned;
  /** What to go on from. */
  readonly checkpoint?: Checkpoint | undefined;
  readonly reports: Reports;
  readonly pause: Pause;
  readonly stop: EarlyStop;
}

/** How the training of a leg came out, if it did not throw. */
export interface LegOutcome {
  readonly status: 'completed' | 'stopped' | 'paused';
  readonly backend?: string;
  readonly checkpoint?: Checkpoint;
}

/** Which leg, and until when. */
export interface LegRequest {
  readonly study: string;
  readonly leg: number;
  /** When the study was created: tells it from a deleted one of the same name. */
  readonly created: number;
  /** How the leg was handed out, where the caller knows. */
  readonly assigned?: Assigned | null | undefined;
  /** When this process will be killed, in milliseconds since 1970. */
  readonly deadline: number;
  /** Whether the leg was asked for before, so that it may have ended. */
  readonly isRepeated: boolean;
  /** Milliseconds between two writes of the leg's progress. */
  readonly progressInterval: number;
  /** The last lines that were printed since the leg began, if any. @default they are not recorded */
  readonly printed?: () => string | undefined;
  /** In the cloud: the function, and when its bill began, by `performance.now()`. */
  readonly bill?: Omit<Compute, 'seconds'> & { readonly begun: number };
}

/**
 * Trains a leg that was handed out and records how it ended. What the tuning throws ends the leg as failed. A leg that has
 * ended is left alone, so repeating the call is harmless.
 *
 * @returns the leg as it ended; undefined if it had ended before.
 * @throws StudyNotFound, also if the study was deleted meanwhile; InvalidRequest if there is no such leg; StoreUnavailable.
 */
export async function trainLeg(store: Store, tuning: Tuning, request: LegRequest): Promise<EndedLeg | undefined> {
  const { study, leg, deadline, bill, progressInterval } = request;
  if (request.isRepeated && (await store.get(resultKey(study, leg)))) return undefined;
  const { definition, assigned } = await readLeg(store, request);
  const begun = performance.now();
  const reports = new Reports(definition.objective, progressWriter(store, study, leg, progressInterval));
  const hp = new HyperParameters(assigned.values, definition.space, definition);
  const ended = await settle(async () => {
    const checkpoint = await readCheckpoint(store, assigned.checkpoint);
    const pause = new Pause(store, study, assigned, deadline);
    const stop = new EarlyStop(store, definition, assigned);
    const outcome = await train(tuning, hp, { definition, assigned, checkpoint, reports, pause, stop });
    const { checkpoint: taken, ...rest } = outcome;
    return { ...rest, ...(taken && (await saveCheckpoint(store, study, leg, taken))) };
  });
  const declared = hp.declared.filter(({ name }) => !Object.hasOwn(assigned.values, name));
  const result: Result = {
    leg,
    ...ended,
    reports: reports.all,
    seconds: (performance.now() - begun) / 1000,
    memory: process.memoryUsage.rss(),
    ...(declared.length > 0 && { declared }),
    ...(bill && { billed: billedUntilNow(bill, assigned, request.isRepeated) }),
    at: Date.now(),
  };
  if (result.at - assigned.at > longestTrusted) await checkStudy(store, request);
  const log = request.printed?.();
  await store.create(resultKey(study, leg), encodeRecord({ ...result, ...(log !== undefined && { log }) }));
  return { assigned, result };
}

/** Who came before left no bill: all attempts, and the waits between them, lie between hand-out and now. */
function billedUntilNow(
  { begun, megabytes, architecture }: NonNullable<LegRequest['bill']>,
  { at: handedOut }: Assigned,
  isRepeated: boolean,
): Compute {
  const ofThis = (performance.now() - begun) / 1000;
  const seconds = isRepeated ? Math.max(ofThis, (Date.now() - handedOut) / 1000) : ofThis;
  return { megabytes, architecture, seconds };
}

async function train(tuning: Tuning, hp: HyperParameters, work: LegWork): Promise<LegOutcome> {
  if (isModelTuning(tuning)) {
    const { trainModelLeg } = await import('./model-leg.js');
    return trainModelLeg(tuning, hp, work);
  }
  const { runEvaluationLeg } = await import('./evaluation-leg.js');
  return runEvaluationLeg(tuning, hp, work);
}

/** What a result says of a checkpoint. */
type SavedCheckpoint = Pick<Result, 'checkpoint' | 'checkpointBytes'>;

/** A fault of the store is nobody's failure: the state machine calls again. */
async function settle(
  work: () => Promise<Pick<Result, 'status' | 'backend'> & SavedCheckpoint>,
): Promise<Pick<Result, 'status' | 'backend' | 'failure'> & SavedCheckpoint> {
  try {
    return await work();
  } catch (error) {
    if (errorCodeOf(error) === 'StoreUnavailable') throw error;
    return { status: 'failed', failure: failureOf(error) };
  }
}

/** Tunings may throw anything: whatever it is becomes short texts, so that the record can be read. */
function failureOf(thrown: unknown): Failure {
  const { name, stack } = thrown instanceof Error ? thrown : { name: 'Error', stack: undefined };
  const failure = { code: String(name) || 'Error', message: messageOf(thrown) };
  return shortFailure({ ...failure, ...(typeof stack === 'string' && { stack }) });
}

const definitions = new WeakMap<Store, Map<string, Definition>>();

/** A definition is written once, so it is read once. */
async function readLeg(
  store: Store,
  { study, created, leg, assigned: given }: LegRequest,
): Promise<Pick<LegWork, 'definition' | 'assigned'>> {
  const known = definitions.get(store) ?? new Map<string, Definition>();
  definitions.set(store, known);
  const identity = `${study} ${created}`;
  const definition = known.get(identity) ?? (await readRecord(store, definitionSchema, definitionKey(study)));
  const assigned = given ?? (await readRecord(store, assignedSchema, assignedKey(study, leg)));
  if (definition && definition.created !== created) throw studyReplaced(study);
  if (definition) known.set(identity, definition);
  if (definition && assigned) return { definition, assigned };
  throw new StepladderError('InvalidRequest', `Study '${study}' has no leg ${leg} to train`);
}

/** Milliseconds since a leg was handed out, and its study was there, in which nobody deletes the study and begins another. */
const longestTrusted = 10_000;

/** The study may have been deleted while the leg was trained: what has its name now must not get the leg's result. */
async function checkStudy(store: Store, { study, created }: LegRequest): Promise<void> {
  const definition = await readRecord(store, definitionSchema, definitionKey(study));
  if (!definition) throw studyNotFound(study);
  if (definition.created !== created) throw studyReplaced(study);
}

async function readCheckpoint(store: Store, key: string | undefined): Promise<Checkpoint | undefined> {
  if (key === undefined) return undefined;
  const bytes = await store.get(key);
  if (bytes) return decodeCheckpoint(key, bytes);
  throw new StepladderError('CorruptRecord', `The checkpoint ${key} is gone`);
}

async function saveCheckpoint(store: Store, study: string, leg: number, taken: Checkpoint): Promise<SavedCheckpoint> {
  const key = checkpointKey(study, leg, randomUUID().slice(0, 8));
  const bytes = encodeCheckpoint(taken);
  await store.create(key, bytes);
  return { checkpoint: key, checkpointBytes: bytes.byteLength };
}
