import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { root } from '../docs/pages.js';

const { version } = JSON.parse(
  readFileSync(join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8'),
);

/** Unpacked once, for as long as the packages stay installed. */
const folder = join(root, 'node_modules', '.cache', `chromium-${version}`);

/** As on AWS Lambda, which has none of the libraries that a browser needs: so the package unpacks its own too. */
const likeLambda = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: folder };

/** Unpacks the browser of the package `@sparticuz/chromium`, unless it is. @returns its path */
export function unpackBrowser(): string {
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, ...likeLambda };
  return execFileSync(process.execPath, [fileURLToPath(new URL('./unpack-chromium.mjs', import.meta.url))], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: unpackBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  });
}
