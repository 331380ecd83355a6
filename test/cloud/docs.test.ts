import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../cli/stepladder.js';
import { argumentsOf, blocksOf, commandsOf, root } from '../docs/pages.js';
import { type Deployment, deploy, deployTimeout } from './deployment.js';

const page = 'docs/deploy.md';
const commands = commandsOf(page).filter((command) => command.startsWith('npx stepladder '));
const app = join(root, '.stepladder', 'documented-app', 'app.ts');
let deployment: Deployment;

beforeAll(async () => {
  mkdirSync(dirname(app), { recursive: true });
  const [stack = ''] = blocksOf(page, 'ts');
  writeFileSync(app, stack);
  deployment = await deploy(app);
}, deployTimeout);
afterAll(async () => {
  rmSync(dirname(app), { recursive: true, force: true });
  await deployment?.stop();
}, 30_000);

describe('docs/deploy.md, its stack deployed', () => {
  it.each(commands)('%s', { timeout: 120_000 }, async (command) => {
    const environment = { ...deployment.ministack.environment, STEPLADDER_CLOUD: deployment.url };
    const outcome = await start(argumentsOf(command), environment).ended;
    expect(outcome, outcome.stderr).toMatchObject({ status: 0 });
  });

  it('names no other commands than those that the other tests of deployments are', () => {
    expect(commandsOf(page).filter((command) => !commands.includes(command))).toEqual(['npx cdk deploy']);
  });
});
