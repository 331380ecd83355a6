import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import { decodeRecord, encodeRecord, readRecord } from './codec.js';
import { newestCompaction } from './compaction.js';
import { inParallel } from './in-parallel.js';
import {
  assignedKey,
  definitionKey,
  endKey,
  legsFolder,
  parseName,
  queueFolder,
  queueKey,
  resultKey,
  runKey,
  runsFolder,
  stopKey,
  studyFolder,
} from './keys.js';
import { recentBefore } from './recent.js';
import {
  type Assigned,
  assignedSchema,
  definitionSchema,
  type Entry,
  endSchema,
  entrySchema,
  type RecordedResult,
  type Result,
  type Run,
  type RunEnd,
  recordedResultSchema,
  runSchema,
  type Stop,
} from './records.js';
import { type RunState, Study } from './study.js';

/**
 * The log of a study in a store, and the study folded from it. Records never change, so each is read once: a refresh costs
 * one listing, from the oldest leg that has not ended, and the records that are new.
 */
export class StudyLog {
  readonly store: Store;
  readonly study: Study;
  readonly #read = new Set<string>();

  private constructor(store: Store, study: Study) {
    this.store = store;
    this.study = study;
  }

  /** The log of a study, read to its end; undefined if there is no such study. */
  static async find(store: Store, name: string): Promise<StudyLog | undefined> {
    const log = await StudyLog.begin(store, name);
    await log?.refresh();
    return log;
  }

  /** The log of a study, read as far as its newest compaction; undefined if there is no such study. */
  static async begin(store: Store, name: string): Promise<StudyLog | undefined> {
    const definition = await readRecord(store, definitionSchema, definitionKey(name));
    if (!definition) return undefined;
    const log = new StudyLog(store, new Study(definition));
    const { legs, read } = await newestCompaction(store, name);
    for (const { assigned, result } of read) {
      log.#applyAssigned(assigned);
      log.#applyResult(result);
    }
    log.#compacted = legs;
    return log;
  }

  /** @throws StudyNotFound */
  static async open(store: Store, name: string): Promise<StudyLog> {
    const log = await StudyLog.find(store, name);
    if (log) return log;
    throw studyNotFound(name);
  }

  get name(): string {
    return this.study.definition.study;
  }

