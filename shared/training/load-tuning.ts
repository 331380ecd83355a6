import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, StepladderError } from '../errors.js';
import { faultOf, type Tuning } from './tuning.js';

const extensions = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Finds the file of a tuning module: the path as it is, with an extension, or the `index` of a folder.
 *
 * @throws TuningUnreadable
 */
export function findTuning(path: string): string {
  const full = resolve(path);
  const candidates = [full, ...extensions.map((extension) => full + extension)];
  const indexes = extensions.map((extension) => join(full, `index${extension}`));
  const file = [...candidates, ...indexes].find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (file !== undefined) return file;
  throw new StepladderError(
    'TuningUnreadable',
    `There is no tuning module at ${path} (nor ${path}.ts, nor ${path}/index.ts)`,
  );
}

/** What a tuning is called whose module doesn't name it: `examples/mnist/index.ts` is `mnist`. */
export function tuningNameOf(file: string): string {
  const name = basename(file, extname(file));
  return name === 'index' ? basename(dirname(file)) : name;
}

/**
 * Loads a tuning module.
 *
 * @param file path of something that Node.js can import.
 * @throws TuningUnreadable if it cannot be imported, InvalidTuning if its default export is no tuning.
 */
export async function loadTuning(file: string): Promise<Tuning> {
  return checkedTuning((await importModule(file)).default, file);
}

/** @throws InvalidTuning if it is no tuning. */
export function checkedTuning(tuning: unknown, from: string): Tuning {
  const fault = tuning === undefined ? 'has no default export' : faultOf(tuning);
  if (fault === undefined) return tuning as Tuning;
  throw new StepladderError('InvalidTuning', `The tuning of ${from} ${fault}`);
}

async function importModule(file: string): Promise<{ default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof StepladderError) throw error;
    throw new StepladderError('TuningUnreadable', `The tuning module ${file} cannot be loaded: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
