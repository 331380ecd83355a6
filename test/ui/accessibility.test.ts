import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sectionLink, sections } from '../../ui/routing.js';
import { stepladder, temporaryDirectory } from '../cli/stepladder.js';
import { PageUnderTest } from './served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store, ['test/fixtures/board.ts']);

beforeAll(async () => {
  const flags = ['--trials', '12', '--seed', '1', '--slots', '1', '--store', store];
  await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', '--tag', 'baseline', ...flags);
  await stepladder('run', 'test/fixtures/parabola.ts', '--study', 'other', ...flags);
  await stepladder('run', 'test/fixtures/trade-off.ts', '--study', 'trade-off', ...flags);
}, 60_000);

/** Pages, and what is there once they are. */
const views = [
  ['studies', '', 'link', 'board'],
  ['a study', '#/studies/board', 'link', '0'],
  ...sections
    .slice(1)
    .map((section) => [`the section ${section}`, sectionLink('trade-off', section), 'link', 'Overview'] as const),
  ['a comparison', '#/compare/board,other', 'link', 'board'],
  ['a trial', '#/studies/board/trials/0', 'link', 'board'],
  ['a start', '#/start', 'button', 'Start'],
  ['a budget', '#/studies/board/resume', 'button', 'Resume'],
  ['a configuration to enqueue', '#/studies/board/enqueue/like/1', 'button', 'Enqueue'],
  ['schedules', '#/schedules', 'heading', 'Schedules'],
] as const;
const phone = { width: 360, height: 700 };

async function graveFaults(window: Page) {
  const { violations } = await window.evaluate<axe.AxeResults>(`${axe.source}; axe.run()`);
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

describe.each(views)('the page of %s', (_, hash, role, name) => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core calls serious or critical, when it is %s',
    async (colorScheme) => {
      const window = await page.open(hash, { colorScheme });
      await window.getByRole(role, { name, exact: true }).waitFor();
      for (const more of await window.getByText('More settings').all()) await more.click();
      expect(await graveFaults(window)).toEqual([]);
    },
  );

  it('fits a phone: only tables scroll sideways', async () => {
    const window = await page.open(hash, { viewport: phone });
    await window.getByRole(role, { name, exact: true }).waitFor();
    for (const more of await window.getByText('More settings').all()) await more.click();
    expect(await window.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  });
});

it('a dialog that wants a name has no such fault either, and gives the focus back', async () => {
  const window = await page.open('#/studies/board');
  const button = window.getByRole('button', { name: 'Delete' });
  await button.press('Enter');
  await window.getByRole('dialog').getByRole('textbox').waitFor();
  expect(await graveFaults(window)).toEqual([]);
  await window.keyboard.press('Escape');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});
