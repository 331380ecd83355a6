import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StepladderError } from '../errors.js';

/** A study that this process runs, until it is released. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that runs a study of a directory store. The lock of a process that is gone is taken
 * over; two runners would waste work, though never spoil records.
 *
 * @param root directory of the store.
 * @throws StudyRunning naming the process that runs it.
 */
export async function lockStudy(root: string, study: string): Promise<Lock> {
  const path = lockPath(root, study);
  await mkdir(dirname(path), { recursive: true });
  while (!(await create(path))) await removeStale(path, study);
  return {
    release: async () => {
      await unlink(path).catch(ignoreMissing);
    },
  };
}

/** The lock appears with its owner in it, never empty. */
async function create(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Of several that find the same stale lock, only one can rename it. */
async function removeStale(path: string, study: string): Promise<void> {
  const owner = Number(await readFile(path, 'utf8').catch(ignoreMissing));
  if (owner && isAlive(owner)) {
    throw new StepladderError(
      'StudyRunning',
      `Study '${study}' is being run by process ${owner}. If that is something else, delete ${path}`,
    );
  }
  const stale = `${path}.${randomUUID()}`;
  await rename(path, stale).catch(ignoreMissing);
  const moved = Number(await readFile(stale, 'utf8').catch(ignoreMissing));
  // Another taker was faster, and this is its lock: it gets it back.
  if (moved && moved !== owner) await link(stale, path).catch(() => undefined);
  await unlink(stale).catch(ignoreMissing);
}

/** Whether some process of this machine runs the study. */
export async function isLocked(root: string, study: string): Promise<boolean> {
  const owner = Number(await readFile(lockPath(root, study), 'utf8').catch(ignoreMissing));
  return owner > 0 && isAlive(owner);
}

/** The studies that processes of this machine run. */
export async function lockedStudies(root: string): Promise<string[]> {
  const names = (await readdir(locksFolder(root)).catch(ignoreMissing)) ?? [];
  const studies = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  const locked = await Promise.all(studies.map((study) => isLocked(root, study)));
  return studies.filter((_, index) => locked[index]);
}

const suffix = '.lock';

function locksFolder(root: string): string {
  return join(root, 'locks');
}

function lockPath(root: string, study: string): string {
  return join(locksFolder(root), `${study}${suffix}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
