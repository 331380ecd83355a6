import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { checkpointKey, definitionKey, progressKey, runKey } from '../../../shared/study/keys.js';
import { SlowStore } from '../study/slow-store.js';
import { TestApi } from './test-api.js';

const hour = 3_600_000;
const request = { study: 's', tuning: 'sum', budget: { trials: 3 }, seed: 1, slots: 2 };

describe('starting a study', () => {
  it('starts, and is found by the same request until it has ended and after', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    const first = await api.call('POST', '/studies', request);
    const again = await api.call('POST', '/studies', request);
    const shown = await api.call('GET', '/studies/s');

    expect([first.status, first.body]).toEqual([202, { study: 's', status: 'starting', run: 1 }]);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect([shown.status, shown.body]).toEqual([200, first.body]);

    api.runner.opening.open();
    await api.runner.ended('s.0001');
    const ended = await api.call('POST', '/studies', request);

    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({
      study: 's',
      status: 'completed',
      reason: 'the budget of 3 trials is spent',
      tuning: 'sum',
      oracle: 'auto',
      objective: { name: 'score', direction: 'max' },
      budget: { trials: 3 },
      slots: 2,
      run: 1,
      spent: { trials: 3, epochs: 3 },
      running: [],
      best: { score: expect.any(Number) },
    });
    expect(ended.body.spent.dollars).toBeGreaterThan(0);
    expect(ended.body).toEqual(await api.ok('GET', '/studies/s'));
    expect(ended.body).not.toHaveProperty('pending');
    expect(api.runner.names).toEqual(['s.0001']);
  });

  it('is refused where the study exists with other settings, though not where fewer are given', async () => {
    const api = new TestApi();
    await api.run('s', { slots: 2, epochs: 1 });
    const others = [
      { seed: 2 },
      { budget: { trials: 4 } },
      { budget: { epochs: 3 } },
      { slots: 3 },
      { oracle: 'grid' },
    ];

    const problems = await Promise.all(
      others.map((other) => api.problem('POST', '/studies', { ...request, ...other })),
    );

    expect(problems).toEqual(others.map(() => '409 StudyExists'));
    expect((await api.call('POST', '/studies', { study: 's', tuning: 'sum', seed: 1 })).status).toBe(200);
    expect(api.runner.starts).toBe(1);
  });

  it('finds a study that another request has started, and the state machine ended, since it looked', async () => {
    let isHidden = false;
    const store = new (class extends MemoryStore {
      override async get(key: string): Promise<Uint8Array | undefined> {
        if (!isHidden) return super.get(key);
        isHidden = false;
        return undefined;
      }
    })();
    const api = new TestApi(store);
    await api.run('s', { slots: 2 });

    isHidden = true;
    expect((await api.call('POST', '/studies', request)).status).toBe(200);
    isHidden = true;
    expect(await api.problem('POST', '/studies', { ...request, seed: 2 })).toBe('409 StudyExists');
    expect(api.runner.names).toEqual(['s.0001']);
  });

  it('tries enqueued points first, and is found by the same points alone', async () => {
    const api = new TestApi();
    await api.run('s', { enqueue: [{ x: 0.25 }, {}] });

    const { trials } = await api.ok('GET', '/studies/s/trials');
    const points = trials.map(({ hyperparameters }: { hyperparameters: object }) => hyperparameters);
    expect(points.slice(0, 2)).toEqual([{ x: 0.25 }, { x: 0 }]);
    const again = { study: 's', tuning: 'sum', enqueue: [{ x: 0.25 }, {}] };
    expect((await api.call('POST', '/studies', again)).status).toBe(200);
    expect(await api.problem('POST', '/studies', { ...again, enqueue: [{ x: 0.25 }] })).toBe('409 StudyExists');
  });

  it('fails with an enqueued point that the search space does not have', async () => {
    const api = new TestApi();
    await api.ok('POST', '/studies', { ...request, enqueue: [{ x: 2 }] });
    await api.runner.ended('s.0001');

    const failed = await api.ok('GET', '/studies/s');
    expect(failed.reason).toMatch(/^InvalidHyperparameter: The enqueued point \{"x":2\} gives x the value 2, which/);
    expect(await api.problem('POST', '/studies', { ...request, enqueue: [{ x: [] }] })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', { ...request, enqueue: { x: 1 } })).toBe('400 InvalidRequest');
  });

  it('is refused while the study is just starting with other settings', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    await api.ok('POST', '/studies', request);

    expect(await api.problem('POST', '/studies', { ...request, seed: 2 })).toBe('409 StudyExists');
    api.runner.opening.open();
    await api.runner.ended('s.0001');
  });

  it('that fails before its first record says so, and may be tried again', async () => {
    const api = new TestApi();
    await api.ok('POST', '/studies', { ...request, budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0001');

    const failed = await api.ok('GET', '/studies/s');
    expect(failed).toMatchObject({ study: 's', status: 'failed', run: 1 });
    expect(failed.reason).toMatch(/^InvalidDefinition: A budget of \$0.000001 does not cover one leg/);

    await api.ok('POST', '/studies', request);
    await api.runner.ended('s.0001-2');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'completed' });
  });

  it('that failed before its first record says so for a day', async () => {
    const api = new TestApi();
    await api.ok('POST', '/studies', { ...request, budget: { dollars: 1e-6 } });
    await api.runner.ended('s.0001');

    api.skip(23 * hour);
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'failed' });
    api.skip(hour + 60_000);
    expect(await api.problem('GET', '/studies/s')).toBe('404 StudyNotFound');
  });

  it('is refused for what cannot be started', async () => {
    const api = new TestApi();
    const refused = (change: object) => api.problem('POST', '/studies', { ...request, ...change });

    expect(await refused({ tuning: 'none' })).toBe('400 UnknownTuning');
    expect(await refused({ tuning: 'toString' })).toBe('400 UnknownTuning');
    expect(await refused({ oracle: 'none' })).toBe('400 UnknownOracle');
    expect(await refused({ slots: 9 })).toBe('400 InvalidRequest');
    expect(await refused({ slots: '2' })).toBe('400 InvalidRequest');
    expect(await refused({ budget: { trials: 0 } })).toBe('400 InvalidRequest');
    expect(await refused({ budget: { dolars: 1 } })).toBe('400 InvalidRequest');
    expect(await refused({ timeout: 1 })).toBe('400 InvalidRequest');
    expect(await refused({ study: '../s' })).toBe('400 InvalidName');
    expect(await refused({ study: undefined })).toBe('400 InvalidRequest');
    expect(api.runner.starts).toBe(0);
  });
});

