import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const environments = fileURLToPath(new URL('../.venv/', import.meta.url));

/**
 * Makes a Python environment with the machine's python3 unless it is there.
 *
 * @param name of its folder in `.venv/`; it must tell the versions that `requirements` name
 * @param requirements as pip takes them
 * @returns the Python that has them
 * @throws Error if there is no Python of version 3.10 or newer, or the registry can't be reached
 */
export async function installEnvironment(name: string, requirements: readonly string[]): Promise<string> {
  const home = join(environments, name);
  if (!existsSync(home)) {
    mkdirSync(environments, { recursive: true });
    // Whole or not at all, without a lock: two that install at once both succeed, and one of them throws its copy away.
    const draft = mkdtempSync(join(environments, 'draft-'));
    try {
      await run('python3', ['-m', 'venv', draft]);
      await run(pythonIn(draft), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
      nameUnlessTaken(draft, home);
    } catch (error) {
      throw new Error(
        `cannot install ${requirements.join(', ')}: it takes python3, 3.10 or newer, with the module venv, and a package registry`,
        { cause: error },
      );
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return pythonIn(home);
}

/** An environment may be renamed as long as its Python is started by its path, and none of its scripts. */
const pythonIn = (environment: string) => join(environment, 'bin', 'python');

function nameUnlessTaken(draft: string, home: string): void {
  try {
    renameSync(draft, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}
