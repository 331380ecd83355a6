import { beforeAll, describe, expect, it } from 'vitest';
import type { StudySummary } from '../../../shared/study/document.js';
import { stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const caption = /of \d+ studies$/;
let listed: StudySummary[];

beforeAll(async () => {
  const run = (module: string, study: string, ...flags: string[]) =>
    stepladder('run', `test/fixtures/${module}.ts`, '--study', study, '--slots', '1', '--store', store, ...flags);
  await run(
    'parabola',
    'parabola',
    '--trials',
    '8',
    '--seed',
    '1',
    '--oracle',
    'random',
    '--tag',
    'baseline',
    '--tag',
    'owner=ann',
  );
  await run('trade-off', 'front', '--trials', '6', '--seed', '1', '--tag', 'baseline');
  await run('failing', 'failing');
  listed = JSON.parse((await stepladder('list', '--json', '--store', store)).stdout);
}, 60_000);

describe('the page of studies', () => {
  it('shows what the API lists', async () => {
    const window = await page.open('');
    await window.getByRole('link', { name: 'parabola' }).waitFor();
    const rows = await rowsOf(window, caption);
    expect(rows.map(([study]) => study)).toEqual(['failing', 'front', 'parabola']);
    const [, front, parabola] = listed;
    expect(rows[0]?.slice(0, 6)).toEqual(['failing', 'failed', 'failing', 'auto', 'loss', '']);
    expect(rows[1]?.slice(4, 6)).toEqual(['error, price', `a front of ${front?.front?.length}`]);
    expect(Number(rows[2]?.[5])).toBeCloseTo(parabola?.best?.score as number, 5);
    expect(rows[2]?.slice(7, 9)).toEqual(['8 of 8 trials', '$0']);
  });

  it('draws the best score so far of each', async () => {
    const window = await page.open('');
    const { trials } = JSON.parse((await stepladder('show', 'parabola', '--json', '--store', store)).stdout);
    const scores: number[] = trials.map(({ score }: { score: number }) => score);
    const best = scores.map((_, index) => Math.min(...scores.slice(0, index + 1)));
    const line = window.getByRole('row', { name: /parabola/ }).getByRole('img', { name: /^best so far, from/ });
    const drawn = (await line.locator('polyline').getAttribute('points'))?.split(' ') ?? [];
    const [low, high] = [Math.min(...best), Math.max(...best)];
    // From 2 at the top, the worst, to 20 at the bottom.
    const y = (score: number) => (20 - ((score - low) / (high - low)) * 18).toFixed(1);
    const x = (trial: number) => ((trial / (best.length - 1)) * 96).toFixed(1);
    // A corner below each score that is better than all before, and the end of the line.
    const reached = best.flatMap((score, trial) => {
      const isCorner = trial === 0 || score < (best[trial - 1] as number) || trial === best.length - 1;
      return isCorner ? [`${x(trial)},${y(score)}`] : [];
    });
    expect(drawn.filter((_, index) => index % 2 === 1)).toEqual(reached);
    expect(drawn.map((point) => point.split(',')[0])).toEqual(
      reached.flatMap((point) => [point.split(',')[0], point.split(',')[0]]),
    );
  });

  it('finds studies by words of any column', async () => {
    const window = await page.open('');
    await window.getByRole('searchbox').fill('price');
    expect((await rowsOf(window, /^1 of 3 studies$/)).map(([study]) => study)).toEqual(['front']);
    await window.getByRole('searchbox').fill('failed auto');
    expect((await rowsOf(window, /^1 of 3 studies$/)).map(([study]) => study)).toEqual(['failing']);
    await window.getByRole('searchbox').fill('nothing');
    await window.getByText('No study matches.').waitFor();
  });

  it('shows tags, by which studies are chosen and found', async () => {
    const window = await page.open('');
    const shown = async () => (await rowsOf(window, caption)).map(([study]) => study);
    await window.getByRole('button', { name: 'owner=ann' }).click();
    await expect.poll(shown).toEqual(['parabola']);
    await window.getByRole('row').getByRole('button', { name: 'owner=ann', pressed: true }).click();
    await window.getByRole('button', { name: 'baseline' }).first().focus();
    await window.keyboard.press('Enter');
    await expect.poll(shown).toEqual(['front', 'parabola']);
    await window.getByRole('searchbox').fill('ann');
    await expect.poll(shown).toEqual(['parabola']);
    await window.getByRole('link', { name: 'parabola' }).click();
    await window.getByText('baseline, owner=ann').waitFor();
  });

  it('sorts by a column, up and down, with what is missing last', async () => {
    const window = await page.open('');
    const order = async () => (await rowsOf(window, caption)).map(([study]) => study);
    await window.getByRole('button', { name: 'best', exact: true }).click();
    await expect.poll(order).toEqual(['parabola', 'front', 'failing']);
    await window.getByRole('button', { name: 'best', exact: true }).click();
    await expect.poll(order).toEqual(['front', 'parabola', 'failing']);
    expect(await window.getByRole('columnheader', { name: 'best', exact: true }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('leads to a trial by the keyboard alone', async () => {
    const window = await page.open('');
    await window.getByRole('link', { name: 'parabola' }).waitFor();
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 60; presses++) {
        await window.keyboard.press('Tab');
        if ((await window.locator(':focus').textContent()) === name) return;
      }
      throw new Error(`Tab does not come to ${name}`);
    };
    await tabTo('parabola');
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'parabola' }).waitFor();
    await tabTo('3');
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'Trial 3' }).waitFor();
    expect(new URL(window.url()).hash).toBe('#/studies/parabola/trials/3');
    await window.goBack();
    await window.getByRole('heading', { name: 'parabola' }).waitFor();
  });

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
