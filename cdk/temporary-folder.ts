import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A folder that is gone with this process: CDK copies what it needs of it. */
export function temporaryFolder(): string {
  if (folders.length === 0) process.on('exit', () => folders.forEach(remove));
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-cdk-'));
  folders.push(folder);
  return folder;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