describe('a running study', () => {
  it('shows its running legs, their progress, and who runs them', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', request);
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(2);
    const report = { epoch: 1, metrics: { score: 0.5 } };
    await api.store.put(progressKey('s', 1), encodeRecord({ leg: 1, report, at: 7 }));

    const { status, reason, running } = await api.ok('GET', '/studies/s');
    const leg = { fromEpoch: 0, toEpoch: 1 };

    expect([status, reason]).toEqual(['running', null]);
    expect(running).toEqual([
      { trial: 0, leg: 0, slot: 0, ...leg },
      { trial: 1, leg: 1, slot: 1, ...leg, progress: { ...report, at: 7 } },
    ]);
    expect((await api.ok('GET', '/studies')).studies[0].running).toHaveLength(2);

    await api.runner.abort('s.0001');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'interrupted', reason: null, running: [] });
    expect((await api.ok('GET', '/studies')).studies[0].status).toBe('interrupted');
  });

  it('whose run ends between two looks is not called interrupted', async () => {
    const store = new MemoryStore();
    const api = new TestApi(store);
    api.runner.training.close();
    await api.ok('POST', '/studies', request);
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(2);
    const { execution } = api.runner;
    api.runner.execution = async (name) => {
      api.runner.training.open();
      await api.runner.ended('s.0001');
      return execution.call(api.runner, name);
    };

    expect(await api.ok('GET', '/studies/s')).toMatchObject({ status: 'completed' });
  });
});

describe('listing studies', () => {
  it('pages through all, in the order of their names', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,5}$/), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(names, fc.integer({ min: 1, max: 5 }), async (studies, limit) => {
        const api = new TestApi();
        for (const study of studies) await writeStudy(api, study);
        await api.store.put('studies/deleted/legs/000000.result.json', new Uint8Array());
        const pages: { study: string }[][] = [];
        let next: string | undefined;
        do {
          const after = next === undefined ? '' : `&after=${next}`;
          const page = await api.ok('GET', `/studies?limit=${limit}${after}`);
          pages.push(page.studies);
          next = page.next;
        } while (next !== undefined);

        expect(pages.flat().map(({ study }) => study)).toEqual([...studies].sort());
        expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
        expect(pages.length).toBeLessThanOrEqual(Math.ceil((studies.length + 1) / limit) + 1);
      }),
      { numRuns: 40 },
    );
  });

  it('reads some at once, never all', async () => {
    const store = new SlowStore(new MemoryStore());
    const api = new TestApi(store);
    const names = Array.from({ length: 30 }, (_, study) => `s${study + 10}`);
    for (const name of names) await writeStudy(api, name);

    const { studies, next } = await api.ok('GET', '/studies');

    expect(studies.map(({ study }: { study: string }) => study)).toEqual(names.slice(0, 20));
    expect(next).toBe('s29');
    expect(store.mostAtOnce).toBe(4);
  });

  it('refuses limits and names that cannot be', async () => {
    const api = new TestApi();

    for (const query of ['limit=0', 'limit=101', 'limit=1e1', 'limit=', 'limit=1&limit=2', 'lmit=1'])
      expect(await api.problem('GET', `/studies?${query}`)).toBe('400 InvalidRequest');
    expect(await api.ok('GET', '/studies')).toEqual({ studies: [] });
  });
});

