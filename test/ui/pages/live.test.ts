import { describe, expect, it } from 'vitest';
import { documentIn, temporaryDirectory } from '../../cli/stepladder.js';
import { brush, liftBrush } from '../brush.js';
import { gated } from '../gated.js';
import { dataOf, PageUnderTest, rowsOf } from '../served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);
const patient = { timeout: 20_000 };

/** Those that the page begins wait for no gate. */
process.env.GATE = store;

describe('while a study runs, without being loaded anew', () => {
  it('the page shows trials as they begin and end', async () => {
    const { running, open } = gated(store, 'live', 'gate', 6);
    const studies = await page.open('');
    const row = async () => (await rowsOf(studies, /of \d+ studies$/)).find(([study]) => study === 'live');
    await expect.poll(row, patient).toEqual(expect.arrayContaining(['running', '4 of 6 trials']));
    const study = await page.open('#/studies/live');
    const trials = async () => (await rowsOf(study, /of \d+ trials$/)).map(([number, status]) => `${number} ${status}`);
    await expect.poll(trials, patient).toEqual(['0 completed', '1 completed', '2 completed', '3 running']);
    expect(await dataOf(study, 'Optimisation history', 'scores')).toHaveLength(3);

    const asked: string[] = [];
    study.on('request', (request) => asked.push(decodeURIComponent(new URL(request.url()).search)));
    open();
    const { trials: ended } = documentIn(await running.ended);
    await study.getByText('the budget of 6 trials is spent').waitFor();
    await expect.poll(trials).toEqual(ended.map(({ number }) => `${number} completed`));
    expect(await dataOf(study, 'Optimisation history', 'scores')).toEqual(
      ended.map(({ number, score }) => [number, score]),
    );
    await expect.poll(row, patient).toEqual(expect.arrayContaining(['completed', '6 of 6 trials']));
    // Of the log it asked for the records from leg 3 on, which was the oldest to run, and for the trials that those are about.
    expect(asked.filter((query) => query.includes('after=legs/00000')).length).toBeGreaterThan(0);
    expect(asked.filter((query) => !/^($|\?after=legs\/00000[3-6]|\?limit=[1-3]&after=[234]$)/.test(query))).toEqual(
      [],
    );
  });

  it('the page draws the curve of a trial as far as it is', async () => {
    const { running, open } = gated(store, 'curves', 'gated-epochs', 2);
    const study = await page.open('#/studies/curves');
    const points = async () => {
      const drawn = await dataOf(study, 'Learning curves', 'all');
      return drawn.filter(([epoch]) => epoch !== '-').map(([epoch, , trial]) => `trial ${trial} epoch ${epoch}`);
    };
    const first = ['trial 0 epoch 1', 'trial 0 epoch 2', 'trial 0 epoch 3', 'trial 1 epoch 1'];
    await expect.poll(points, patient).toEqual(first);
    open();
    await running.ended;
    await expect.poll(points, patient).toEqual([...first, 'trial 1 epoch 2', 'trial 1 epoch 3']);
  });

  it('a brush stays, and chooses among new trials too', async () => {
    const { running, open } = gated(store, 'brushed', 'gate', 6);
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

  it('its buttons stop the study after a question, and go on with it', async () => {
    const { running, open } = gated(store, 'stopped', 'gate', 6);
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
    await study.getByText('the budget of 6 trials is spent').waitFor(patient);
  });
});
