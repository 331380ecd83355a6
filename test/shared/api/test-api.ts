import { createApi } from '../../../shared/api/create-api.js';
import type { Checkpoints, Schedule, Schedules } from '../../../shared/api/ports.js';
import { StepladderError } from '../../../shared/errors.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { deleteStudy } from '../../../shared/study/delete.js';
import { StudyLog } from '../../../shared/study/log.js';
import { compute, InProcessRunner } from './in-process-runner.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as they come
  readonly body: any;
}

const mostSlots = 8;

/** The API on a store in memory, with a state machine in this process. */
export class TestApi {
  readonly store: Store;
  readonly runner: InProcessRunner;
  /** What the API logged. */
  readonly errors: unknown[] = [];
  readonly app;
  #skipped = 0;

  /** @param locate where checkpoints are; their bytes, if absent. */
  constructor(store: Store = new MemoryStore(), locate?: Checkpoints['locate']) {
    this.store = store;
    const clock = () => Date.now() + this.#skipped;
    this.runner = new InProcessRunner(store, clock);
    this.app = createApi({
      store,
      remove: (study) => deleteStudy(store, study),
      runner: this.runner,
      schedules: new MemorySchedules(),
      checkpoints: { locate: locate ?? (async (key) => bytesOf(await store.get(key))) },
      tunings: { sum: { trialFunction: 'sum-function', package: 'zip', ...compute } },
      mostSlots,
      clock,
      logError: (error) => this.errors.push(error),
    });
  }

  /** Adds a trial to a study whose only leg, of the same number, left a checkpoint. */
  async addCheckpoint(study: string, number: number, checkpoint: string): Promise<void> {
    const log = await StudyLog.open(this.store, study);
    const leg = { leg: number, trial: number, values: {}, fromEpoch: 0, toEpoch: 1, run: 1, slot: 0, at: 1 };
    await log.createAssigned({ ...leg, ask: '0001/09/000/0000' });
    await log.createResult({ leg: number, status: 'completed', reports: [], seconds: 0, at: 2, checkpoint });
  }

  /** Lets time pass, in milliseconds. */
  skip(milliseconds: number): void {
    this.#skipped += milliseconds;
  }

  async call(method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answer> {
    const init = body === undefined ? {} : { headers: { 'content-type': type } };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.app.request(path, { method, ...init, ...(text !== undefined && { body: text }) });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
  }

  /** What is answered where all is well. */
  async ok(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Status and code of a problem, after looking whether it is a whole problem document. */
  async problem(method: string, path: string, body?: unknown, type?: string): Promise<string> {
    const { status, headers, body: problem } = await this.call(method, path, body, type);
    const names = Object.keys(problem).sort().join();
    if (headers.get('content-type') !== 'application/problem+json') throw new Error('it is no problem document');
    if (names !== 'code,detail,status,title,type' || problem.status !== status)
      throw new Error(`a problem of ${names}`);
    return `${status} ${problem.code}`;
  }

  /** Starts a study, and runs it to its end. */
  async run(study: string, settings: object = {}): Promise<Answer['body']> {
    await this.ok('POST', '/studies', { study, tuning: 'sum', budget: { trials: 3 }, seed: 1, ...settings });
    await this.runner.ended(`${study}.0001`);
    return this.ok('GET', `/studies/${study}`);
  }
}

/** Schedules that are kept, but start nothing. */
class MemorySchedules implements Schedules {
  readonly #schedules = new Map<string, Schedule>();

  async create(schedule: Schedule): Promise<void> {
    if (this.#schedules.has(schedule.name)) throw new StepladderError('ScheduleExists', 'it exists');
    this.#schedules.set(schedule.name, schedule);
  }

  async list(): Promise<readonly Schedule[]> {
    return [...this.#schedules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async setState(name: string, state: Schedule['state']): Promise<Schedule> {
    const schedule = { ...this.#find(name), state };
    this.#schedules.set(name, schedule);
    return schedule;
  }

  async remove(name: string): Promise<void> {
    this.#schedules.delete(this.#find(name).name);
  }

  #find(name: string): Schedule {
    const schedule = this.#schedules.get(name);
    if (schedule) return schedule;
    throw new StepladderError('ScheduleNotFound', `There is no schedule '${name}'`);
  }
}

function bytesOf(bytes: Uint8Array | undefined) {
  return bytes && { bytes };
}
