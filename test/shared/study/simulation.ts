import type { Scheduler } from 'fast-check';
import { oracleHandler } from '../../../functions/oracle.js';
import { randomFor } from '../../../shared/math/random.js';
import type { Values } from '../../../shared/space/parameter.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { StudyLog } from '../../../shared/study/log.js';
import { enqueue } from '../../../shared/study/queue.js';
import type { Budget, Result } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import { askForWorker, tellForWorker, type WorkerAnswer, workerTellSchema } from '../../../shared/study/worker.js';
import { trainLeg } from '../../../shared/training/leg.js';
import { defineTuning } from '../../../shared/training/tuning.js';

/** What may happen to a call between the state machine and a function, drawn for each call. */
export interface Chaos {
  /** Share of calls that are delivered a second time, at any later moment. */
  readonly twice: number;
  /** Share of legs whose process breaks before it reports. */
  readonly crash: number;
  /** Share of asks after which a slot is never heard of again. */
  readonly die: number;
  /** Share of a worker's legs of which it never tells. */
  readonly vanish: number;
  /** Share of a worker's legs of which it tells at any later moment, going on meanwhile. */
  readonly late: number;
  readonly seed: number;
}

export interface SimulationOptions {
  readonly scheduler: Scheduler;
  readonly chaos: Chaos;
  readonly slots: number;
  readonly budget: Budget;
  readonly oracle?: string;
  readonly retries?: number;
  /** An `x` and a `y`. @default floats from 0 to 1, and whole numbers from 1 to 5 */
  readonly parameters?: readonly object[];
  /** Of a whole training. */
  readonly epochs?: number;
  /** Workers from outside of the state machine, who train beside the slots. */
  readonly workers?: number;
  /** Whether the store is one for which legs carry copies of the records before them. */
  readonly isRemote?: boolean;
}

