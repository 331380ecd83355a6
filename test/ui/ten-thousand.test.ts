import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../shared/study/codec.js';
import { assignedKey, definitionKey, endKey, resultKey, runKey } from '../../shared/study/keys.js';
import { compute } from '../shared/api/in-process-runner.js';
import { TestApi } from '../shared/api/test-api.js';
import { assigned, completed, definition, run } from '../shared/study/records.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from './served-page.js';

const count = 10_000;

/** Scores that all differ, and begin with 0. */
const scoreOf = (trial: number) => (trial * 7919) % count;

const api = new TestApi();
const page = PageUnderTest.of(async () => {
  const { store, app } = api;
  const put = (key: string, record: object) => store.create(key, encodeRecord(record));
  await put(definitionKey('s'), definition({ compute }));
  await put(runKey('s', 1), run());
  for (let leg = 0; leg < count; leg++) {
    const reports = [1, 2].map((epoch) => ({ epoch, metrics: { score: scoreOf(leg) + 2 - epoch } }));
    const slot = leg % 8;
    await put(assignedKey('s', leg), assigned(leg, { values: { x: leg / count }, toEpoch: 2, slot, at: 100 * leg }));
    await put(resultKey('s', leg), completed(leg, 0, { reports, at: 100 * leg + 700 }));
  }
  await put(endKey('s', 1), { run: 1, status: 'completed', reason: 'enough', at: 100 * count });
  return app as never;
});

describe('a study of 10,000 trials', () => {
  it('is shown whole, with no more rows in the page than can be seen', async () => {
    const window = await page.open('#/studies/s');
    const table = window.getByRole('table', { name: '10000 of 10000 trials' });
    await table.waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    expect((await rowsOf(window, /of 10000/))[0]?.[0]).toBe('0');
    const rows = table.locator('tbody tr');
    expect(await rows.count()).toBeLessThan(70);

    await table.locator('..').evaluate((frame) => {
      frame.scrollTop = frame.scrollHeight;
    });
    await table.getByRole('link', { name: '9999', exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(70);
    expect(await window.locator('*').count()).toBeLessThan(1000);
    expect(await dataOf(window, 'Optimisation history', 'scores')).toHaveLength(count);
    expect(await dataOf(window, 'Learning curves', 'all')).toHaveLength(3 * count);
    expect(await dataOf(window, 'Hyperparameters', 'trials')).toHaveLength(count);
  });

  it('filters and sorts them', async () => {
    const window = await page.open('#/studies/s');
    await window.getByRole('slider').fill('1');
    await window.getByRole('button', { name: 'score', exact: true }).click();
    const best = Array.from({ length: count }, (_, trial) => trial).sort((a, b) => scoreOf(a) - scoreOf(b));
    const shown = async () => (await rowsOf(window, /^100 of 10000 trials$/)).map(([trial]) => Number(trial));
    await expect.poll(shown).toEqual(best.slice(0, (await shown()).length));
    expect(await dataOf(window, 'Learning curves', 'all')).toHaveLength(3 * 100);
  });

  it('has no logarithmic scale, since a score of 0 would have no place on it', async () => {
    const window = await page.open('#/studies/s');
    await window.getByRole('table', { name: '10000 of 10000 trials' }).waitFor();
    expect(await window.getByRole('checkbox', { name: 'logarithmic scores' }).isDisabled()).toBe(true);
  });

  it('has all of them in its other sections', async () => {
    const window = await page.open('#/studies/s/slices');
    const slices = (await plotOf(window, 'x:')).series;
    expect(slices.reduce((sum, { data }) => sum + data.length, 0)).toBe(count);
    await window.getByRole('link', { name: 'Timeline' }).click();
    expect(await dataOf(window, 'Timeline', 'completed')).toHaveLength(count);
    await window.getByText('slots were busy').waitFor();
    await window.getByRole('link', { name: 'Cost' }).click();
    const spent = await dataOf(window, 'Spent over time', 'spent');
    const { dollars } = (await api.ok('GET', '/studies/s')).spent;
    expect(spent).toHaveLength(count);
    expect(spent.at(-1)[1]).toBeCloseTo(dollars, 9);
    expect(dollars).toBeGreaterThan(0);
  });

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
