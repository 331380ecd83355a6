import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sectionLink, sections } from '../../ui/routing.js';
import { stepladder, temporaryDirectory } from '../cli/stepladder.js';
import { PageUnderTest } from './served-page.js';

const store = temporaryDirectory();
const page = PageUnderTest.ofStore(store);

beforeAll(async () => {
  const flags = ['--trials', '12', '--seed', '1', '--slots', '1', '--store', store];
  await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags);
  await stepladder('run', 'test/fixtures/trade-off.ts', '--study', 'trade-off', ...flags);
}, 60_000);

const views = [
  ['studies', '', 'board'],
  ['a study', '#/studies/board', '0'],
  ...sections
    .slice(1)
    .map((section) => [`the section ${section}`, sectionLink('trade-off', section), 'Overview'] as const),
  ['a trial', '#/studies/board/trials/0', 'board'],
] as const;
const phone = { width: 360, height: 700 };

describe.each(views)('the page of %s', (_, hash, link) => {
  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core calls serious or critical, when it is %s',
    async (colorScheme) => {
      const window = await page.open(hash, { colorScheme });
      await window.getByRole('link', { name: link, exact: true }).waitFor();
      const { violations } = await window.evaluate<axe.AxeResults>(`${axe.source}; axe.run()`);
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );

  it('fits a phone: only tables scroll sideways', async () => {
    const window = await page.open(hash, { viewport: phone });
    await window.getByRole('link', { name: link, exact: true }).waitFor();
    expect(await window.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  });
});
