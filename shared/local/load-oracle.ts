import { resolve } from 'node:path';
import { findModule, importModule, moduleAt } from '../module-file.js';
import { oracleNamed, oracleNames, registerOracle } from '../oracles/oracles.js';
import type { Definition } from '../study/records.js';
import { type CompiledModule, compileModule } from './compile-module.js';

/** A user's oracle that this process knows by its name, and others can load from the file. */
export interface LoadedOracle extends CompiledModule {
  readonly name: string;
  /** Where the user has it. */
  readonly source: string;
}

/**
 * Loads a user's oracle.
 *
 * @param source file of the oracle module.
 * @throws OracleUnreadable, InvalidOracle
 */
async function loadOracle(source: string): Promise<LoadedOracle> {
  const compiled = await compileModule('oracle', source);
  try {
    const { name } = registerOracle(await importModule('oracle', compiled.file), source);
    return { ...compiled, name, source };
  } catch (error) {
    await compiled.dispose();
    throw error;
  }
}

/**
 * Loads the oracle that a name stands for which may be the path of a user's module.
 *
 * @returns undefined for one of Stepladder's own, which need no loading.
 * @throws UnknownOracle if it is neither; OracleUnreadable, InvalidOracle
 */
export async function ownOracle(nameOrPath: string | undefined): Promise<LoadedOracle | undefined> {
  if (nameOrPath === undefined || oracleNames.includes(nameOrPath)) return undefined;
  const source = moduleAt(nameOrPath);
  if (source !== undefined) return loadOracle(source);
  oracleNamed(nameOrPath);
  return undefined;
}

/**
 * Loads the oracle of a study's user, if it has one.
 *
 * @param root directory of the store.
 * @throws OracleUnreadable, InvalidOracle
 */
export async function oracleOfStudy(
  root: string,
  { oracleModule }: Pick<Definition, 'oracleModule'>,
): Promise<LoadedOracle | undefined> {
  return oracleModule === undefined ? undefined : loadOracle(findModule('oracle', resolve(root, oracleModule)));
}
