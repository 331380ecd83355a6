import type { OracleOptions } from '../oracles/options.js';
import { identityOf, type Space } from '../space/space.js';
import type { Assigned, Definition, Entry, Report, Result, Run, RunEnd } from './records.js';
import { foldTrial, type Leg, type Trial } from './trial.js';

/** A run with how it was told to stop and how it ended. */
export interface RunState {
  readonly run: Run;
  readonly stop: boolean;
  readonly end?: RunEnd;
}

/** What is known of a leg, in whatever order it became known. */
interface LegRecords {
  assigned?: Assigned;
  result?: Result;
  running?: readonly Report[];
}

/**
 * Everything known of a study, folded from its records. Records may be applied in any order, and again: the outcome is the
 * same. Only what a record concerns is folded anew, so that one more leg costs little in a study of thousands.
 */
export class Study {
  readonly definition: Definition;
  /** Runs by number, from 1. */
  readonly runs = new Map<number, RunState>();
  readonly #runs = new Map<number, Run>();
  readonly #stops = new Set<number>();
  readonly #ends = new Map<number, RunEnd>();
  readonly #entries = new Map<number, Entry>();
  readonly #legs = new Map<number, LegRecords>();
  readonly #trials = new Map<number, Trial>();
  readonly #legsOfTrial = new Map<number, number[]>();
  readonly #asked = new Map<string, number>();
  #sorted: readonly Trial[] | undefined;
  #space: Space | undefined;

  constructor(definition: Definition) {
    this.definition = definition;
  }

  get epochs(): number {
    return this.definition.epochs;
  }

  get options(): OracleOptions | undefined {
    return this.definition.options;
  }

  get seed(): number {
    return this.definition.seed;
  }

  /** The space of the definition and what trials have declared since, in the order of their legs. */
  get space(): Space {
    this.#space ??= this.#grownSpace();
    return this.#space;
  }

  /** In the order of their numbers. */
  get trials(): readonly Trial[] {
    this.#sorted ??= [...this.#trials.values()].sort((a, b) => a.number - b.number);
    return this.#sorted;
  }

  trial(number: number): Trial | undefined {
    return this.#trials.get(number);
  }

  /** All legs that were handed out, in the order of their numbers. */
  get legs(): readonly Leg[] {
    const numbers = [...this.#legs.keys()].sort((a, b) => a - b);
    return numbers.flatMap((number) => this.leg(number) ?? []);
  }

  /** The lowest number that no leg has. */
  get nextLeg(): number {
    let leg = this.#free;
    while (this.#legs.get(leg)?.assigned) leg++;
    this.#free = leg;
    return leg;
  }
  #free = 0;

  /** A leg that was handed out. */
  leg(number: number): Leg | undefined {
    const leg = this.#legs.get(number);
    return leg?.assigned && { assigned: leg.assigned, result: leg.result };
  }

  /** How many legs have ended. */
  get endedLegs(): number {
    return this.legs.filter(({ result }) => result).length;
  }

  /** The leg that answered an ask. */
  legOfAsk(ask: string): number | undefined {
    return this.#asked.get(ask);
  }

  /** The newest run. */
  get lastRun(): RunState | undefined {
    return this.runs.get(this.runs.size);
  }

  /** The points that were enqueued since the study began, in the order of their entries. */
  get queue(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.entry - b.entry);
  }

  applyEntry(entry: Entry): void {
    if (!this.#entries.has(entry.entry)) this.#entries.set(entry.entry, entry);
  }

  applyAssigned(assigned: Assigned): void {
    const leg = this.#leg(assigned.leg);
    if (leg.assigned) return;
    leg.assigned = assigned;
    this.#asked.set(assigned.ask, assigned.leg);
    const legs = this.#legsOfTrial.get(assigned.trial) ?? [];
    this.#legsOfTrial.set(
      assigned.trial,
      [...legs, assigned.leg].sort((a, b) => this.#earlier(a) - this.#earlier(b) || a - b),
    );
    this.#fold(assigned.trial);
  }

  applyResult(result: Result): void {
    const leg = this.#leg(result.leg);
    if (leg.result) return;
    leg.result = result;
    if (result.declared?.length) this.#space = undefined;
    if (leg.assigned) this.#fold(leg.assigned.trial);
  }

  /** What a leg that runs has reported so far. */
  applyRunning(number: number, reports: readonly Report[]): void {
    const leg = this.#leg(number);
    leg.running = reports;
    if (leg.assigned && !leg.result) this.#fold(leg.assigned.trial);
  }

  applyRun(run: Run): void {
    if (!this.#runs.has(run.run)) this.#runs.set(run.run, run);
    this.#markRun(run.run);
  }

  /** The run was asked to stop. */
  applyStop(run: number): void {
    this.#stops.add(run);
    this.#markRun(run);
  }

  applyEnd(end: RunEnd): void {
    if (!this.#ends.has(end.run)) this.#ends.set(end.run, end);
    this.#markRun(end.run);
  }

  /** Markers may be known before the run that they belong to. */
  #markRun(number: number): void {
    const run = this.#runs.get(number);
    const end = this.#ends.get(number);
    if (run) this.runs.set(number, { run, stop: this.#stops.has(number), ...(end && { end }) });
  }

  #earlier(leg: number): number {
    return this.#legs.get(leg)?.assigned?.earlier ?? 0;
  }

  #leg(number: number): LegRecords {
    const leg = this.#legs.get(number) ?? {};
    this.#legs.set(number, leg);
    return leg;
  }

  #fold(trial: number): void {
    const legs = (this.#legsOfTrial.get(trial) ?? []).map((leg) => this.#legs.get(leg) as Leg);
    this.#trials.set(trial, foldTrial(legs, this.definition.objective, this.definition.retries));
    this.#sorted = undefined;
  }

  #grownSpace(): Space {
    const parameters = [...this.definition.space.parameters];
    const known = new Set(parameters.map(identityOf));
    for (const { result } of this.legs) {
      for (const parameter of result?.declared ?? []) {
        if (!known.has(identityOf(parameter))) parameters.push(parameter);
        known.add(identityOf(parameter));
      }
    }
    return { parameters };
  }
}
