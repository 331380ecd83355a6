import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../cli/stepladder.js';
import { argumentsOf, blocksOf, cloudCommands, root } from '../docs/pages.js';
import { type Deployment, deploy, deployTimeout } from './deployment.js';

const app = join(root, '.stepladder', 'documented-app', 'app.ts');
let deployment: Deployment;

beforeAll(async () => {
  mkdirSync(dirname(app), { recursive: true });
  const [stack = ''] = blocksOf('docs/deploy.md', 'ts');
  writeFileSync(app, stack);
  deployment = await deploy(app);
}, deployTimeout);
afterAll(async () => {
  rmSync(dirname(app), { recursive: true, force: true });
  await deployment?.stop();
}, 30_000);

describe('the documents, with the stack of docs/deploy.md deployed', () => {
  it.each(cloudCommands)('%s', { timeout: 120_000 }, async (command) => {
    const args = argumentsOf(command).map((each) => (each.startsWith('https://') ? deployment.url : each));
    const environment = { ...deployment.ministack.environment, STEPLADDER_CLOUD: deployment.url };
    const outcome = await start(args, environment).ended;
    expect(outcome, outcome.stderr).toMatchObject({ status: 0 });
  });
});
