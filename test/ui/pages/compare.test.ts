import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { StudyLog } from '../../../shared/study/log.js';
import { start, stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const plot = 'Best so far';
const patient = { timeout: 20_000 };

beforeAll(async () => {
  const run = (module: string, study: string, ...flags: string[]) =>
    stepladder('run', `test/fixtures/${module}.ts`, '--study', study, '--slots', '1', '--store', store, ...flags);
  await run('parabola', 'first', '--trials', '12', '--seed', '1', '--oracle', 'random');
  await run('parabola', 'second', '--trials', '8', '--seed', '2', '--oracle', 'tpe');
  await run('trade-off', 'front', '--trials', '6', '--seed', '1', '--epochs', '2');
}, 60_000);

/** Corners of a study's line, worked out from its records: trials ended, and the least score of them. */
async function expectedLine(name: string): Promise<number[][]> {
  const { study } = await StudyLog.open(new DirectoryStore(store), name);
  const scores = study.trials.map(({ score }) => score as number);
  const isBetter = (score: number, index: number) => scores.slice(0, index).every((before) => score < before);
  const corners = scores.flatMap((score, index) => (isBetter(score, index) ? [[index + 1, score]] : []));
  return [...corners, [scores.length, Math.min(...scores)]];
}

/** Corners as they are drawn; the last one, without a mark, is an object. */
async function drawnLine(window: Page, study: string): Promise<number[][]> {
  return (await dataOf(window, plot, study)).map((point) => point.value ?? point);
}

describe('the page that compares studies', () => {
  it('is reached from the studies by the keyboard, has an address, and leads back with its studies chosen', async () => {
    const window = await page.open('');
    for (const name of ['first', 'second']) {
      await window.getByRole('checkbox', { name: `Compare ${name}` }).focus();
      await window.keyboard.press('Space');
    }
    await window.getByRole('link', { name: 'Compare 2 studies' }).focus();
    await window.keyboard.press('Enter');
    await window.getByRole('heading', { name: 'Compare' }).waitFor();
    expect(new URL(window.url()).hash).toBe('#/compare/first,second');
    expect((await rowsOf(window, /^2 studies$/)).map(([, study]) => study)).toEqual(['first', 'second']);
    await window.getByRole('link', { name: 'Choose studies' }).click();
    expect(await window.getByRole('checkbox', { name: 'Compare second' }).isChecked()).toBe(true);
    await window.getByRole('checkbox', { name: 'Compare front' }).check();
    await window.getByRole('link', { name: 'Compare 3 studies' }).waitFor();
  });

  it('draws the best so far of each over trials, epochs or seconds, by marks that differ in more than colour', async () => {
    const window = await page.open('#/compare/first,second');
    expect(await drawnLine(window, 'first')).toEqual(await expectedLine('first'));
    expect(await drawnLine(window, 'second')).toEqual(await expectedLine('second'));
    const { series, legend } = await plotOf(window, plot);
    const [first, second] = series as unknown as { symbol: string; lineStyle: { type: unknown }; step: string }[];
    expect(first?.step).toBe('end');
    expect(first?.symbol).not.toBe(second?.symbol);
    expect(first?.lineStyle.type).not.toEqual(second?.lineStyle.type);
    expect(legend[0].show).toBe(true);

    const over = window.getByRole('combobox', { name: 'Over' });
    expect(await over.locator('option').allTextContents()).toEqual(['trials', 'epochs', 'seconds']);
    await over.selectOption('seconds');
    const { study } = await StudyLog.open(new DirectoryStore(store), 'first');
    const started = study.runs.get(1)?.run.started as number;
    const seconds = study.trials.map(({ ended }) => ((ended as number) - started) / 1000);
    const expected = (await expectedLine('first')).slice(0, -1);
    await expect
      .poll(async () => (await drawnLine(window, 'first')).slice(0, -1))
      .toEqual(expected.map(([trials, score]) => [seconds[(trials as number) - 1], score]));
  });

  it('has a table of what they found and spent', async () => {
    const window = await page.open('#/compare/first,second,front');
    const rows = await rowsOf(window, /^3 studies$/);
    const [first, , front] = rows;
    const { study } = await StudyLog.open(new DirectoryStore(store), 'first');
    const best = study.trials.reduce((a, b) => ((a.score as number) <= (b.score as number) ? a : b));
    expect(first?.slice(1, 5)).toEqual(['first', 'completed', 'random', 'score']);
    expect(first?.[5]).toMatch(new RegExp(` trial ${best.number}$`));
    expect(first?.slice(6, 8)).toEqual(['12', '12']);
    expect(Number(first?.[9])).toBeCloseTo(best.values.x as number, 4);
    expect(front?.slice(1, 6)).toEqual(['front', 'completed', 'auto', 'error, price', '–']);
    await window
      .getByRole('link', { name: `trial ${best.number}`, exact: true })
      .first()
      .click();
    await window.getByRole('heading', { name: `Trial ${best.number}` }).waitFor();
  });

  it('says which studies look for something else, and draws them where that is chosen', async () => {
    const window = await page.open('#/compare/first,front,second');
    await window.getByText('Not in the plot, since it looks for something else').waitFor();
    expect((await plotOf(window, plot)).series.map(({ id }) => id)).toEqual(['first', 'second']);
    await window.getByRole('combobox', { name: 'Objective' }).selectOption('price (lower is better)');
    await expect.poll(async () => (await plotOf(window, plot)).series.map(({ id }) => id)).toEqual(['front']);
    const { study } = await StudyLog.open(new DirectoryStore(store), 'front');
    const prices = study.trials.map(({ scores }) => scores?.[1] as number);
    expect((await drawnLine(window, 'front')).at(-1)).toEqual([6, Math.min(...prices)]);
  });

  it('names a study that is not there, and shows the others', async () => {
    const window = await page.open('#/compare/first,nobody');
    await window.getByText("There is no study 'nobody'").waitFor();
    expect((await rowsOf(window, /^1 study$/)).map(([, study]) => study)).toEqual(['first']);
  });

  it('goes on with a study that runs', async () => {
    const gate = join(store, 'gate');
    const flags = ['--trials', '6', '--slots', '1', '--seed', '1', '--json', '--store', store];
    const running = start(['run', 'test/fixtures/gate.ts', '--study', 'live', ...flags], { GATE: gate });
    const window = await page.open('#/compare/first,live');
    const trials = async () => (await rowsOf(window, /stud/)).find(([, study]) => study === 'live')?.slice(2, 7);
    await expect.poll(async () => (await trials())?.[4], patient).toBe('4');
    writeFileSync(gate, '');
    await running.ended;
    await expect.poll(async () => (await trials())?.[0], patient).toBe('completed');
    expect(await drawnLine(window, 'live')).toEqual(await expectedLine('live'));
  });

  it('gives the browser no reason to complain', () => {
    // The browser tells of every answer 404, as of the study that is not there.
    expect(page.complaints.filter((text) => !text.includes('status of 404'))).toEqual([]);
  });
});
