import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONOutput } from 'typedoc';
import { expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors.js';
import { temporaryDirectory } from '../cli/stepladder.js';
import { root, textOf } from './pages.js';

/** TypeDoc compiles the whole package; on a busy machine that takes a while. */
const patience = 180_000;

/** What `npm run docs` with further options prints, and how it ends. */
async function docs(...options: string[]): Promise<{ output: string; status: number | null }> {
  const running = spawn('npm', ['run', '--silent', 'docs', '--', ...options], { cwd: root });
  const status = new Promise<number | null>((resolve) => running.once('close', resolve));
  const [printed, complaints] = await Promise.all([text(running.stdout), text(running.stderr)]);
  return { output: printed + complaints, status: await status };
}

/** What is documented, and what is in it, at any depth. */
function* reflectionsIn(reflection: JSONOutput.DeclarationReflection): Generator<JSONOutput.SomeReflection> {
  yield reflection;
  yield* reflection.signatures ?? [];
  for (const child of reflection.children ?? []) yield* reflectionsIn(child as JSONOutput.DeclarationReflection);
}

it(
  'the reference has a page for each entry point of the package, nothing undocumented, and errors that there are',
  async () => {
    const folder = temporaryDirectory();
    const json = join(folder, 'reference.json');

    const { output, status } = await docs('--html', folder, '--json', json);

    expect(output).not.toMatch(/warning|error/);
    expect(status).toBe(0);
    const entryPoints = Object.keys(JSON.parse(textOf('package.json')).exports);
    const names = entryPoints.map((entryPoint) => join('stepladder', entryPoint));
    const project: JSONOutput.ProjectReflection = JSON.parse(readFileSync(json, 'utf8'));
    expect(project.children?.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(names.filter((name) => !existsSync(join(folder, 'modules', `${name.replace('/', '_')}.html`)))).toEqual([]);
    const thrown = (project.children ?? [])
      .flatMap((module) => [...reflectionsIn(module as JSONOutput.DeclarationReflection)])
      .flatMap(({ comment }) => comment?.blockTags?.filter(({ tag }) => tag === '@throws') ?? [])
      .map(({ content }) => /\w+/.exec(content.map((part) => part.text).join(''))?.[0] as string);
    expect(thrown).toContain('InvalidTuning');
    expect(thrown.filter((code) => code !== 'Error' && !Object.hasOwn(errorCodes, code))).toEqual([]);
  },
  patience,
);

it(
  'a public symbol without documentation, and a type that is not exported, are errors',
  async () => {
    const folder = temporaryDirectory();
    const [entry, tsconfig, options] = ['index.ts', 'tsconfig.json', 'typedoc.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'undocumented', version: '1.0.0' }));
    writeFileSync(entry, 'interface Hidden { a: number }\nexport interface Shown { hidden: Hidden }\n');
    writeFileSync(tsconfig, JSON.stringify({ compilerOptions: { types: [] }, files: [entry] }));
    writeFileSync(options, JSON.stringify({ extends: [join(root, 'typedoc.json')], tsconfig, entryPoints: [entry] }));

    const { output, status } = await docs('--options', options, '--emit', 'none');

    expect(output).toContain('Shown (Interface), defined in');
    expect(output).toContain('does not have any documentation');
    expect(output).toContain('Hidden, defined in');
    expect(status).not.toBe(0);
  },
  patience,
);
