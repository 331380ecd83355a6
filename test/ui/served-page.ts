import type { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { localApi } from '../../cli/ui/local-api.js';
import { LocalRunner } from '../../cli/ui/local-runner.js';
import { localTunings } from '../../cli/ui/local-tunings.js';
import { type ServedPage, servePage } from '../../cli/ui/serve.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { launchBrowser } from './browser.js';
import { builtPage, builtRun } from './built.js';

/** The built page, served for a test's file, and a browser to look at it. */
export class PageUnderTest {
  /** What the browser complained of: errors of the page, and what its policy forbade. */
  readonly complaints: string[] = [];
  #served: ServedPage | undefined;
  #browser: Browser | undefined;

  /** Serves from before the file's first test until after its last. */
  static of(api: () => Hono | Promise<Hono>): PageUnderTest {
    const page = new PageUnderTest();
    beforeAll(async () => {
      page.#served = await servePage({ api: await api(), folder: builtPage, port: 0 });
      page.#browser = await launchBrowser();
    }, 60_000);
    afterAll(async () => {
      await page.#browser?.close();
      await page.#served?.close();
    });
    return page;
  }

  /** The page on a directory of studies. @param modules that it offers to start */
  static ofStore(directory: string, modules: readonly string[] = []): PageUnderTest {
    const store = new DirectoryStore(directory);
    const runner = new LocalRunner(store, builtRun, () => undefined);
    afterAll(() => runner.stop());
    const logError = (error: unknown) => {
      throw error;
    };
    return PageUnderTest.of(() => localApi({ store, runner, tunings: localTunings(modules, directory), logError }));
  }

  /** Opens an address of the page, in a window of its own. @param hash `#/studies/s` */
  open(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    return this.openAt((this.#served as ServedPage).url + hash, options);
  }

  /** Opens an address of any page, in a window of its own. */
  async openAt(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await (this.#browser as Browser).newContext(options);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error.stack)));
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    await page.goto(url);
    return page;
  }
}

/** A series as a plot has it. */
interface Series {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: each plot has data of its own
  readonly data: any[];
  // biome-ignore lint/suspicious/noExplicitAny: what ECharts makes of an option is not typed
  readonly [setting: string]: any;
}

interface PlotOption {
  readonly series: Series[];
  // biome-ignore lint/suspicious/noExplicitAny: what ECharts makes of an option is not typed
  readonly [component: string]: any;
}

/** What ECharts draws in the plot of this title. */
export async function plotOf(page: Page, title: string): Promise<PlotOption> {
  await page.locator(`[role=img][aria-label^="${title}"] canvas`).first().waitFor();
  return page.evaluate(`Promise.resolve(globalThis.getInstanceByDom ? globalThis : import('/main.js')).then(({ getInstanceByDom }) => {
    const plot = document.querySelector('[role=img][aria-label^="${title}"]');
    return JSON.parse(JSON.stringify(getInstanceByDom(plot).getOption()));
  })`);
}

/** The data of a plot's series. */
export async function dataOf(page: Page, title: string, series: string): Promise<Series['data']> {
  return (await plotOf(page, title)).series.find(({ id }) => id === series)?.data ?? [];
}

/** The texts of a table's rows, cell by cell. @param caption how it begins */
export async function rowsOf(page: Page, caption: RegExp): Promise<string[][]> {
  const table = page.getByRole('table', { name: caption });
  await table.waitFor();
  const rows = table.locator('tbody tr:not(.gap)');
  return rows.evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}
