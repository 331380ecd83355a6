import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { stepladder, temporaryDirectory } from '../../cli/stepladder.js';
import { PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const modules = ['test/fixtures/parabola.ts', 'test/fixtures/board.ts', 'test/fixtures/broken.mjs'];
const page = PageUnderTest.ofStore(store, modules);
const patient = { timeout: 20_000 };

const run = (tuning: string, study: string, trials: number) => {
  const flags = ['--trials', String(trials), '--seed', '1', '--slots', '1', '--store', store];
  return stepladder('run', `test/fixtures/${tuning}.ts`, '--study', study, ...flags);
};

beforeAll(async () => {
  await Promise.all([run('parabola', 'known', 3), run('board', 'board', 4)]);
}, 60_000);

/** Says yes to the question behind a button. */
async function confirm(window: Page, name: string) {
  await window.getByRole('button', { name, exact: true }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('a study is started, by the keyboard alone,', () => {
  it('by a form that says what each setting means and, at its field, what is wrong', async () => {
    const window = await page.open('#/start');
    const study = window.getByLabel('study (required)');
    await window.getByLabel('tuning (required)').selectOption('parabola');
    await study.fill('known');
    expect(await window.getByLabel('oracle').locator('option').allTextContents()).toContain('bayesian');
    const budget = window.getByRole('group', { name: 'budget' });
    await budget.getByLabel('trials').fill('4');
    await window.getByRole('button', { name: 'Start' }).press('Enter');
    await window.getByRole('alert').getByText("There is a study 'known' already").waitFor();
    await expect.poll(() => study.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => study.evaluate((field) => field === document.activeElement)).toBe(true);

    const described = await budget.getByLabel('trials').getAttribute('aria-describedby');
    expect(await window.locator(`[id="${described}"]`).textContent()).toMatch(/^Trials begun, failed ones too/);
    await budget.getByLabel('trials').fill('0');
    await window.getByRole('button', { name: 'Start' }).press('Enter');
    expect(await budget.getByLabel('trials').evaluate((field: HTMLInputElement) => field.validity.rangeUnderflow)).toBe(
      true,
    );

    await budget.getByLabel('trials').fill('4');
    await study.fill('begun');
    await study.press('Enter');
    await window.getByText('the budget of 4 trials is spent').waitFor(patient);
    expect(new URL(window.url()).hash).toBe('#/studies/begun');
  });

  it('and where it could not begin, its page says why', async () => {
    const window = await page.open('#/start');
    await window.getByLabel('tuning (required)').selectOption('broken');
    await window.getByLabel('study (required)').fill('broken');
    await window.getByRole('button', { name: 'Start' }).click();
    await window.getByText(/TuningUnreadable: The tuning module .* cannot be loaded/).waitFor(patient);
  });
});

describe('a study that has ended', () => {
  it('goes on with a larger budget, and tries first what was enqueued for it', async () => {
    const window = await page.open('#/studies/known/enqueue');
    const x = window.getByLabel('x', { exact: true });
    expect(await x.inputValue()).toBe('0');
    await x.fill('0.25');
    await window.getByRole('button', { name: 'Enqueue' }).click();
    await window.getByText('its budget of trials is spent: resume it with a larger one').waitFor();
    expect(await window.getByRole('listitem').allTextContents()).toEqual(['x=0.25']);
    await window.getByRole('button', { name: 'Enqueue' }).click();
    await window.getByRole('alert').getByText('waits to be tried already').waitFor();

    await window.getByRole('link', { name: 'known' }).click();
    await window.getByText('1 waiting for the next run').waitFor();
    await window.getByRole('link', { name: 'Add budget' }).click();
    await window.getByText('3 of 3 spent').waitFor();
    const trials = window.getByRole('group', { name: 'budget' }).getByLabel('trials');
    expect(await trials.inputValue()).toBe('3');
    await trials.fill('5');
    await trials.press('Enter');
    await window.getByText('the budget of 5 trials is spent').waitFor(patient);
    const rows = await rowsOf(window, /of 5 trials$/);
    expect(rows[3]?.join()).toContain('0.25');
    await confirm(window, 'Resume');
  });

  it('is deleted by its name alone', async () => {
    await run('parabola', 'doomed', 1);
    const window = await page.open('#/studies/doomed');
    await window.getByRole('button', { name: 'Delete' }).click();
    const dialog = window.getByRole('dialog');
    const drop = dialog.getByRole('button', { name: 'Delete' });
    const name = dialog.getByLabel('Type doomed to confirm');
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    await name.fill('doom');
    expect(await drop.isDisabled()).toBe(true);
    await name.fill('doomed');
    await drop.press('Enter');
    await window.getByRole('heading', { name: 'Studies' }).waitFor();
    expect(existsSync(join(store, 'studies', 'doomed', 'study.json'))).toBe(false);
  });
});

describe('a configuration is enqueued', () => {
  it('with fields for what is active there alone', async () => {
    const window = await page.open('#/studies/board/enqueue');
    await window.getByLabel('optimizer').selectOption('adam');
    expect(await window.getByLabel('momentum').count()).toBe(0);
    await window.getByLabel('optimizer').selectOption('sgd');
    await window.getByLabel('momentum').fill('0.3');
    await window.getByLabel('regularizer').selectOption('null');
    await window.getByLabel('depth').fill('3');
    await window.getByRole('button', { name: 'Enqueue' }).click();
    await expect
      .poll(() => window.getByRole('listitem').allTextContents())
      .toEqual(['version=2 depth=3 norm=false regularizer=null batchSize=16 optimizer=sgd momentum=0.3 rate=1e-4']);
  });

  it('from a trial: the same once more, or one near it', async () => {
    const window = await page.open('#/studies/board/trials/3');
    await confirm(window, 'Run again');
    await window.getByRole('link', { name: /^\d waiting$/ }).waitFor();
    const shown = Object.fromEntries(await rowsOf(window, /^Hyperparameters$/));
    await window.getByRole('link', { name: 'Suggest near this' }).click();
    await window.getByText('The values are near those of trial 3.').waitFor();
    const values = async (name: string) => window.getByLabel(name, { exact: true }).inputValue();
    const names = ['depth', 'norm', 'regularizer', 'batchSize', 'optimizer', 'rate'];
    const same = await Promise.all(
      names.map(
        async (name) => Number(await values(name)) === Number(shown[name]) || (await values(name)) === shown[name],
      ),
    );
    const differing = same.filter((isSame) => !isSame).length + Number(shown.momentum !== undefined);
    expect(differing).toBeGreaterThan(0);
    await window.getByRole('button', { name: 'Enqueue' }).click();
    await window.getByText(/^Enqueued\./).waitFor();
    const { stdout } = await stepladder('resume', 'board', '--trials', '8', '--json', '--store', store);
    const { trials } = JSON.parse(stdout);
    const points = trials.map(({ hyperparameters }: { hyperparameters: object }) => JSON.stringify(hyperparameters));
    expect(points.slice(4)).toContain(points[3]);
    expect(page.complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
  });
});