const xAndY = [
  { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' },
  { name: 'y', kind: 'int', min: 1, max: 5, sampling: 'linear' },
];
const tuning = defineTuning({
  objective: { name: 'score', direction: 'min' },
  evaluate: (hp) => ({ score: hp.get<number>('x') + hp.get<number>('y') }),
});

/** Seconds that a worker may take; each look at the clock is a millisecond. */
const lease = 0.04;

/**
 * The state machine as the cloud may run it at its worst: calls in any order, delivered twice, each by a function that
 * knows nothing of the others; trials that crash, slots that die, workers from outside who never tell, or late. Time is a
 * counter.
 */
export class Simulation {
  readonly store = new MemoryStore();
  /** What was thrown anywhere. */
  readonly errors: unknown[] = [];
  /** How workers heard that their legs ended. */
  readonly told: Result[] = [];
  readonly #options: SimulationOptions;
  readonly #random;
  readonly #late: Promise<unknown>[] = [];
  #now = 0;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#random = randomFor(options.chaos.seed, 'chaos');
  }

  /** One execution, from Open to the end; what it does not catch up with is settled too. */
  async execute(execution: string, resume?: { budget: Budget }): Promise<void> {
    const { budget, oracle = 'random', retries = 0, epochs = 1, parameters = xAndY, slots } = this.#options;
    const start = { trialFunction: 'trial', oracle, retries, epochs, seed: 1, maxConsecutiveFailures: 1000 };
    const request = resume ? { study: 's', ...resume } : { study: 's', start, budget, slots };
    const described = { answer: { tuning: 't', objective: tuning.objective, space: { parameters } } };
    let closed: object | undefined;
    let workers: Promise<void>[] | undefined;
    for (;;) {
      const opened = await this.#call({
        op: 'open',
        execution,
        started: '2026-11-24T00:00:00Z',
        state: { request, described, ...(closed && { closed }) },
      });
      workers ??= Array.from({ length: this.#options.workers ?? 0 }, (_, lane) => this.#work(lane));
      const lanes = (opened.slots as number[]).map((slot) => this.#slot(slot, opened));
      const ended = (await Promise.all(lanes)).map((fault) => (fault ? { fault } : {}));
      const answer = await this.#call({ op: 'close', opened, slots: ended });
      closed = { answer };
      if (answer.next !== 'again') break;
    }
    await Promise.all(workers ?? []);
    await Promise.all(this.#late);
  }

  /** Somebody enqueues points, as soon as there is a study. */
  async enqueue(points: readonly Values[]): Promise<void> {
    for (;;) {
      const log = await StudyLog.find(this.#slowStore(), 's');
      if (!log) continue;
      await enqueue(log, { points }, this.#clock());
      return;
    }
  }

  /** Lets the time of all workers run out. */
  skip(): void {
    this.#now += 1000 * lease;
  }

  async study(): Promise<Study> {
    return (await StudyLog.open(this.store, 's')).study;
  }

  async #slot(slot: number, opened: Record<string, unknown>): Promise<object | undefined> {
    const { run, round, created } = opened;
    let state: Record<string, unknown> = { study: 's', created, trialFunction: 'trial', run, round, slot, turn: 0 };
    for (;;) {
      state = await this.#call({ op: 'ask', slot: state });
      if (state.next === 'done') return undefined;
      if (this.#random() < this.#options.chaos.die) return { Error: 'States.Timeout', Cause: 'the slot died' };
      if (state.next === 'wait') continue;
      if (this.#random() < this.#options.chaos.crash)
        state = { ...state, fault: { Error: 'Runtime.ExitError', Cause: 'gone' } };
      else await this.#train(state.leg as number, created as number);
    }
  }

  async #train(leg: number, created: number): Promise<void> {
    const train = () =>
      trainLeg(this.#slowStore(), tuning, {
        ...{ study: 's', created, leg, deadline: Number.POSITIVE_INFINITY },
        ...{ isRepeated: false, progressInterval: 1000 },
      });
    if (this.#random() < this.#options.chaos.twice) this.#later(train);
    await train();
  }

  /** A worker, until it is told to leave. */
  async #work(slot: number): Promise<void> {
    const { vanish, late } = this.#options.chaos;
    for (let turn = 0; ; turn++) {
      const answer = await this.#api((log) => askForWorker(log, { slot, turn, seconds: lease }, this.#clock));
      if (answer.next === 'done') return;
      if (answer.next === 'wait') throw new Error('nothing is to be waited for');
      const told = () => this.#tell(answer);
      const fate = this.#random();
      if (fate < vanish) continue;
      if (fate < vanish + late) this.#later(told);
      else await told();
    }
  }

  async #tell({ leg: { leg, values, toEpoch } }: Extract<WorkerAnswer, { next: 'train' }>): Promise<void> {
    const crashed = this.#random() < this.#options.chaos.crash;
    const reports = [{ epoch: toEpoch, metrics: { score: (values.x as number) + (values.y as number) } }];
    const outcome = crashed
      ? { status: 'failed', failure: { code: 'Broken', message: 'gone' } }
      : { status: 'completed', reports };
    const told = workerTellSchema.parse({ leg, ...outcome });
    this.told.push((await this.#api((log) => tellForWorker(log, told, this.#clock()))).result);
  }

  /** The API's function, which knows nothing of earlier calls, answers, and perhaps a second one too. */
  async #api<T>(work: (log: StudyLog) => Promise<T>): Promise<T> {
    const call = async () => work(await StudyLog.open(this.#slowStore(), 's'));
    if (this.#random() < this.#options.chaos.twice) this.#later(call);
    return call();
  }

  readonly #clock = () => ++this.#now;

  /** A function instance that has never seen the study answers, and perhaps a second one too. */
  async #call(event: object): Promise<Record<string, unknown>> {
    const call = () =>
      oracleHandler(this.#slowStore(), { clock: this.#clock })(event) as Promise<Record<string, unknown>>;
    if (this.#random() < this.#options.chaos.twice) this.#later(call);
    return call();
  }

  #later(call: () => Promise<unknown>): void {
    this.#late.push(call().catch((error) => this.errors.push(error)));
  }

  /** Every operation takes effect when the scheduler says so, which keeps its name and key alone: bytes take long to print. */
  #slowStore(): Store {
    const { scheduler, isRemote = false } = this.#options;
    const { store } = this;
    const slow =
      <A extends [string, ...unknown[]], R>(operation: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await scheduler.schedule(Promise.resolve(), `${operation.name} ${args[0]}`);
        return operation.apply(store, args);
      };
    return {
      isRemote,
      create: slow(store.create),
      get: slow(store.get),
      put: slow(store.put),
      list: slow(store.list),
      children: slow(store.children),
      remove: slow(store.remove),
    };
  }
}
