import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import type { StudyDocument } from '../../../shared/study/document.js';
import { StudyLog } from '../../../shared/study/log.js';
import { documentIn, stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { dataOf, PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
let board: StudyDocument;
let population: StudyDocument;

beforeAll(async () => {
  const flags = ['--trials', '3', '--seed', '1', '--slots', '1', '--json', '--store', store];
  board = documentIn(await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags));
  const of = ['--slots', '1', '--seed', '1', '--json', '--store', store];
  const pbt = [
    '--oracle',
    'pbt',
    '--population',
    '3',
    '--interval',
    '1',
    '--epochs',
    '2',
    '--executions-per-trial',
    '2',
  ];
  population = documentIn(await stepladder('run', 'test/fixtures/digits.ts', '--study', 'pbt', ...pbt, ...of));
  await stepladder('run', 'test/fixtures/printing.ts', '--study', 'printing', ...of);
}, 60_000);

describe('the page of a trial', () => {
  it('shows hyperparameters, metrics and legs', async () => {
    const window = await page.open('#/studies/board/trials/2');
    const { hyperparameters, metrics } = board.trials[2] as StudyDocument['trials'][number];
    const pairs = (values: object) => Object.entries(values).map(([name, value]) => [name, value]);
    const shown = async (caption: RegExp) =>
      (await rowsOf(window, caption)).map(([name, value]) => [
        name,
        Number.isNaN(Number(value)) ? value : Number(value),
      ]);
    const text = ([name, value]: unknown[]) => [
      name,
      ['boolean', 'object'].includes(typeof value) ? String(value) : value,
    ];
    expect(await shown(/^Hyperparameters/)).toEqual(pairs(hyperparameters).map(text));
    expect(await shown(/^Metrics/)).toEqual(
      pairs(metrics).map(([name, value]) => [name, expect.closeTo(Number(value), 4)]),
    );
    expect((await rowsOf(window, /^Legs/)).map((cells) => cells.slice(0, 4))).toEqual([
      ['2', 'completed', '0 to 3', '0'],
    ]);
  });

  it('plots all its metrics, epoch by epoch', async () => {
    const window = await page.open('#/studies/board/trials/1');
    const rate = Number(board.trials[1]?.hyperparameters.rate);
    const losses = [1, 2, 3].map((epoch) => [epoch, expect.closeTo(rate + 1 / epoch, 9)]);
    expect(await dataOf(window, 'Curves', 'loss')).toEqual(losses);
    expect(await dataOf(window, 'Curves', 'val_loss')).toHaveLength(3);
  });

  it('shows why it failed, and where', async () => {
    const window = await page.open('#/studies/board/trials/0');
    await window.getByText('Error: a network needs a layer').first().waitFor();
    expect(await window.getByRole('region', { name: 'Stack' }).textContent()).toContain('test/fixtures/board.ts');
  });

  it('leads to its neighbours in the leaderboard, and to those it comes from and that come from it', async () => {
    const { trials, best } = population;
    const loss = (number: number) => trials[number]?.score as number;
    const ranked = trials.map(({ number }) => number).sort((a, b) => loss(a) - loss(b));
    expect(best?.number).toBe(ranked[0]);
    const window = await page.open(`#/studies/pbt/trials/${ranked[0]}`);
    await window.getByText(`place 1 of ${trials.length}`).waitFor();
    for (const number of ranked.slice(1)) {
      await window.getByRole('link', { name: /^worse/ }).click();
      await window.getByRole('heading', { name: `Trial ${number}` }).waitFor();
    }
    expect(await window.getByRole('link', { name: /^worse/ }).count()).toBe(0);
    await window.getByRole('link', { name: `better: trial ${ranked.at(-2)}` }).waitFor();

    const { study } = await StudyLog.open(new DirectoryStore(store), 'pbt');
    const child = study.trials.find(({ parent }) => parent !== undefined);
    await window.goto(`${window.url().split('#')[0]}#/studies/pbt/trials/${child?.number}`);
    const fact = (name: string) => window.locator('dl.facts div', { hasText: name }).locator('dd');
    expect(await fact('took the place of').textContent()).toBe(`trial ${child?.replaces}`);
    await fact('began from').getByRole('link').click();
    await window.getByRole('heading', { name: `Trial ${child?.parent}` }).waitFor();
    expect(await fact('trials that began from it').textContent()).toContain(`trial ${child?.number}`);
    expect(await fact('executions').textContent()).toBe('2');
    expect(await fact('seed of the study').textContent()).toBe('1');
  });

  it('has its newest checkpoint to download', async () => {
    const window = await page.open(`#/studies/pbt/trials/${population.best?.number}`);
    await window.getByText(/^after epoch 2, [\d.]+ kB download$/).waitFor();
    const [download] = await Promise.all([
      window.waitForEvent('download'),
      window.getByRole('link', { name: 'download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`pbt-trial-${population.best?.number}.checkpoint`);
    const { study } = await StudyLog.open(new DirectoryStore(store), 'pbt');
    const key = study.trial(population.best?.number as number)?.checkpoint as string;
    const kept = (await new DirectoryStore(store).get(key)) as Uint8Array;
    expect(readFileSync(await download.path()).equals(kept)).toBe(true);
    const plain = await page.open('#/studies/board/trials/2');
    await plain.getByText('place 2 of 2').waitFor();
    expect(await plain.getByRole('link', { name: 'download' }).count()).toBe(0);
  });

  it('shows what its code printed', async () => {
    const window = await page.open('#/studies/printing/trials/1');
    const text = await window.getByRole('region', { name: 'Printed in leg 1' }).locator('pre').textContent();
    expect(text).toBe('trains little\na warning');
    await window.goto(window.url().replace(/1$/, '0'));
    await window.getByRole('heading', { name: 'Trial 0' }).waitFor();
    expect(await window.getByText('Printed').count()).toBe(0);
  });

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
