import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { documentIn, start, temporaryDirectory } from '../cli/stepladder.js';
import { argumentsOf, blocksOf, cloudCommands, commandsOf, pages, root, textOf } from './pages.js';

const all = new Set(pages.flatMap(commandsOf));
const commands = [...all].filter((command) => !cloudCommands.includes(command));
const STEPLADDER_STORE = temporaryDirectory();
const tsBlocks = pages.flatMap((page) => blocksOf(page, 'ts'));
const tsx = join(root, 'node_modules', '.bin', 'tsx');

/** In the checkout, so that what is written there can import its packages. */
const temporary = join(root, '.stepladder', 'documented');
mkdirSync(temporary, { recursive: true });
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('the documents', () => {
  const ours = commands.filter((command) => /^npx stepladder (?!ui\b)/.test(command));

  it.each(ours)('%s', async (command) => {
    const outcome = await start(argumentsOf(command), { STEPLADDER_STORE }).ended;
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  it('name no other commands than those that test/examples/mnist.test.ts, test/cloud, test/cli/ui and this suite are', () => {
    expect(commands.filter((command) => !ours.includes(command)).sort()).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
      'npx cdk bootstrap && npx cdk deploy',
      'npx cdk deploy',
      'npx stepladder ui',
    ]);
  });

  it('show tuning modules that work', { timeout: 180_000 }, async () => {
    const modules = tsBlocks.filter((block) => /export default define/.test(block));
    expect(modules.length).toBeGreaterThan(0);
    for (const [index, module] of modules.entries()) {
      const file = join(temporary, `tuning-${index}.ts`);
      writeFileSync(file, module);
      const outcome = await start(['run', file, '--trials', '3', '--epochs', '1', '--slots', '1', '--json'], {
        STEPLADDER_STORE,
      }).ended;
      expect(documentIn(outcome).trials.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    }
  });

  it('show an oracle that works', async () => {
    const oracles = tsBlocks.filter((block) => block.includes('extends Oracle'));
    expect(oracles).toHaveLength(1);
    const file = join(temporary, 'hill-climbing.ts');
    writeFileSync(file, oracles[0] as string);
    const flags = ['--oracle', file, '--trials', '12', '--seed', '1', '--json'];
    const outcome = await start(['run', 'test/fixtures/parabola.ts', ...flags], { STEPLADDER_STORE }).ended;
    expect(documentIn(outcome)).toMatchObject({ status: 'completed', oracle: 'hill-climbing', spent: { trials: 12 } });
  });

  it('show programs that work', () => {
    const programs = tsBlocks.filter((block) => block.includes("from 'stepladder/tuner'"));
    expect(programs).toHaveLength(1);
    const file = join(temporary, 'program.ts');
    writeFileSync(file, programs[0] as string);
    const environment = { ...process.env, STEPLADDER_STORE };
    const printed = execFileSync(tsx, [file], { cwd: root, env: environment, encoding: 'utf8' });
    expect(printed).toContain('Study squares: 5 trials, the best 5');
  });

  it('give the costs that bench:cost works out', () => {
    const printed = execFileSync('npm', ['run', '--silent', 'bench:cost'], { cwd: root, encoding: 'utf8' });
    const rows = (text: string) => text.split('\n').filter((line) => /^\| .* \d+\.\d\d \|$/.test(line));
    expect(rows(printed).length).toBeGreaterThan(0);
    expect(rows(textOf('docs/cost.md'))).toEqual(rows(printed));
    const [, all = ''] = /\*\*all\*\* \| (\S+)/.exec(printed) ?? [];
    expect(textOf('README.md')).toContain(`1,000 trials of a minute each cost $${all} `);
  });

  it('list every npm script, and none that does not exist', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const listed = [...textOf('CONTRIBUTING.md').matchAll(/^\| `npm (?:run )?([\w:]+)` \|/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys(scripts).sort());
  });

  it.each(pages)('link to files that exist: %s', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link as string);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

describe('the package', () => {
  it('holds what it needs and nothing that it does not', () => {
    const packed = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
    );
    const files = packed[0].files.map(({ path }: { path: string }) => path);
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/cli/main.js',
        'dist/shared/index.js',
        'dist/cdk/workflow.asl.json',
        'dist/ui/main.js',
        'dist/ui/export/draw.js',
        'dist/ui/export/report.html',
        'dist/ui/licenses.txt',
        'README.md',
      ]),
    );
    expect(files.filter((path: string) => /^(test|bench|examples|docs)\//.test(path))).toEqual([]);
  });
});
