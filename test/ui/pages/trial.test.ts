import { beforeAll, describe, expect, it } from 'vitest';
import type { StudyDocument } from '../../../shared/study/document.js';
import { documentIn, stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { dataOf, PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
let board: StudyDocument;

beforeAll(async () => {
  const flags = ['--trials', '3', '--seed', '1', '--slots', '1', '--json', '--store', store];
  board = documentIn(await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags));
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

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
