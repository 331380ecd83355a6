import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { documentIn, start, temporaryDirectory } from '../cli/stepladder.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((page) => page.endsWith('.md'));
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const blocksOf = (page: string, language: string) =>
  [...textOf(page).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block]) => block as string,
  );
const commands = pages.flatMap((page) => blocksOf(page, 'sh').flatMap((block) => block.trim().split('\n')));
const STEPLADDER_STORE = temporaryDirectory();

describe('the documents', () => {
  const ours = commands.filter((command) => command.startsWith('npx stepladder '));

  it.each(ours)('%s', async (command) => {
    const outcome = await start(command.split(' ').slice(2), { STEPLADDER_STORE }).ended;
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
  });

  it('name no other commands than those that test/examples/mnist.test.ts and this suite are', () => {
    expect(commands.filter((command) => !ours.includes(command))).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
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
      expect.arrayContaining(['dist/cli/main.js', 'dist/shared/index.js', 'dist/cdk/workflow.asl.json', 'README.md']),
    );
    expect(files.filter((path: string) => /^(test|bench|examples|docs)\//.test(path))).toEqual([]);
  });
});
