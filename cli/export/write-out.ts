import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, StepladderError } from '../../shared/errors.js';

/** Writes a file, and the folders that it lies in. @throws InvalidRequest if that cannot be */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new StepladderError('InvalidRequest', `Cannot write ${path}: ${messageOf(error)}`, { cause: error });
  }
}
