import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { progressKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { TestApi } from './test-api.js';

interface Page {
  readonly records: { readonly key: string; readonly record: string }[];
  readonly next?: string;
}

/** All pages from a key on. */
async function read(api: TestApi, after = '', query = ''): Promise<Page[]> {
  const pages: Page[] = [];
  for (let from: string | undefined = after; from !== undefined; from = pages.at(-1)?.next) {
    pages.push(await api.ok('GET', `/studies/s/records?${query}${from && `&after=${from}`}`));
  }
  return pages;
}

const recordsIn = (pages: readonly Page[]) => pages.flatMap(({ records }) => records);

describe('records', () => {
  it('are the log: who writes them to another store has the same study', async () => {
    const api = new TestApi();
    await api.run('s', { slots: 2 });
    await api.ok('POST', '/studies/s/resume', { budget: { trials: 5 } });
    await api.runner.ended('s.0002');
    const copy = new MemoryStore();

    const records = recordsIn(await read(api));

    for (const { key, record } of records) await copy.put(`studies/s/${key}`, Buffer.from(`${record}\n`));
    const [a, b] = [await StudyLog.open(api.store, 's'), await StudyLog.open(copy, 's')];
    expect(b.study.definition).toEqual(a.study.definition);
    expect([...b.study.runs]).toEqual([...a.study.runs]);
    expect(b.study.legs).toEqual(a.study.legs);
    expect(records.map(({ key }) => key)).toEqual([
      'study.json',
      ...['000000', '000001', '000002', '000003', '000004'].flatMap((leg) => [
        `legs/${leg}.assigned.json`,
        `legs/${leg}.result.json`,
      ]),
      'runs/0001.end.json',
      'runs/0001.json',
      'runs/0002.end.json',
      'runs/0002.json',
    ]);
  });

  it('after any key are those that follow it', async () => {
    const api = new TestApi();
    await api.run('s');
    const all = recordsIn(await read(api));

    for (const [index, { key }] of all.entries()) {
      expect(recordsIn(await read(api, key))).toEqual(all.slice(index + 1));
    }
    expect(recordsIn(await read(api, 'legs/'))).toEqual(all.slice(1));
    for (const after of ['compact/000100.jsonl', '../s', 'legs', 'study.json/']) {
      expect(await api.problem('GET', `/studies/s/records?after=${after}`)).toBe('400 InvalidRequest');
    }
  });

  it('of more than a page come in several, which joined are the whole', async () => {
    const api = new TestApi();
    await api.run('s', { budget: { trials: 1 } });
    const log = await StudyLog.open(api.store, 's');
    for (let leg = 1; leg <= 1203; leg++) await write(log, leg, leg <= 900);

    const pages = await read(api);
    const keys = recordsIn(pages).map(({ key }) => key);

    expect(pages.map(({ records }) => records.length)).toEqual([1000, 1000, 108]);
    expect(keys).toHaveLength(1 + 2 * 901 + 303 + 2);
    expect(new Set(keys).size).toBe(keys.length);
    const legs = keys.filter((key) => key.startsWith('legs/'));
    expect(legs).toEqual([...legs].sort());
    await fc.assert(
      fc.asyncProperty(fc.nat(keys.length - 1), async (from) => {
        expect(recordsIn(await read(api, keys[from])).map(({ key }) => key)).toEqual(keys.slice(from + 1));
      }),
      { numRuns: 20 },
    );
  });

  it('that are large come in pages that AWS Lambda can answer with', async () => {
    const api = new TestApi();
    await api.run('s', { budget: { trials: 1 } });
    const log = await StudyLog.open(api.store, 's');
    for (let leg = 1; leg <= 6; leg++) await write(log, leg, true, 'x'.repeat(1_500_000));

    const pages = await read(api);

    expect(recordsIn(pages)).toHaveLength(1 + 14 + 2);
    expect(pages.length).toBe(3);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(4_100_000);
  });

  it('have the progress of running legs if asked for', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', slots: 2 });
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(2);
    const progress = encodeRecord({ leg: 1, report: { epoch: 1, metrics: { score: 0.5 } }, at: 7 });
    await api.store.put(progressKey('s', 1), progress);
    await api.store.put(progressKey('s', 7), progress);

    const without = recordsIn(await read(api));
    const after = 'legs/000000.assigned.json';
    const withProgress = recordsIn(await read(api, after, 'progress=true'));

    expect(without.map(({ key }) => key)).not.toContain('progress/s/000001.json');
    expect(withProgress.map(({ key }) => key)).toEqual([
      'legs/000001.assigned.json',
      'runs/0001.json',
      'progress/s/000001.json',
    ]);
    expect(`${withProgress.at(-1)?.record}\n`).toBe(Buffer.from(progress).toString());
    await api.runner.abort('s.0001');
  });
});

async function write(log: StudyLog, leg: number, ended: boolean, text = ''): Promise<void> {
  const ask = `0001/09/000/${String(leg).padStart(4, '0')}`;
  const assigned = { leg, trial: leg, values: { x: 0, text }, fromEpoch: 0, toEpoch: 1, ask, run: 1, slot: 0, at: 1 };
  await log.createAssigned(assigned);
  if (ended) await log.createResult({ leg, status: 'completed', reports: [], seconds: 0, at: 2 });
}