describe('deleting a study', () => {
  it('removes all of it, the definition last, and the name can be used again', async () => {
    const removed: string[] = [];
    const store = new (class extends MemoryStore {
      override async remove(key: string): Promise<void> {
        removed.push(key);
        return super.remove(key);
      }
    })();
    const api = new TestApi(store);
    const before = await api.run('s', { seed: 1 });
    for (const key of [checkpointKey('s', 0, 'x'), progressKey('s', 0), checkpointKey('s2', 0, 'x')]) {
      await store.put(key, new Uint8Array(1));
    }

    expect((await api.call('DELETE', '/studies/s')).status).toBe(204);
    expect(await store.list('')).toEqual([checkpointKey('s2', 0, 'x')]);
    expect(removed.at(-1)).toBe('studies/s/study.json');
    for (const path of ['', '/trials', '/best', '/records']) {
      expect(await api.problem('GET', `/studies/s${path}`)).toBe('404 StudyNotFound');
    }
    expect(await api.problem('DELETE', '/studies/s')).toBe('404 StudyNotFound');

    api.skip(1000);
    await api.ok('POST', '/studies', { ...request, seed: 2, budget: { trials: 2 } });
    await api.runner.ended('s.0001-2');
    const after = await api.ok('GET', '/studies/s');
    expect(after).toMatchObject({ status: 'completed', spent: { trials: 2 } });
    expect(after.created).toBeGreaterThan(before.created);

    await api.ok('POST', '/studies/s/resume', { budget: { trials: 3 } });
    await api.runner.ended('s.0002');
    await api.call('DELETE', '/studies/s');
    api.skip(1000);
    await api.ok('POST', '/studies', request);
    expect(api.runner.names.at(-1)).toBe('s.0001-3');
    await api.runner.ended('s.0001-3');
    // Run 2 of the study deleted before is no run of this one.
    expect(await api.ok('GET', '/studies/s')).not.toHaveProperty('pending');
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 4 } });
    await api.runner.ended('s.0002-2');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ run: 2, spent: { trials: 4 } });
  });

  it('that broke off can be repeated', async () => {
    let broken = true;
    const store = new (class extends MemoryStore {
      override async remove(key: string): Promise<void> {
        if (broken && key.includes('/runs/')) throw new Error('gone');
        return super.remove(key);
      }
    })();
    const api = new TestApi(store);
    await api.run('s');

    expect(await api.problem('DELETE', '/studies/s')).toBe('500 InternalError');
    expect(api.errors).toHaveLength(1);
    broken = false;
    expect((await api.call('DELETE', '/studies/s')).status).toBe(204);
    expect(await store.list('')).toEqual([]);
  });

  it('is refused while it runs or is about to', async () => {
    const api = new TestApi();
    api.runner.opening.close();
    await api.ok('POST', '/studies', request);
    expect(await api.problem('DELETE', '/studies/s')).toBe('409 StudyRunning');

    api.runner.training.close();
    api.runner.opening.open();
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).status).toBe('running');
    expect(await api.problem('DELETE', '/studies/s')).toBe('409 StudyRunning');
    api.runner.training.open();
    await api.runner.ended('s.0001');

    api.runner.opening.close();
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 4 } });
    expect(await api.problem('DELETE', '/studies/s')).toBe('409 StudyRunning');
    api.runner.opening.open();
    await api.runner.ended('s.0002');
    expect((await api.call('DELETE', '/studies/s')).status).toBe(204);
  });
});

/** A study that has ended with nothing done. */
async function writeStudy({ store }: TestApi, study: string): Promise<void> {
  const shared = { execution: 'none', budget: { trials: 1 }, slots: 1 };
  const settings = { oracle: 'random', seed: 1, epochs: 1, retries: 0, maxConsecutiveFailures: 3 };
  const objective = { name: 'score', direction: 'max' };
  const tuned = { tuning: 'sum', objective, space: { parameters: [] }, trialFunction: 'sum-function' };
  await store.put(definitionKey(study), encodeRecord({ ...shared, ...settings, ...tuned, study, created: 1 }));
  await store.put(runKey(study, 1), encodeRecord({ ...shared, run: 1, started: 1 }));
}
