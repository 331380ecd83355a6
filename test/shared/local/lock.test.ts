import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLocked, lockStudy } from '../../../shared/local/lock.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stepladder-lock-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function leaveLockOf(pid: number): void {
  mkdirSync(join(root, 'locks'));
  writeFileSync(join(root, 'locks', 's.lock'), String(pid));
}

describe('the lock of a study', () => {
  it('has one owner until it is released, and leaves nothing behind', async () => {
    const lock = await lockStudy(root, 's');
    await expect(lockStudy(root, 's')).rejects.toThrow(`Study 's' is being run by process ${process.pid}`);
    expect(await isLocked(root, 's')).toBe(true);
    await lock.release();
    expect(await isLocked(root, 's')).toBe(false);
    expect(readdirSync(join(root, 'locks'))).toEqual([]);
  });

  it('is taken over from a process that is gone', async () => {
    leaveLockOf(spawnSync(process.execPath, ['-e', '']).pid);
    expect(await isLocked(root, 's')).toBe(false);
    await lockStudy(root, 's');
    expect(await isLocked(root, 's')).toBe(true);
    expect(readdirSync(join(root, 'locks'))).toEqual(['s.lock']);
  });

  it('goes to one of many that want it at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => lockStudy(root, 's')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
