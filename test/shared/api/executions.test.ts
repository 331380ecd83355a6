import { describe, expect, it } from 'vitest';
import { Executions } from '../../../shared/api/executions.js';
import type { Execution, Runner } from '../../../shared/api/ports.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { CountingStore } from '../study/counting-store.js';
import { TestApi } from './test-api.js';

/** Executions of which some cannot be found yet, though their names are taken. */
class SlowToTell implements Runner {
  readonly started: string[] = [];
  readonly #known: Readonly<Record<string, Execution | undefined>>;

  /** @param known what is told of executions whose names are taken. */
  constructor(known: Readonly<Record<string, Execution | undefined>>) {
    this.#known = known;
  }

  async start(name: string): Promise<boolean> {
    if (name in this.#known) return false;
    this.started.push(name);
    return true;
  }

  async execution(name: string): Promise<Execution | undefined> {
    return this.#known[name];
  }
}

const ended: Execution = { status: 'succeeded', started: 1 };
const unrecorded = async () => false;

describe('the execution of a run', () => {
  it('is not started beside one of which only the name is known yet', async () => {
    const runner = new SlowToTell({ 's.0001': undefined });

    expect(await new Executions(runner).begin(1, { study: 's' }, unrecorded)).toBe('taken');
    expect(runner.started).toEqual([]);
  });

  it('gets a further name where those before have ended', async () => {
    const runner = new SlowToTell({ 's.0001': ended, 's.0001-2': ended });

    expect(await new Executions(runner).begin(1, { study: 's' }, unrecorded)).toBe('begun');
    expect(runner.started).toEqual(['s.0001-3']);
  });

  it('is not started beside one that has a further name', async () => {
    const runner = new SlowToTell({ 's.0001': ended, 's.0001-2': undefined });

    expect(await new Executions(runner).begin(1, { study: 's' }, unrecorded)).toBe('taken');
    expect(runner.started).toEqual([]);
  });
});

describe('a request', () => {
  it('lists the records of its study once', async () => {
    const store = new CountingStore(new MemoryStore());
    const api = new TestApi(store);
    await api.run('ended');
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', slots: 1 });
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(1);
    const lists = async (method: string, path: string, body?: object) => {
      store.calls.list = 0;
      await api.call(method, path, body);
      return store.calls.list;
    };

    expect(await lists('GET', '/studies/ended')).toBe(1);
    expect(await lists('GET', '/studies/s')).toBe(1);
    expect(await lists('POST', '/studies/s/stop')).toBe(1);
    expect(await lists('GET', '/studies')).toBe(2);
    await api.runner.abort('s.0001');
  });
});
