import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((page) => page.endsWith('.md'));

export const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** The code blocks of a page in a language. */
export const blocksOf = (page: string, language: string) =>
  [...textOf(page).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block]) => block as string,
  );

/** The commands of a page, a line each. */
export const commandsOf = (page: string) => blocksOf(page, 'sh').flatMap((block) => block.trim().split('\n'));

/** The arguments of `npx stepladder …`, as a shell would take them. */
export const argumentsOf = (command: string) =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? (plain as string)).slice(2);

/** The commands that need a deployment, which test/cloud/docs.test.ts runs: with `--cloud`, or on this page. */
export const cloudCommands = pages.flatMap((page) =>
  commandsOf(page).filter(
    (command) => command.startsWith('npx stepladder ') && (page === 'docs/deploy.md' || command.includes(' --cloud ')),
  ),
);
