import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { importanceOf } from '../../../shared/importance/importance.js';
import { defaultOf, toUnit } from '../../../shared/space/domain.js';
import type { Parameter } from '../../../shared/space/parameter.js';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Study } from '../../../shared/study/study.js';
import type { Trial } from '../../../shared/study/trial.js';
import { documentIn, stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { gated } from '../gated.js';
import { dataOf, PageUnderTest, plotOf, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const patient = { timeout: 20_000 };
let [board, curves, front]: Study[] = [];

async function ran(fixture: string, ...flags: string[]): Promise<Study> {
  const common = ['--study', fixture, '--seed', '3', '--store', store];
  await stepladder('run', `test/fixtures/${fixture}.ts`, ...common, ...flags);
  return (await StudyLog.open(new DirectoryStore(store), fixture)).study;
}

beforeAll(async () => {
  board = await ran('board', '--trials', '24', '--slots', '1');
  curves = await ran('curves', '--oracle', 'asha', '--trials', '14', '--slots', '2');
  front = await ran('trade-off', '--trials', '12', '--slots', '1');
}, 90_000);

const scored = (study: Study) => study.trials.filter(({ scores, status }) => scores && status !== 'failed');
const parameter = (study: Study, name: string) =>
  study.space.parameters.find((each) => each.name === name) as Parameter;
const scoreOf = ({ scores }: Trial) => scores?.[0];
/** All points of a slice, in the order of their trials. */
const sliceOf = async (window: Page, name: string) =>
  (await plotOf(window, `${name}:`)).series.flatMap(({ data }) => data).sort((a, b) => a[2] - b[2]);

describe('the sections of a study', () => {
  it('have addresses of their own, are reached by the keyboard, and draw nothing but themselves', async () => {
    const window = await page.open('#/studies/board');
    const current = window.locator('nav a[aria-current=page]');
    await current.getByText('Overview').waitFor();
    expect(await window.locator('nav[aria-label=Sections] a').allTextContents()).toEqual([
      'Overview',
      'Importance',
      'Slices',
      'Contour',
      'Timeline',
      'Cost',
      'Search space',
    ]);
    await current.focus();
    for (let links = 0; links < 2; links++) await window.keyboard.press('Tab');
    await window.keyboard.press('Enter');
    await current.getByText('Slices').waitFor();
    expect(window.url()).toMatch(/#\/studies\/board\/slices$/);
    expect(await window.title()).toBe('slices of board · Stepladder');
    // The focus stays, so that the next section is a key away.
    expect(await window.evaluate(() => document.activeElement?.textContent)).toBe('Slices');
    expect(await window.locator('figure').count()).toBe(7);
    await window.goBack();
    await window.getByRole('table', { name: '24 of 24 trials' }).waitFor();
    const absent = await page.open('#/studies/board/front');
    await absent.getByText('this study has one').waitFor();
  });
});

describe('importances', () => {
  it('are those of the command line, by either method, for the objective or a metric', async () => {
    const window = await page.open('#/studies/board/importance');
    const shown = () => dataOf(window, 'Importance', 'importance');
    const sharesOf = (options: Parameters<typeof importanceOf>[1]) =>
      importanceOf(board as Study, options).hyperparameters.map(({ importance }) => importance);
    expect(await shown()).toEqual(sharesOf({ method: 'ped-anova' }));

    await window.getByLabel('Method').selectOption('fANOVA');
    const byForest = importanceOf(board as Study, { method: 'fanova' });
    await expect.poll(shown, patient).toEqual(sharesOf({ method: 'fanova' }));
    await window.getByText(`fANOVA of ${byForest.trials} trials`).waitFor();
    expect(await rowsOf(window, /^Importances/)).toEqual(
      byForest.hyperparameters.map(({ name, importance, variance, trials }) => [
        ...[name, importance.toFixed(3), variance?.toFixed(3), String(trials)],
      ]),
    );
    expect(await rowsOf(window, /^Interactions/)).toEqual(
      byForest.pairs?.slice(0, 5).map(({ names, variance }) => [names.join(' × '), variance.toFixed(3)]),
    );

    await window.getByRole('combobox', { name: /^For/ }).selectOption('loss');
    await expect.poll(shown, patient).toEqual(sharesOf({ method: 'fanova', metric: 'loss' }));
  });
});

describe('slices', () => {
  it('have each trial where sampling has its value, without inactive ones', async () => {
    const window = await page.open('#/studies/board/slices');
    for (const name of ['rate', 'momentum', 'depth']) {
      const active = scored(board as Study).filter(({ values }) => values[name] !== undefined);
      // An axis of integers has its ends at them; sampling leaves each as much room as the others.
      const at = (value: number) => (name === 'depth' ? value / 3 : toUnit(parameter(board as Study, name), value));
      const expected = active.map((trial) => [at(Number(trial.values[name])), scoreOf(trial), trial.number]);
      const drawn = await sliceOf(window, name);
      expect(drawn.map(([, ...rest]) => rest)).toEqual(expected.map(([, ...rest]) => rest));
      if (name !== 'momentum') {
        expect(drawn.map(([position]) => position)).toEqual(
          expected.map(([position]) => expect.closeTo(Number(position), 6)),
        );
      }
    }
    expect((await sliceOf(window, 'momentum')).length).toBeLessThan(scored(board as Study).length);
  });

  it('have a band for each category, and colours by the numbers of trials', async () => {
    const window = await page.open('#/studies/board/slices');
    const values = [null, 'l1', 'l2'];
    const bands = (await sliceOf(window, 'regularizer')).map(([position]) => Math.floor(3 * position));
    expect(bands).toEqual(
      scored(board as Study).map(({ values: { regularizer } }) => values.indexOf(regularizer as string)),
    );
    const { series } = await plotOf(window, 'regularizer:');
    expect(new Set(series.map(({ color }) => color)).size).toBe(6);
    expect(await window.getByRole('list', { name: 'Colours' }).getByRole('listitem').allTextContents()).toEqual([
      'trials 0 to 3',
      'trials 4 to 7',
      'trials 8 to 11',
      'trials 12 to 15',
      'trials 16 to 19',
      'trials 20 to 23',
    ]);
  });
});

describe('the contour', () => {
  it('has the trials in which both hyperparameters are active, on a surface of their scores', async () => {
    const window = await page.open('#/studies/board/contour');
    await window.getByLabel('Across').selectOption('rate');
    await window.getByLabel('Up').selectOption('momentum');
    const both = scored(board as Study).filter(({ values: { momentum } }) => momentum !== undefined);
    const trials = () => dataOf(window, 'Contour', 'trials');
    await expect
      .poll(async () => (await trials()).map(([, , score, trial]) => [score, trial]))
      .toEqual(both.map((trial) => [scoreOf(trial), trial.number]));
    const surface = await dataOf(window, 'Contour', 'surface');
    expect(surface).toHaveLength(32 * 32);
    const scores = both.map(scoreOf) as number[];
    const heights = surface.map(([, , value]) => value);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(Math.min(...scores));
    expect(Math.max(...heights)).toBeLessThanOrEqual(Math.max(...scores));
    // The other axis cannot be of the same hyperparameter: they change places.
    await window.getByLabel('Across').selectOption('momentum');
    await expect.poll(() => window.getByLabel('Up').inputValue()).toBe('rate');
  });
});

describe('learning curves', () => {
  it('have marks at the rungs, of a study that has some', async () => {
    const window = await page.open('#/studies/curves');
    const marksOf = async (of: Page) => (await plotOf(of, 'Learning curves')).series[0]?.markLine.data;
    const ends = (curves as Study).legs.flatMap(({ result, assigned: { trial, toEpoch } }) =>
      result?.status === 'completed' ? [{ trial, toEpoch }] : [],
    );
    const rungs = [...new Set(ends.map(({ toEpoch }) => toEpoch))].filter(
      (rung) => new Set(ends.filter(({ toEpoch }) => toEpoch === rung).map(({ trial }) => trial)).size > 1,
    );
    expect(rungs.length).toBeGreaterThan(1);
    expect(await marksOf(window)).toEqual(rungs.sort((a, b) => a - b).map((xAxis) => ({ xAxis })));
    expect(await marksOf(await page.open('#/studies/board'))).toEqual([]);
  });
});

describe('the timeline', () => {
  it('has a bar for each leg, in the lane of its slot, that leads to its trial', async () => {
    const window = await page.open('#/studies/curves/timeline');
    const { series, yAxis } = await plotOf(window, 'Timeline');
    expect(yAxis[0].data).toEqual(['slot 0', 'slot 1']);
    const bars = series.flatMap(({ id, data }) => data.map((bar) => [id, ...bar]));
    const legs = (curves as Study).legs.map(({ assigned: { at, slot, trial, leg }, result }) => [
      ...[result?.status, at, result?.at, slot, trial, leg],
    ]);
    expect(bars.sort((a, b) => a[5] - b[5])).toEqual(legs);

    const [, from, to, slot, trial] = legs.reduce((a, b) =>
      Number(b[2]) - Number(b[1]) > Number(a[2]) - Number(a[1]) ? b : a,
    );
    const [x, y] = await window.evaluate<[number, number]>(`import('/main.js').then(({ getInstanceByDom }) => {
      const plot = document.querySelector('[role=img][aria-label^="Timeline"]');
      return getInstanceByDom(plot).convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [${(Number(from) + Number(to)) / 2}, ${slot}]);
    })`);
    await window.locator('[role=img][aria-label^="Timeline"]').click({ position: { x, y } });
    await window.getByRole('heading', { name: `Trial ${trial}` }).waitFor();
  });
});

describe('the costs', () => {
  it('add up, and the best score until then ends as the best of the study', async () => {
    const window = await page.open('#/studies/curves/cost');
    const ended = (curves as Study).legs
      .flatMap(({ result }) => result ?? [])
      .sort((a, b) => a.at - b.at || a.leg - b.leg);
    const sumUntil = (index: number) => ended.slice(0, index + 1).reduce((sum, { seconds }) => sum + seconds, 0);
    const expected = ended.map(({ at }, index) => [at, expect.closeTo(sumUntil(index), 9)]);
    expect(await dataOf(window, 'Spent over time', 'spent')).toEqual(expected);
    const best = await dataOf(window, 'Best score for what was spent', 'best');
    expect(best.at(-1)).toEqual([
      expect.closeTo(sumUntil(ended.length), 9),
      Math.min(...(scored(curves as Study).map(scoreOf) as number[])),
    ]);
    expect(best.map(([, score]) => score)).toEqual(best.map(([, score]) => score).sort((a, b) => b - a));
  });
});

describe('the front', () => {
  it('stands out from the trials that it dominates', async () => {
    const window = await page.open('#/studies/trade-off/front');
    const { front: members = [] } = documentIn(await stepladder('show', 'trade-off', '--json', '--store', store));
    const point = ({ number, metrics }: { number: number; metrics: Record<string, number | null> }) => [
      ...[metrics.error, metrics.price, number],
    ];
    expect(await dataOf(window, 'Pareto front', 'front')).toEqual(members.map(point));
    expect(await dataOf(window, 'Pareto front', 'trials')).toEqual(
      (front as Study).trials
        .filter(({ number }) => !members.some((member) => member.number === number))
        .map(({ number, best }) => point({ number, metrics: best?.metrics ?? {} })),
    );
    expect((await plotOf(window, 'Pareto front')).yAxis[0].name).toBe('price (min)');
  });
});

describe('the search space', () => {
  it('says of each declaration what it may be, and when', async () => {
    const window = await page.open('#/studies/board/space');
    const rows = await rowsOf(window, /^Search space/);
    expect(rows.map(([name, kind, , , , standard]) => [name, kind, standard])).toEqual(
      (board as Study).space.parameters.map((each) => [
        ...[each.name, each.kind, String(defaultOf(each)).replace('0.0001', '1e-4')],
      ]),
    );
    const row = (name: string) => rows.find(([first]) => first === name)?.slice(1);
    const space = 'space of the tuning';
    expect(row('version')).toEqual(['fixed', '2', '–', '–', '2', 'always', space]);
    expect(row('momentum')).toEqual(['float', '0 to 0.9', '+ 0.1', 'linear', '0', 'optimizer is sgd', space]);
    expect(row('regularizer')?.slice(0, 4)).toEqual(['choice', 'null, l1, l2', '–', '–']);
    const declared = await rowsOf(await page.open('#/studies/trade-off/space'), /^Search space/);
    expect(declared.map((cells) => cells.at(-1))).toEqual([space, space]);
  });
});

describe('the columns of the table', () => {
  it('are chosen, metrics too, and stay so when the page is loaded anew', async () => {
    const window = await page.open('#/studies/board');
    const header = () =>
      window
        .getByRole('table', { name: /trials$/ })
        .locator('th')
        .allTextContents();
    await window.getByText('Columns', { exact: true }).click();
    await window.getByRole('checkbox', { name: 'ratio' }).check();
    await window.getByRole('checkbox', { name: 'momentum' }).uncheck();
    const expected = [
      'trial',
      'status',
      'val_loss',
      'version',
      'depth',
      'norm',
      'regularizer',
      'batchSize',
      'optimizer',
    ];
    await expect.poll(header).toEqual([...expected, 'rate', 'epochs', 'time', 'ratio']);
    const ratios = (await rowsOf(window, /trials$/)).map((cells) => cells.at(-1));
    expect(ratios).toEqual(
      (board as Study).trials.map(({ best }) =>
        best?.metrics.ratio == null ? expect.stringMatching(/^(–|null)$/) : expect.any(String),
      ),
    );
    await window.reload();
    await expect.poll(header).toEqual([...expected, 'rate', 'epochs', 'time', 'ratio']);
  });
});

describe('while a study runs, without being loaded anew', () => {
  it('sections follow it', async () => {
    expect(page.complaints).toEqual([]);
    const { running, open } = gated(store, 'going', 'gate', 12);
    const importance = await page.open('#/studies/going/importance');
    const timeline = await page.open('#/studies/going/timeline');
    await importance.getByText("Importances take 10 trials with a score; study 'going' has 3").waitFor(patient);
    await expect.poll(() => dataOf(timeline, 'Timeline', 'running'), patient).toHaveLength(1);
    open();
    const { trials } = documentIn(await running.ended);
    await expect.poll(() => dataOf(timeline, 'Timeline', 'completed'), patient).toHaveLength(trials.length);
    expect(await dataOf(timeline, 'Timeline', 'running')).toEqual([]);
    await importance.getByText('PED-ANOVA of 12 trials').waitFor(patient);
    expect(await dataOf(importance, 'Importance', 'importance')).toEqual([1]);
    // The browser notes what the API refused: the study before its first record, and importances before its tenth trial.
    expect(page.complaints.filter((complaint) => !/status of (404|409) /.test(complaint))).toEqual([]);
  });
});
