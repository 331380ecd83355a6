import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import type { StudyDocument } from '../../shared/study/document.js';
import { documentIn, stepladder, temporaryDirectory } from '../cli/stepladder.js';
import { hostile, writeHostileStudy } from '../fixtures/hostile-study.js';
import { rowsOfCsv } from '../shared/display/read-back.js';
import { lookAt } from './picture.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from './served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
let board: StudyDocument;

const fileOf = (study: string) => join(store, 'reports', `${study}.html`);
const asked: string[] = [];

/** Opens a report where there is no network. */
async function openReport(study: string, hash = ''): Promise<Page> {
  const window = await page.openAt('about:blank', { offline: true });
  window.on('request', (request) => asked.push(request.url()));
  await window.goto(pathToFileURL(fileOf(study)).href + hash);
  await window.locator('#page h1').waitFor();
  return window;
}

/** The titles of the plots that are drawn. */
const titlesIn = (window: Page) =>
  window
    .locator('[role=img]:has(canvas)')
    .evaluateAll((plots) => plots.map((plot) => (plot.ariaLabel ?? '').split(':')[0] as string));

beforeAll(async () => {
  const place = ['--store', store];
  const flags = ['--trials', '12', '--seed', '3', '--slots', '1', '--json', ...place];
  board = documentIn(await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags));
  await writeHostileStudy(new DirectoryStore(store), 'hostile');
  for (const study of ['board', 'hostile']) {
    const outcome = await stepladder('report', study, '--out', fileOf(study), ...place);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  }
}, 120_000);

describe('a report', () => {
  it('has the plots and the table of the page, with the same numbers', async () => {
    const [live, window] = [await page.open('#/studies/board'), await openReport('board')];
    const caption = /^12 of 12 trials/;
    expect(await rowsOf(window, caption)).toEqual(await rowsOf(live, caption));
    await dataOf(live, 'Learning curves', 'all');
    const titles = await titlesIn(live);
    expect(titles.length).toBeGreaterThanOrEqual(3);
    await expect.poll(() => titlesIn(window)).toEqual(titles);
    for (const title of titles) expect(await plotOf(window, title)).toEqual(await plotOf(live, title));
    const scores = board.trials.flatMap(({ number, score }) => (score === null ? [] : [[number, score]]));
    expect(await dataOf(window, 'Optimisation history', 'scores')).toEqual(scores);
    expect(await window.locator('dl').textContent()).toBe(await live.locator('dl').textContent());
  });

  it('leads to its trials and back, can do nothing to the study, and has nothing that axe-core calls grave', async () => {
    const window = await openReport('board');
    const isFine = async () => {
      const { violations } = await window.evaluate<axe.AxeResults>(`${axe.source}; axe.run()`);
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    await window.getByRole('table', { name: /12 trials/ }).waitFor();
    expect(await window.getByRole('button', { name: /Resume|Stop/ }).count()).toBe(0);
    await isFine();
    await window.getByRole('link', { name: '1', exact: true }).click();
    await window.getByRole('heading', { name: 'Trial 1' }).waitFor();
    const { hyperparameters } = board.trials[1] as StudyDocument['trials'][number];
    expect(await rowsOf(window, /^Hyperparameters/)).toHaveLength(Object.keys(hyperparameters).length);
    expect(await dataOf(window, 'Curves', 'val_loss')).toHaveLength(3);
    await isFine();
    await window.getByRole('link', { name: 'board' }).click();
    await window.getByRole('table', { name: /12 trials/ }).waitFor();
    expect(await window.title()).toBe('board');
  });

  it('shows names that are markup as the texts that they are', async () => {
    const window = await openReport('hostile');
    const [, , ...header] = await window.getByRole('columnheader').allTextContents();
    expect(header).toEqual([hostile.image, hostile.script, hostile.lines, hostile.entity, 'epochs', 'time']);
    const { parallelAxis } = await plotOf(window, 'Hyperparameters');
    expect(parallelAxis[0].name).toBe(hostile.script);
    expect(await window.locator('dl').textContent()).toContain(hostile.script);
    await window.getByRole('link', { name: '3', exact: true }).click();
    await window.getByText(`Error: ${hostile.formula}`).first().waitFor();
    expect(await window.evaluate('[globalThis.hacked, document.images.length]')).toEqual([undefined, 0]);
  });

  it('asks for nothing, and gives the browser no reason to complain', () => {
    expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
});

describe('what the page saves', () => {
  const save = async (window: Page, button: string) => {
    const [file] = await Promise.all([
      window.waitForEvent('download'),
      window.getByRole('button', { name: button, exact: true }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  it('are plots as SVG and PNG, and the chosen trials as CSV, from a report too', async () => {
    const window = await openReport('hostile');
    await dataOf(window, 'Hyperparameters', 'trials');
    const svg = await save(window, 'Save Hyperparameters and score as SVG');
    expect(svg.name).toBe('hostile-hyperparameters-and-score.svg');
    // Where no policy forbids the styles that an SVG document has.
    const blank = await page.openAt('about:blank');
    const texts = await blank.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [...parsed.querySelectorAll('text, parsererror, script, image')].map((node) => node.textContent);
    }, svg.bytes.toString('utf8'));
    expect(texts).toEqual(expect.arrayContaining([hostile.comment, '0.25']));

    const png = await save(window, 'Save Optimisation history as PNG');
    expect(png.name).toBe('hostile-optimisation-history.png');
    const { width, colours } = await lookAt(png.bytes);
    const box = await window.locator('[role=img][aria-label^="Optimisation history"]').boundingBox();
    expect(width).toBe(2 * Math.round(box?.width ?? 0));
    expect(colours).toBeGreaterThan(10);

    const csv = await save(window, 'Save as CSV');
    expect(csv.name).toBe('hostile-trials.csv');
    const [header, ...rows] = rowsOfCsv(csv.bytes.toString('utf8'));
    expect(header).toEqual([
      'trial',
      'status',
      hostile.image,
      hostile.script,
      hostile.lines,
      hostile.entity,
      'epochs',
      'time',
    ]);
    expect(rows.map((row) => row.slice(0, 6))).toEqual([
      ['0', 'completed', '0', '0', `'${hostile.formula}`, hostile.script],
      ['1', 'completed', '0.5', String(1 / 3), hostile.image, hostile.script],
      ['2', 'completed', '1', String(2 / 3), hostile.comment, hostile.script],
      ['3', 'failed', '', '1', `'${hostile.formula}`, "''=1"],
    ]);
  });

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
