import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { start } from '../cli/stepladder.js';
import { argumentsOf, blocksOf, cloudCommands, root } from '../docs/pages.js';
import { deployed } from './deployed.js';

const app = join(root, '.stepladder', 'documented-app', 'app.ts');
mkdirSync(dirname(app), { recursive: true });
writeFileSync(app, blocksOf('docs/deploy.md', 'ts')[0] ?? '');
const cloud = deployed(app);
afterAll(() => rmSync(dirname(app), { recursive: true, force: true }));

describe('the documents, with the stack of docs/deploy.md deployed', () => {
  it.each(cloudCommands)('%s', { timeout: 120_000 }, async (command) => {
    const args = argumentsOf(command).map((each) => (each.startsWith('https://') ? cloud.deployment.url : each));
    const environment = { ...cloud.deployment.ministack.environment, STEPLADDER_CLOUD: cloud.deployment.url };
    const outcome = await start(args, environment).ended;
    expect(outcome, outcome.stderr).toMatchObject({ status: 0 });
  });
});
