import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, StepladderError } from './errors.js';

/** What a module of the user's is for. */
export type ModuleKind = 'tuning' | 'oracle';

const unreadable = { tuning: 'TuningUnreadable', oracle: 'OracleUnreadable' } as const;

const extensions = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Finds the file of a user's module: the path as it is, with an extension, or the `index` of a folder.
 *
 * @throws TuningUnreadable, OracleUnreadable
 */
export function findModule(kind: ModuleKind, path: string): string {
  const file = moduleAt(path);
  if (file !== undefined) return file;
  throw new StepladderError(
    unreadable[kind],
    `There is no ${kind} module at ${path} (nor ${path}.ts, nor ${path}/index.ts)`,
  );
}

/** The file of a module, if there is one at the path. */
export function moduleAt(path: string): string | undefined {
  const full = resolve(path);
  const candidates = [full, ...extensions.map((extension) => full + extension)];
  const indexes = extensions.map((extension) => join(full, `index${extension}`));
  return [...candidates, ...indexes].find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

/** What something is called whose module doesn't name it: `examples/mnist/index.ts` is `mnist`. */
export function moduleNameOf(file: string): string {
  const name = basename(file, extname(file));
  return name === 'index' ? basename(dirname(file)) : name;
}

/**
 * Imports a user's module.
 *
 * @param file path of something that Node.js can import.
 * @returns its default export.
 * @throws TuningUnreadable, OracleUnreadable
 */
export async function importModule(kind: ModuleKind, file: string): Promise<unknown> {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    if (error instanceof StepladderError) throw error;
    throw moduleFault(kind, file, messageOf(error), error);
  }
}

/** A module that cannot be loaded, and why. */
export function moduleFault(kind: ModuleKind, file: string, why: string, cause: unknown): StepladderError {
  return new StepladderError(unreadable[kind], `The ${kind} module ${file} cannot be loaded: ${why}`, { cause });
}
