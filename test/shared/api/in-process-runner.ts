import { setImmediate } from 'node:timers/promises';
import { oracleHandler } from '../../../functions/oracle.js';
import type { Execution, Runner } from '../../../shared/api/ports.js';
import type { Store } from '../../../shared/store/store.js';
import { describeTuning } from '../../../shared/training/describe.js';
import { trainLeg } from '../../../shared/training/leg.js';
import { defineTuning } from '../../../shared/training/tuning.js';

type Answer = Record<string, unknown>;
type Call = (event: object) => Promise<Answer>;

/** Whether trials may train, or open; closed, they wait. */
class Gate {
  #waiting: (() => void)[] = [];
  #isOpen = true;

  close(): void {
    this.#isOpen = false;
  }

  open(): void {
    this.#isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  async pass(): Promise<void> {
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** The state machine in this process: the oracle function's handler, and trials that score at once. */
export class InProcessRunner implements Runner {
  /** Passed by each study before it opens. */
  readonly opening = new Gate();
  /** Passed by each leg before it trains. */
  readonly training = new Gate();
  /** How often `start` was called. */
  starts = 0;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #executions = new Map<string, { input: string; state: Execution; ended: Promise<void> }>();
  readonly #aborted = new Set<string>();

  constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  async start(name: string, request: object): Promise<boolean> {
    this.starts++;
    const input = JSON.stringify(request);
    const known = this.#executions.get(name);
    if (known) return known.state.status === 'running' && known.input === input;
    const started = this.#clock();
    const ended = this.#run(name, JSON.parse(input)).then(
      () => this.#end(name, { status: 'succeeded', started }),
      ({ name: code, message }: Error) => this.#end(name, { status: 'failed', started, failure: { code, message } }),
    );
    this.#executions.set(name, { input, state: { status: 'running', started }, ended });
    return true;
  }

  async execution(name: string): Promise<Execution | undefined> {
    return this.#executions.get(name)?.state;
  }

  get names(): string[] {
    return [...this.#executions.keys()];
  }

  /** Settles when an execution has ended. */
  async ended(name: string): Promise<void> {
    await this.#executions.get(name)?.ended;
  }

  /** Kills an execution without a word. */
  async abort(name: string): Promise<void> {
    this.#aborted.add(name);
    this.opening.open();
    this.training.open();
    await this.ended(name);
  }

  #end(name: string, state: Execution): void {
    const known = this.#executions.get(name);
    if (known) known.state = state;
  }

  async #run(execution: string, { request }: { request: Answer }): Promise<void> {
    const call: Call = async (event) => {
      this.#throwIfAborted(execution);
      return (await oracleHandler(this.#store, { clock: this.#clock })(event)) as Answer;
    };
    const described = { answer: { ...(await describeTuning(tuning, 'sum')), compute } };
    let closed: object | undefined;
    await this.opening.pass();
    for (;;) {
      const state = { request, described, ...(closed && { closed }) };
      const opened = await call({ op: 'open', execution, started: new Date(this.#clock()).toISOString(), state });
      const slots = (opened.slots as number[]).map((slot) => this.#slot(execution, { ...opened, slot, turn: 0 }, call));
      await Promise.all(slots);
      const answer = await call({ op: 'close', opened, slots: [] });
      if (answer.status === 'failed') throw Object.assign(new Error(String(answer.reason)), { name: 'StudyFailed' });
      if (answer.next !== 'again') return;
      closed = { answer };
    }
  }

  async #slot(execution: string, first: Answer, call: Call): Promise<void> {
    let slot = first;
    for (;;) {
      slot = await call({ op: 'ask', slot });
      if (slot.next === 'done') return;
      await setImmediate();
      if (slot.next === 'wait') continue;
      await this.training.pass();
      this.#throwIfAborted(execution);
      const { study, created, leg } = slot as { study: string; created: number; leg: number };
      const limits = { deadline: Number.POSITIVE_INFINITY, isRepeated: false, progressInterval: 1000 };
      await trainLeg(this.#store, tuning, { study, created, leg, ...limits });
    }
  }

  #throwIfAborted(execution: string): void {
    if (this.#aborted.has(execution)) throw Object.assign(new Error('it was aborted'), { name: 'ABORTED' });
  }
}

export const compute = { megabytes: 1024, seconds: 60, architecture: 'arm64' as const };

const tuning = defineTuning({
  objective: { name: 'score', direction: 'max' },
  space: (hp) => hp.float('x', { min: 0, max: 1 }),
  evaluate: (hp) => ({ score: hp.get<number>('x') }),
});
