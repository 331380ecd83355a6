import { describe, expect, it } from 'vitest';
import { FrozenStore } from '../../../cli/export/frozen-store.js';
import { freeze } from '../../../cli/export/frozen-study.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { assignedKey, definitionKey, progressKey, resultKey, runKey, studyFolder } from '../../../shared/study/keys.js';
import { TestApi } from '../../shared/api/test-api.js';
import { assigned, completed, definition, run } from '../../shared/study/records.js';

/** A study of which a leg has ended, and another one is at its first epoch. */
async function runningStudy() {
  const store = new MemoryStore();
  const put = (key: string, record: object) => store.put(key, encodeRecord(record));
  await put(definitionKey('s'), definition({ epochs: 2 }));
  await put(runKey('s', 1), run());
  await put(assignedKey('s', 0), assigned(0));
  await put(resultKey('s', 0), completed(0, 0.5));
  await put(assignedKey('s', 1), assigned(1, { toEpoch: 2 }));
  await put(progressKey('s', 1), { leg: 1, report: { epoch: 1, metrics: { score: 0.25 } }, at: 2 });
  return { store, put };
}

const paths = ['/studies/s', '/studies/s/records?progress=true', '/studies/s/trials?limit=1', '/studies/s/trials/1'];

describe('a frozen study', () => {
  it('is told of as a study is that stands still, whatever is recorded since', async () => {
    const { store, put } = await runningStudy();
    const frozen = await freeze({ store, life: async () => ({ isAlive: true }) }, 's');
    const answers = async () => Promise.all(paths.map(async (path) => (await frozen.answer(path)).json()));
    const before = await answers();
    expect(before[0]).toMatchObject({ status: 'running', running: [{ leg: 1, progress: { epoch: 1 } }] });
    await put(resultKey('s', 1), completed(1, 0.1));
    await put(assignedKey('s', 2), assigned(2));
    expect(await answers()).toEqual(before);
    expect(frozen.study.trials).toHaveLength(2);
  });

  it('is told of as by the API, refusals included', async () => {
    const api = new TestApi();
    await api.run('s');
    const frozen = await freeze({ store: api.store, life: async () => ({ isAlive: false }) }, 's');
    for (const path of [...paths, '/studies/s/best', '/studies/s/trials/99', '/studies/nobody']) {
      const { status, body } = await api.call('GET', path);
      const answer = await frozen.answer(path);
      expect([path, answer.status, await answer.json()]).toEqual([path, status, body]);
    }
  });
});

describe('a frozen store', () => {
  it('lists as the store did, from any key on', async () => {
    const { store } = await runningStudy();
    const frozen = await FrozenStore.of(store, 's');
    const all = await store.list(studyFolder('s'));
    for (const prefix of [studyFolder('s'), `${studyFolder('s')}legs/`, `${studyFolder('s')}runs/`, 'studies/t/'])
      for (const after of [undefined, '', ...all, `${studyFolder('s')}legs/`, 'z']) {
        const options = after === undefined ? {} : { after };
        expect(await frozen.list(prefix, options)).toEqual(await store.list(prefix, options));
      }
  });
});
