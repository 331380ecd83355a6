import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentIn, type Running, start, temporaryDirectory } from '../../cli/stepladder.js';
import { brush, liftBrush } from '../brush.js';
import { dataOf, PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const patient = { timeout: 20_000 };

/** A study whose trials from the fourth on wait until `open` is called. */
function gated(study: string): { running: Running; open: () => void } {
  const gate = join(store, `${study}.gate`);
  const flags = ['--trials', '6', '--slots', '1', '--seed', '1', '--json', '--store', store];
  const running = start(['run', 'test/fixtures/gate.ts', '--study', study, ...flags], { GATE: gate });
  return { running, open: () => writeFileSync(gate, '') };
}

describe('while a study runs, without being loaded anew', () => {
  it('the page shows trials as they begin and end', async () => {
    const { running, open } = gated('live');
    const studies = await page.open('');
    const row = async () => (await rowsOf(studies, /of \d+ studies$/)).find(([study]) => study === 'live');
    await expect.poll(row, patient).toEqual(expect.arrayContaining(['running', '4 of 6 trials']));
    const study = await page.open('#/studies/live');
    const trials = async () => (await rowsOf(study, /of \d+ trials$/)).map(([number, status]) => `${number} ${status}`);
    await expect.poll(trials, patient).toEqual(['0 completed', '1 completed', '2 completed', '3 running']);
    expect(await dataOf(study, 'Optimisation history', 'scores')).toHaveLength(3);

    open();
    const { trials: ended } = documentIn(await running.ended);
    await study.getByText('the budget of 6 trials is spent').waitFor();
    await expect.poll(trials).toEqual(ended.map(({ number }) => `${number} completed`));
    expect(await dataOf(study, 'Optimisation history', 'scores')).toEqual(
      ended.map(({ number, score }) => [number, score]),
    );
    await expect.poll(row, patient).toEqual(expect.arrayContaining(['completed', '6 of 6 trials']));
  });

  it('a brush stays, and chooses among new trials too', async () => {
    const { running, open } = gated('brushed');
    const study = await page.open('#/studies/brushed');
    await study.getByRole('table', { name: '4 of 4 trials' }).waitFor();
    await brush(study, 'x', 0.25, 0.75);
    await study.getByRole('table', { name: /^[0-3] of 4 trials/ }).waitFor();
    open();
    const { trials } = documentIn(await running.ended);
    const chosen = trials.filter(({ hyperparameters: { x } }) => Number(x) > 0.25 && Number(x) < 0.75);
    await study.getByText('the budget of 6 trials is spent').waitFor();
    const shown = async () => (await rowsOf(study, /of 6 trials$/)).map(([number]) => Number(number));
    await expect.poll(shown).toEqual(chosen.map(({ number }) => number));
    expect(chosen.some(({ number }) => number > 3)).toBe(true);
    await liftBrush(study, 'x', 0.1);
    await study.getByRole('table', { name: '6 of 6 trials' }).waitFor();
  });

  it('its button stops the study after a question, and says how to go on', async () => {
    const { running, open } = gated('stopped');
    const study = await page.open('#/studies/stopped');
    await study.getByRole('table', { name: '4 of 4 trials' }).waitFor();
    await study.getByRole('button', { name: 'Stop' }).click();
    await study.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await study.getByRole('button', { name: 'Stop' }).click();
    await study.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await study.getByRole('dialog').waitFor({ state: 'hidden' });
    open();
    expect(documentIn(await running.ended)).toMatchObject({ status: 'stopped', spent: { trials: 4 } });

    await study.getByRole('button', { name: 'Resume' }).click();
    await study.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    const refusal = study.getByRole('dialog').getByRole('alert');
    await refusal.getByText(`stepladder resume stopped --store ${store}`).waitFor();
  });
});
