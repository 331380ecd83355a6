import { describe, expect, it } from 'vitest';
import { compute } from '../shared/api/in-process-runner.js';
import { TestApi } from '../shared/api/test-api.js';
import { definition } from '../shared/study/records.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from './served-page.js';
import { count, putTrials } from './ten-thousand-trials.js';

/** Scores that all differ, and begin with 0. */
const scoreOf = (trial: number) => (trial * 7919) % count;

const api = new TestApi();
const page = PageUnderTest.of(async () => {
  await putTrials(api.store, definition({ compute }), (trial) => ({
    values: { x: trial / count },
    metrics: [{ score: scoreOf(trial) + 1 }, { score: scoreOf(trial) }],
  }));
  return api.app as never;
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
