import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { documentIn, start, temporaryDirectory } from '../cli/stepladder.js';
import { argumentsOf, blocksOf, cloudCommands, commandsOf, pages, root, textOf } from './pages.js';

const commands = pages.flatMap(commandsOf).filter((command) => !cloudCommands.includes(command));
const STEPLADDER_STORE = temporaryDirectory();

describe('the documents', () => {
  const ours = commands.filter((command) => /^npx stepladder (?!ui\b)/.test(command));

  it.each(ours)('%s', async (command) => {
    const outcome = await start(argumentsOf(command), { STEPLADDER_STORE }).ended;
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  it('name no other commands than those that test/examples/mnist.test.ts, test/cloud, test/cli/ui and this suite are', () => {
    expect(commands.filter((command) => !ours.includes(command))).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
      'npx cdk bootstrap && npx cdk deploy',
      'npx cdk deploy',
      'npx stepladder ui',
    ]);
  });

  it('show tuning modules that work', async () => {
    const folder = join(root, '.stepladder', 'documented');
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(folder, { recursive: true });
    const modules = pages.flatMap((page) => blocksOf(page, 'ts')).filter((block) => block.includes('export default'));
    expect(modules.length).toBeGreaterThan(0);
    for (const [index, module] of modules.entries()) {
      const file = join(folder, `tuning-${index}.ts`);
      writeFileSync(file, module);
      const outcome = await start(['run', file, '--trials', '3', '--epochs', '1', '--json'], { STEPLADDER_STORE })
        .ended;
      expect(documentIn(outcome).trials.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    }
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
        'dist/ui/licenses.txt',
        'README.md',
      ]),
    );
    expect(files.filter((path: string) => /^(test|bench|examples|docs)\//.test(path))).toEqual([]);
  });
});
