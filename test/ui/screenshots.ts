import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { localApi } from '../../cli/ui/local-api.js';
import { LocalRunner } from '../../cli/ui/local-runner.js';
import { localTunings } from '../../cli/ui/local-tunings.js';
import { servePage } from '../../cli/ui/serve.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { root } from '../docs/pages.js';
import { launchBrowser } from './browser.js';
import { builtPage, builtRun } from './built.js';

/** Makes the pictures of docs/ui.md, of studies that it runs. */
const store = mkdtempSync(join(tmpdir(), 'stepladder-'));

function run(tuning: string, study: string, ...flags: string[]): void {
  const args = ['dist/cli/main.js', 'run', tuning, '--study', study, '--store', store, ...flags];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Takes a picture of the page between two heights, in pixels. */
async function picture(page: Page, name: string, from = 0, to = Number.POSITIVE_INFINITY): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: from, width, height: Math.min(to, height) - from };
  await page.screenshot({ path: join(root, 'docs', `ui-${name}.png`), fullPage: true, clip });
}

const width = 1000;

run('examples/mnist', 'digits', '--seed', '7', '--trials', '16');
run('examples/svc-grid', 'grid');
run('test/fixtures/trade-off.ts', 'trade-off', '--trials', '20', '--seed', '1');
for (const oracle of ['random', 'tpe', 'bayesian'])
  run('examples/svc-grid', oracle, '--oracle', oracle, '--trials', '24', '--seed', '3', '--slots', '1');
const directory = new DirectoryStore(store);
const runner = new LocalRunner(directory, builtRun, console.error);
const tunings = localTunings(['examples/mnist', 'examples/svc-grid'], store);
const api = localApi({ store: directory, runner, tunings, logError: console.error });
const served = await servePage({ api, folder: builtPage, port: 0 });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width, height: 330 }, colorScheme: 'light' });
await page.goto(served.url);
await page
  .getByRole('img', { name: /^best so far/ })
  .nth(2)
  .waitFor();
await picture(page, 'studies');
await page.getByRole('link', { name: 'digits' }).click();
await page.getByRole('table', { name: /trials$/ }).waitFor();
const middle = (await page.getByRole('heading', { name: 'Learning curves' }).boundingBox())?.y;
await picture(page, 'study', 0, middle);
await picture(page, 'trials', middle);
for (const [study, section, title] of [
  ['digits', 'importance', 'Importance'],
  ['digits', 'slices', 'network'],
  ['digits', 'contour', 'Contour'],
  ['digits', 'timeline', 'Timeline'],
  ['digits', 'cost', 'Spent over time'],
  ['trade-off', 'front', 'Pareto front'],
] as const) {
  await page.goto(`${served.url}#/studies/${study}/${section}`);
  const heading = page.getByRole('heading', { name: title, exact: true });
  await page.locator('canvas').first().waitFor();
  await picture(page, section, (await heading.boundingBox())?.y);
}
await page.goto(`${served.url}#/studies/digits/space`);
await picture(page, 'space', (await page.getByRole('table').boundingBox())?.y);
await page.goto(`${served.url}#/start`);
await page.getByRole('button', { name: 'Start' }).waitFor();
await picture(page, 'start', 0, 900);
await page.goto(`${served.url}#/studies/digits/resume`);
await page.getByRole('button', { name: 'Resume' }).waitFor();
await picture(page, 'budget', 0, 900);
await page.goto(`${served.url}#/studies/digits`);
await page.getByRole('link', { name: '8', exact: true }).click();
await page.getByRole('table', { name: 'Legs' }).waitFor();
await picture(page, 'trial');
await page.getByRole('link', { name: 'Change and enqueue' }).click();
await page.getByRole('button', { name: 'Enqueue' }).waitFor();
await picture(page, 'enqueue');
await page.goto(`${served.url}#/compare/random,tpe,bayesian`);
await page.getByRole('table', { name: '3 studies' }).waitFor();
await picture(page, 'compare');
await browser.close();
await served.close();
rmSync(store, { recursive: true });
