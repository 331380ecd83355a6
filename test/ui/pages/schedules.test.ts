import { expect, it } from 'vitest';
import { TestApi } from '../../shared/api/test-api.js';
import { PageUnderTest, rowsOf } from '../served-page.js';

const api = new TestApi();
const page = PageUnderTest.of(() => api.app as never);

it('schedules are created by a form, paused, resumed and deleted', async () => {
  const window = await page.open('#/schedules');
  await window.getByText('There are no schedules.').waitFor();
  await window.getByLabel('schedule (required)').fill('nightly');
  await window.getByLabel('tuning (required)').selectOption('sum');
  const when = window.getByLabel('expression (required)');
  await when.fill('every night');
  await window.getByRole('button', { name: 'Create' }).click();
  expect(await when.evaluate((field: HTMLInputElement) => field.validity.patternMismatch)).toBe(true);
  await when.fill('cron(0 2 * * ? *)');
  await window.getByRole('button', { name: 'Create' }).click();
  const row = async () => (await rowsOf(window, /^1 schedule$/))[0]?.slice(0, 6);
  await expect.poll(row).toEqual(['nightly', 'enabled', 'cron(0 2 * * ? *)', 'UTC', 'skip', 'sum']);

  for (const [name, state] of [
    ['Pause', 'paused'],
    ['Resume', 'enabled'],
  ] as const) {
    await window.getByRole('button', { name: `${name} nightly` }).click();
    await window.getByRole('dialog').getByRole('button', { name }).click();
    await expect.poll(async () => (await row())?.[1]).toBe(state);
  }
  await window.getByRole('button', { name: 'Delete nightly' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await window.getByText('There are no schedules.').waitFor();
  expect(page.complaints).toEqual([]);
});
