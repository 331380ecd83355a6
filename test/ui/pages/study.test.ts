import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import type { StudyDocument, TrialDocument } from '../../../shared/study/document.js';
import { StudyLog } from '../../../shared/study/log.js';
import { documentIn, stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { brush, liftBrush } from '../brush.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const caption = /of \d+ trials$/;
let board: StudyDocument;

beforeAll(async () => {
  const flags = ['--trials', '24', '--seed', '3', '--slots', '1', '--json', '--store', store];
  board = documentIn(await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags));
}, 60_000);

const scored = () => board.trials.filter(({ score }) => score !== null) as (TrialDocument & { score: number })[];
const numbersIn = async (window: Page) => (await rowsOf(window, caption)).map(([trial]) => Number(trial));

describe('the page of a study', () => {
  it('says how the study stands', async () => {
    const window = await page.open('#/studies/board');
    await window.getByText('the budget of 24 trials is spent').waitFor();
    const facts = await window.locator('dl').textContent();
    expect(facts).toContain(`trial ${board.best?.number}`);
    expect(facts).toContain('24 of 24 trials');
  });

  it('plots each score, and the best until then', async () => {
    const window = await page.open('#/studies/board');
    const scores = scored().map(({ number, score }) => [number, score]);
    const best = scored().map(({ number }, index, all) => [
      number,
      Math.min(...all.slice(0, index + 1).map(({ score }) => score)),
    ]);
    expect(scores.length).toBeLessThan(24);
    expect(await dataOf(window, 'Optimisation history', 'scores')).toEqual(scores);
    expect(await dataOf(window, 'Optimisation history', 'best')).toEqual(best);
  });

  it('leads from a score to its trial', async () => {
    const window = await page.open('#/studies/board');
    await plotOf(window, 'Optimisation history');
    const plot = window.locator('[role=img][aria-label^="Optimisation history"]');
    const { number, score } = scored()[3] as TrialDocument;
    const [x, y] = await window.evaluate<[number, number]>(`import('/main.js').then(({ getInstanceByDom }) => {
      const plot = document.querySelector('[role=img][aria-label^="Optimisation history"]');
      return getInstanceByDom(plot).convertToPixel({ seriesIndex: 0 }, [${number}, ${score}]);
    })`);
    await plot.click({ position: { x, y } });
    await window.getByRole('heading', { name: `Trial ${number}` }).waitFor();
  });

  it('has a logarithmic scale of scores', async () => {
    const window = await page.open('#/studies/board');
    await window.getByRole('checkbox', { name: 'logarithmic scores' }).check();
    await expect.poll(async () => (await plotOf(window, 'Optimisation history')).yAxis[0].type).toBe('log');
    const scores = scored().map(({ score }) => Math.log(score));
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    const lines = await dataOf(window, 'Hyperparameters', 'trials');
    expect(lines.map(({ value }) => value.at(-1))).toEqual(
      scores.sort((a, b) => b - a).map((score) => expect.closeTo((score - low) / (high - low), 9)),
    );
  });

  it('plots hyperparameters and scores as lines across axes, inactive ones apart', async () => {
    const window = await page.open('#/studies/board');
    const { parallelAxis } = await plotOf(window, 'Hyperparameters');
    const names = parallelAxis.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['depth', 'norm', 'regularizer', 'batchSize', 'optimizer', 'momentum', 'rate', 'val_loss']);
    const lines = await dataOf(window, 'Hyperparameters', 'trials');
    const [low, high] = [
      Math.min(...scored().map(({ score }) => score)),
      Math.max(...scored().map(({ score }) => score)),
    ];
    const expected = scored().map(({ number, hyperparameters: hp, score }) => ({
      name: `trial ${number}`,
      value: [
        Number(hp.depth) / 3,
        Number(hp.norm),
        [null, 'l1', 'l2'].indexOf(hp.regularizer as string) / 2,
        [16, 32, 64].indexOf(hp.batchSize as number) / 2,
        hp.optimizer === 'sgd' ? 1 : 0,
        hp.optimizer === 'sgd' ? expect.closeTo(Number(hp.momentum) / 0.9, 9) : -0.15,
        expect.closeTo(Math.log10(Number(hp.rate) / 1e-4) / 3, 9),
        expect.closeTo((score - low) / (high - low), 9),
      ],
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(lines.map(({ name, value }) => ({ name, value })).sort(byName)).toEqual(expected.sort(byName));
    expect(board.trials.some(({ hyperparameters }) => hyperparameters.momentum === undefined)).toBe(true);
  });

  it('shows the learning curve of each trial, as its legs have reported it', async () => {
    const window = await page.open('#/studies/board');
    const { study } = await StudyLog.open(new DirectoryStore(store), 'board');
    const expected = study.trials.flatMap(({ number, reports }) =>
      reports.map(({ epoch, metrics }) => [epoch, metrics.val_loss, number]),
    );
    const drawn = await dataOf(window, 'Learning curves', 'all');
    expect(drawn.filter(([epoch]) => epoch !== '-')).toEqual(expected);
    await window.getByLabel('Metric').selectOption('ratio');
    const ratios = study.trials.flatMap(({ number, reports }) =>
      reports.flatMap(({ epoch, metrics }) => (metrics.ratio === null ? [] : [[epoch, metrics.ratio, number]])),
    );
    const drawnRatios = async () => (await dataOf(window, 'Learning curves', 'all')).filter(([epoch]) => epoch !== '-');
    await expect.poll(drawnRatios).toEqual(ratios);
    expect(ratios.length).toBeLessThan(expected.length);
  });

  it('filters table and curves by what is brushed, and shows all again when that is lifted', async () => {
    const window = await page.open('#/studies/board');
    await window.getByRole('table', { name: '24 of 24 trials' }).waitFor();
    await brush(window, 'depth', 0.5, 0.8);
    const chosen = scored().filter(({ hyperparameters }) => hyperparameters.depth === 2);
    await expect.poll(() => numbersIn(window)).toEqual(chosen.map(({ number }) => number));
    const curves = await dataOf(window, 'Learning curves', 'all');
    expect(new Set(curves.map(([, , trial]) => trial))).toEqual(new Set(chosen.map(({ number }) => number)));

    await brush(window, 'optimizer', 0.9, 1.03);
    const both = chosen.filter(({ hyperparameters }) => hyperparameters.optimizer === 'sgd');
    await expect.poll(() => numbersIn(window)).toEqual(both.map(({ number }) => number));
    expect(both.length).toBeLessThan(chosen.length);

    for (const name of ['depth', 'optimizer']) await liftBrush(window, name, 0.1);
    await window.getByRole('table', { name: '24 of 24 trials' }).waitFor();
  });

  it('shows the best trials alone, as many as the slider says', async () => {
    const window = await page.open('#/studies/board');
    await window.getByRole('slider').fill('20');
    const best = scored().sort((a, b) => a.score - b.score);
    const chosen = best.slice(0, Math.round(0.2 * best.length)).map(({ number }) => number);
    await expect.poll(() => numbersIn(window)).toEqual(chosen.sort((a, b) => a - b));
    expect(await dataOf(window, 'Hyperparameters', 'trials')).toHaveLength(chosen.length);
  });

  it('sorts trials by a hyperparameter, inactive ones last', async () => {
    const window = await page.open('#/studies/board');
    await window.getByRole('button', { name: 'momentum' }).click();
    const momenta = async () => (await rowsOf(window, caption)).map((cells) => cells[9]);
    const active = board.trials.flatMap(({ hyperparameters: { momentum } }) =>
      momentum === undefined ? [] : [Number(momentum)],
    );
    const expected = [...active.sort((a, b) => a - b).map(String), ...Array(24 - active.length).fill('inactive')];
    await expect.poll(momenta).toEqual(expected);
  });

  it('says that there is no such study', async () => {
    const window = await page.open('#/studies/nobody');
    await window.getByRole('alert').getByText("There is no study 'nobody'").waitFor();
    page.complaints.splice(0);
  });

  it('gives the browser no reason to complain', () => {
    expect(page.complaints).toEqual([]);
  });
});
