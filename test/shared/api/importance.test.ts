import { beforeAll, describe, expect, it } from 'vitest';
import { importanceOf } from '../../../shared/importance/importance.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { assignedKey, definitionKey, endKey, resultKey, runKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { assigned, completed, definition, run } from '../study/records.js';
import { TestApi } from './test-api.js';

const parameters = ['x', 'y', 'z'].map((name) => ({
  ...{ name, kind: 'float' as const, min: 0, max: 1, sampling: 'linear' as const },
}));
/** Irrational steps, so that the trials fill the cube evenly. */
const pointOf = (trial: number) => ({ x: (trial * 0.618) % 1, y: (trial * 0.755) % 1, z: (trial * 0.57) % 1 });

/** A study whose score is x and y together, and whose cost is z. */
async function record(api: TestApi, study: string, trials: number): Promise<void> {
  const put = (key: string, content: object) => api.store.create(key, encodeRecord(content));
  await put(definitionKey(study), definition({ study, space: { parameters } }));
  await put(runKey(study, 1), run());
  for (let leg = 0; leg < trials; leg++) {
    const values = pointOf(leg);
    const metrics = { score: values.x * values.y + values.x, cost: values.z };
    await put(assignedKey(study, leg), assigned(leg, { values }));
    await put(resultKey(study, leg), completed(leg, 0, { reports: [{ epoch: 1, metrics }] }));
  }
  await put(endKey(study, 1), { run: 1, status: 'completed', reason: 'enough', at: trials });
}

describe('importances', () => {
  const api = new TestApi();
  beforeAll(async () => {
    await record(api, 's', 60);
    await record(api, 'few', 9);
    await record(api, 'many', 1200);
  });
  const studyNamed = async (name: string) => (await StudyLog.open(api.store, name)).study;

  it.each([
    ['', {}],
    ['?method=ped-anova', { method: 'ped-anova' }],
    ['?method=fanova', { method: 'fanova' }],
    ['?metric=cost', { metric: 'cost' }],
    ['?method=fanova&metric=cost', { method: 'fanova', metric: 'cost' }],
  ] as const)('are those that the command line works out: %s', async (query, options) => {
    expect(await api.ok('GET', `/studies/s/importance${query}`)).toEqual(importanceOf(await studyNamed('s'), options));
  });

  it('by fANOVA are of 1,000 trials where there are more, always the same ones, and like those of all', async () => {
    const [drawn, again] = await Promise.all([
      api.ok('GET', '/studies/many/importance?method=fanova'),
      api.ok('GET', '/studies/many/importance?method=fanova'),
    ]);
    const all = importanceOf(await studyNamed('many'), { method: 'fanova' });
    expect(drawn).toEqual(again);
    expect(drawn).toMatchObject({ trials: 1000, drawnFrom: 1200 });
    expect(all).toMatchObject({ trials: 1200 });
    for (const { name, importance } of all.hyperparameters) {
      const found = drawn.hyperparameters.find((each: { name: string }) => each.name === name);
      expect(found.importance).toBeCloseTo(importance, 1);
    }
    expect(await api.ok('GET', '/studies/many/importance')).toMatchObject({ trials: 1200 });
  });

  it('take ten trials with a score', async () => {
    expect(await api.problem('GET', '/studies/few/importance')).toBe('409 TooFewTrials');
  });

  it('are refused for what there is not', async () => {
    expect(await api.problem('GET', '/studies/s/importance?metric=none')).toBe('400 InvalidRequest');
    expect(await api.problem('GET', '/studies/s/importance?method=none')).toBe('400 InvalidRequest');
    expect(await api.problem('GET', '/studies/none/importance')).toBe('404 StudyNotFound');
  });
});
