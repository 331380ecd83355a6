/**
 * Measures the page on a directory with studies of 10,000 trials, in headless Chromium: until each view is painted first,
 * until it has its plots and rows, and until a frame shows what was sorted, scrolled or filtered. Each window begins with an
 * empty cache. Every round has a server of its own, whose first opening is reported apart: it reads the study from cold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../test/ui/browser.js';
import { optionsOrExit } from '../shared/arguments.js';
import { median } from '../shared/statistics.js';
import { describeMachine, formatMilliseconds, tableOf } from '../shared/table.js';
import { parseOptions, usage } from './options.js';
import { startServer } from './server.js';
import { putStudies } from './studies.js';
import { overview, type View, views } from './views.js';

/** What was measured under a name, again and again. */
type Measured = Map<string, number[][]>;

const { openings } = optionsOrExit(parseOptions, usage);

function note(measured: Measured, name: string, ...numbers: number[]): void {
  measured.set(name, [...(measured.get(name) ?? []), numbers]);
}

/** What `watch.js` measures of a window that opens. */
interface Opening {
  readonly paint: number;
  readonly whole: number;
  readonly bytes: number;
}

/** Opens a view in a window of its own, measures it, and looks at it. */
async function openView(
  browser: Browser,
  url: string,
  view: View,
  look: (opening: Opening, page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: 'bench/page/watch.js' });
    await page.goto(url + view.hash, { waitUntil: 'commit' });
    await look(await page.evaluate(`watch.opening(${JSON.stringify(view)})`), page);
  } finally {
    await context.close();
  }
}

async function measureRound(browser: Browser, directory: string, opened: Measured, done: Measured): Promise<void> {
  const server = await startServer(directory);
  try {
    for (const view of [{ ...overview, name: 'overview, server just started' }, ...views]) {
      await openView(browser, server.url, view, async ({ paint, whole, bytes }, page) => {
        note(opened, view.name, paint, whole, bytes / 1e6);
        if (view === overview) await measureChanges(page, done);
      });
    }
  } finally {
    await server.stop();
  }
}

async function measureChanges(page: Page, done: Measured): Promise<void> {
  note(done, 'sort by the score', await page.evaluate('watch.sort()'));
  note(done, 'scroll to the middle', await page.evaluate('watch.scroll()'));
  const { rows, plots } = await page.evaluate<{ rows: number; plots: number }>('watch.filter()');
  note(done, 'filter the best percent: rows', rows);
  note(done, 'filter the best percent: plots', plots);
}

/** The medians of what was measured, a row each. */
function rowsOf(measured: Measured, formats: readonly ((value: number) => string)[]): string[][] {
  return [...measured].map(([name, numbers]) => [
    name,
    ...formats.map((format, column) => format(median(numbers.map((each) => each[column] as number)))),
  ]);
}

const directory = mkdtempSync(join(tmpdir(), 'stepladder-bench-'));
try {
  await putStudies(directory);
  const browser = await launchBrowser();
  const [opened, done]: [Measured, Measured] = [new Map(), new Map()];
  try {
    for (let round = 0; round < openings; round++) await measureRound(browser, directory, opened, done);
    console.log(`${describeMachine()}, Chromium ${browser.version()}; medians of ${openings}, milliseconds\n`);
  } finally {
    await browser.close();
  }
  const formats = [formatMilliseconds, formatMilliseconds, (megabytes: number) => megabytes.toFixed(2)];
  console.log(tableOf(['opened', 'first paint', 'whole', 'MB'], rowsOf(opened, formats)));
  console.log(`\n${tableOf(['in the overview', 'painted'], rowsOf(done, [formatMilliseconds]))}`);
} finally {
  rmSync(directory, { recursive: true });
}