  /** How many legs, from leg 0 on, have ended without a gap. */
  get endedWithoutGap(): number {
    while (this.study.leg(this.#ended)?.result) this.#ended++;
    return this.#ended;
  }
  #ended = 0;

  /** How many legs the newest compaction that this process knows of holds. */
  get compacted(): number {
    return this.#compacted;
  }
  #compacted = 0;

  /** How many legs had ended when this process last deleted checkpoints. */
  get cleared(): number {
    return this.#cleared;
  }
  #cleared = 0;

  /** Remembers that checkpoints were deleted when so many legs had ended. */
  noteCleared(legs: number): void {
    this.#cleared = legs;
  }

  /** Reads the records that are new: legs, the queue, runs and their markers. */
  async refresh(): Promise<void> {
    const ended = this.endedWithoutGap;
    const after = ended === 0 ? legsFolder(this.name) : resultKey(this.name, ended - 1);
    const isNew = (key: string) => !this.#read.has(key);
    const keys = (await this.store.list(studyFolder(this.name), { after })).filter(isNew);
    const newest = keys.findLast((key) => key.startsWith(legsFolder(this.name)) && parseName(key).kind === 'assigned');
    if (newest !== undefined && keys.length > 2) await this.#readRecord(newest);
    await inParallel(keys.filter(isNew), (key) => this.#readRecord(key));
  }

  /** Hands out a leg, unless another asker has handed out that number: then false. */
  async createAssigned(assigned: Assigned): Promise<boolean> {
    const carriesCopies = this.store.isRemote && this.runState(assigned.run).run.slots > 1;
    const record = carriesCopies ? { ...assigned, recent: recentBefore(this.study, assigned.leg) } : assigned;
    const created = await this.store.create(assignedKey(this.name, assigned.leg), encodeRecord(record));
    if (created) this.#applyAssigned(assigned);
    return created;
  }

  /** Ends a leg, unless it has ended: then false, and what ended it stands. */
  async createResult(record: RecordedResult): Promise<boolean> {
    const { log: _, ...result } = record;
    const created = await this.store.create(resultKey(this.name, result.leg), encodeRecord(record));
    if (created) this.#applyResult(result);
    return created;
  }

  async createRun(run: Run): Promise<boolean> {
    const created = await this.store.create(runKey(this.name, run.run), encodeRecord(run));
    if (created) this.#applied(runKey(this.name, run.run), () => this.study.applyRun(run));
    return created;
  }

  async createStop(stop: Stop): Promise<void> {
    await this.store.create(stopKey(this.name, stop.run), encodeRecord(stop));
    this.#applied(stopKey(this.name, stop.run), () => this.study.applyStop(stop.run));
  }

  /** Adds points to the queue; false if another caller had that number first. */
  async createEntry(entry: Entry): Promise<boolean> {
    const key = queueKey(this.name, entry.entry);
    const created = await this.store.create(key, encodeRecord(entry));
    if (created) this.#applied(key, () => this.study.applyEntry(entry));
    return created;
  }

  /** Ends a run, unless it has ended; answers how it did. */
  async createEnd(end: RunEnd): Promise<RunEnd> {
    const key = endKey(this.name, end.run);
    const created = await this.store.create(key, encodeRecord(end));
    const ended = created ? end : ((await readRecord(this.store, endSchema, key)) ?? end);
    this.#applied(key, () => this.study.applyEnd(ended));
    return ended;
  }

  /** Remembers that some process has compacted so many legs. */
  noteCompaction(legs: number): void {
    this.#compacted = Math.max(this.#compacted, legs);
  }

  /** @throws CorruptRecord if the store has no such run. */
  runState(number: number): RunState {
    const state = this.study.runs.get(number);
    if (state) return state;
    throw new StepladderError('CorruptRecord', `Study ${this.name} has no run ${number}`);
  }

  async #readRecord(key: string): Promise<void> {
    const isLeg = key.startsWith(legsFolder(this.name));
    const isEntry = key.startsWith(queueFolder(this.name));
    if (!isLeg && !isEntry && !key.startsWith(runsFolder(this.name))) return;
    const { kind, number } = parseName(key);
    if (kind === 'stop') return this.#applied(key, () => this.study.applyStop(number));
    const bytes = await this.store.get(key);
    if (!bytes) return;
    if (isLeg && kind === 'assigned') {
      const { recent, ...assigned } = decodeRecord(assignedSchema, key, bytes);
      this.#applyAssigned(assigned);
      for (const each of recent?.assigned ?? []) this.#applyAssigned(each);
      for (const each of recent?.results ?? []) this.#applyResult(each);
    } else if (isLeg) {
      const { log: _, ...result } = decodeRecord(recordedResultSchema, key, bytes);
      this.#applyResult(result);
    } else if (isEntry) this.#applied(key, () => this.study.applyEntry(decodeRecord(entrySchema, key, bytes)));
    else if (kind === 'end') this.#applied(key, () => this.study.applyEnd(decodeRecord(endSchema, key, bytes)));
    else this.#applied(key, () => this.study.applyRun(decodeRecord(runSchema, key, bytes)));
  }

  #applyAssigned(assigned: Assigned): void {
    this.#applied(assignedKey(this.name, assigned.leg), () => this.study.applyAssigned(assigned));
  }

  #applyResult(result: Result): void {
    this.#applied(resultKey(this.name, result.leg), () => this.study.applyResult(result));
  }

  #applied(key: string, apply: () => void): void {
    apply();
    this.#read.add(key);
  }
}

/** That there is no study of this name. */
export function studyNotFound(name: string): StepladderError {
  return new StepladderError(
    'StudyNotFound',
    `There is no study '${name}'. \`stepladder list\` shows those there are.`,
  );
}

/** That the study was deleted, and another has its name. */
export function studyReplaced(name: string): StepladderError {
  return new StepladderError('StudyNotFound', `The study '${name}' was deleted; there is another of its name now`);
}
