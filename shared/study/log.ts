import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import { decodeRecord, encodeRecord, readRecord } from './codec.js';
import {
  assignedKey,
  definitionKey,
  endKey,
  legsFolder,
  parseName,
  resultKey,
  runKey,
  runsFolder,
  stopKey,
} from './keys.js';
import {
  type Assigned,
  assignedSchema,
  definitionSchema,
  endSchema,
  type Result,
  type Run,
  type RunEnd,
  resultSchema,
  runSchema,
  type Stop,
} from './records.js';
import { type RunState, Study } from './study.js';

/**
 * The log of a study in a store, and the study folded from it. Records never change, so each is read once: a refresh costs
 * one listing from the oldest leg that has not ended, and the records that are new.
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
    const definition = await readRecord(store, definitionSchema, definitionKey(name));
    if (!definition) return undefined;
    const log = new StudyLog(store, new Study(definition));
    await log.refreshRuns();
    await log.refresh();
    return log;
  }

  /** @throws StudyNotFound */
  static async open(store: Store, name: string): Promise<StudyLog> {
    const log = await StudyLog.find(store, name);
    if (log) return log;
    throw new StepladderError(
      'StudyNotFound',
      `There is no study '${name}'. \`stepladder list\` shows those there are.`,
    );
  }

  get name(): string {
    return this.study.definition.study;
  }

  /** Reads the legs' records that are new. */
  async refresh(): Promise<void> {
    const oldest = this.#oldestPending();
    const after = oldest === 0 ? {} : { after: resultKey(this.name, oldest - 1) };
    const keys = (await this.store.list(legsFolder(this.name), after)).filter((key) => !this.#read.has(key));
    await Promise.all(keys.map((key) => this.#readLeg(key)));
  }

  /** Reads all runs with their markers. */
  async refreshRuns(): Promise<void> {
    const keys = await this.store.list(runsFolder(this.name));
    const runs = keys.filter((key) => parseName(key).kind === '');
    for (const key of runs) {
      const run = await readRecord(this.store, runSchema, key);
      if (run) this.study.applyRun(run);
    }
    for (const key of keys) {
      const { number, kind } = parseName(key);
      if (kind === 'stop') this.runState(number).stop = true;
      if (kind === 'end') await this.readEnd(number);
    }
  }

  /** Whether the run was asked to stop, by now. */
  async readStop(run: number): Promise<boolean> {
    const state = this.runState(run);
    if (!state.stop) state.stop = (await this.store.get(stopKey(this.name, run))) !== undefined;
    return state.stop;
  }

  /** How the run ended, if it has by now. */
  async readEnd(run: number): Promise<RunEnd | undefined> {
    const state = this.runState(run);
    const end = state.end ?? (await readRecord(this.store, endSchema, endKey(this.name, run)));
    if (end) state.end = end;
    return end;
  }

  /** Hands out a leg, unless another asker has handed out that number: then false. */
  async createAssigned(assigned: Assigned): Promise<boolean> {
    const key = assignedKey(this.name, assigned.leg);
    const created = await this.store.create(key, encodeRecord(assigned));
    if (created) this.#applied(key, () => this.study.applyAssigned(assigned));
    return created;
  }

  /** Ends a leg, unless it has ended: then false, and what ended it stands. */
  async createResult(result: Result): Promise<boolean> {
    const key = resultKey(this.name, result.leg);
    const created = await this.store.create(key, encodeRecord(result));
    if (created) this.#applied(key, () => this.study.applyResult(result));
    return created;
  }

  async createRun(run: Run): Promise<boolean> {
    const created = await this.store.create(runKey(this.name, run.run), encodeRecord(run));
    if (created) this.study.applyRun(run);
    return created;
  }

  async createStop(stop: Stop): Promise<void> {
    await this.store.create(stopKey(this.name, stop.run), encodeRecord(stop));
    this.runState(stop.run).stop = true;
  }

  /** Ends a run, unless it has ended; answers how it did. */
  async createEnd(end: RunEnd): Promise<RunEnd> {
    await this.store.create(endKey(this.name, end.run), encodeRecord(end));
    return (await this.readEnd(end.run)) ?? end;
  }

  async #readLeg(key: string): Promise<void> {
    const bytes = await this.store.get(key);
    if (!bytes) return;
    if (parseName(key).kind === 'assigned') {
      const assigned = decodeRecord(assignedSchema, key, bytes);
      this.#applied(key, () => this.study.applyAssigned(assigned));
    } else {
      const result = decodeRecord(resultSchema, key, bytes);
      this.#applied(key, () => this.study.applyResult(result));
    }
  }

  #applied(key: string, apply: () => void): void {
    this.#read.add(key);
    apply();
  }

  /** @throws CorruptRecord if the store has no such run. */
  runState(number: number): RunState {
    const state = this.study.runs.get(number);
    if (state) return state;
    throw new StepladderError('CorruptRecord', `Study ${this.name} has no run ${number}`);
  }

  /** All legs below this number have ended. */
  #oldestPending(): number {
    while (this.study.leg(this.#ended)?.result) this.#ended++;
    return this.#ended;
  }
  #ended = 0;
}
