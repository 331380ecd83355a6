import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All files of a directory, with their bytes. */
export function filesOf(directory: string): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(directory, path)).isFile()).sort();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(directory, path), 'latin1')]));
}
