import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { localApi } from '../../cli/ui/local-api.js';
import { servePage } from '../../cli/ui/serve.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { root } from '../docs/pages.js';
import { launchBrowser } from './browser.js';

/** Makes the pictures of docs/ui.md, of studies that it runs. */
const store = mkdtempSync(join(tmpdir(), 'stepladder-'));

function run(tuning: string, study: string, ...flags: string[]): void {
  const args = ['dist/cli/main.js', 'run', tuning, '--study', study, '--store', store, ...flags];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The pictures: where, and what is waited for. */
const views = [
  ['studies', '', (page: Page) => page.getByRole('img', { name: /^best so far/ }).nth(2)],
  ['study', '#/studies/digits', (page: Page) => page.getByRole('table', { name: /trials$/ })],
  ['trial', '#/studies/digits/trials/1', (page: Page) => page.getByRole('table', { name: 'Legs' })],
] as const;

run('examples/mnist', 'digits', '--seed', '7', '--trials', '16');
run('examples/svc-grid', 'grid');
run('test/fixtures/trade-off.ts', 'trade-off', '--trials', '20', '--seed', '1');
const folder = pathToFileURL(join(root, 'dist', 'ui', '/'));
const served = await servePage({ api: localApi(new DirectoryStore(store), console.error), folder, port: 0 });
const browser = await launchBrowser();
for (const [name, hash, awaited] of views) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 400 }, colorScheme: 'light' });
  await page.goto(served.url + hash);
  await awaited(page).waitFor();
  await page.screenshot({ path: join(root, 'docs', `ui-${name}.png`), fullPage: true });
}
await browser.close();
await served.close();
rmSync(store, { recursive: true });
