import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';

/** The next so many calls of the file system work; then the process is as good as dead. */
const power = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const failing = (
    name:
      | 'openSync'
      | 'writeFileSync'
      | 'fdatasyncSync'
      | 'closeSync'
      | 'linkSync'
      | 'renameSync'
      | 'unlinkSync'
      | 'mkdirSync',
  ) => {
    const call = fs[name] as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => {
      if (power.left-- <= 0) throw Object.assign(new Error(`crash at ${name}`), { code: 'ECRASH' });
      return call(...args);
    };
  };
  const names = [
    'openSync',
    'writeFileSync',
    'fdatasyncSync',
    'closeSync',
    'linkSync',
    'renameSync',
    'unlinkSync',
    'mkdirSync',
  ] as const;
  return { ...fs, ...Object.fromEntries(names.map((name) => [name, failing(name)])) };
});

const base = mkdtempSync(join(tmpdir(), 'stepladder-crash-'));
afterAll(() => rmSync(base, { recursive: true }));
afterEach(() => {
  power.left = Number.POSITIVE_INFINITY;
});

describe('a crash between any two calls of the file system', () => {
  it.each(['create', 'put'] as const)('leaves the whole object or none after %s', async (method) => {
    const body = Buffer.alloc(100_000, 'x');
    let completed = false;
    for (let calls = 0; !completed; calls++) {
      const root = join(base, `${method}-${calls}`);
      power.left = calls;
      completed = await new DirectoryStore(root)[method]('legs/000001.result', body).then(
        () => power.left > 0,
        () => false,
      );
      power.left = Number.POSITIVE_INFINITY;
      const after = new DirectoryStore(root);
      const read = await after.get('legs/000001.result');
      expect(read === undefined || body.equals(read)).toBe(true);
      expect(await after.list('')).toEqual(read ? ['legs/000001.result'] : []);
      expect(calls).toBeLessThan(20);
    }
  });

  it('leaves the old object or the new one after put', async () => {
    for (let calls = 0; calls < 12; calls++) {
      const root = join(base, `over-${calls}`);
      await new DirectoryStore(root).put('a', Buffer.from('old'));
      power.left = calls;
      await new DirectoryStore(root).put('a', Buffer.from('newer')).catch(() => undefined);
      power.left = Number.POSITIVE_INFINITY;
      expect(['old', 'newer']).toContain(String(await new DirectoryStore(root).get('a')));
    }
  });
});

describe('real processes', () => {
  const writer = fileURLToPath(new URL('writer.ts', import.meta.url));
  const startWriter = (root: string, id: number) =>
    fork(writer, [root, String(id)], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const message = (child: ReturnType<typeof fork>) => new Promise<unknown>((resolve) => child.once('message', resolve));
  const raceOf = (child: ReturnType<typeof fork>) =>
    new Promise<unknown>((resolve) => child.on('message', (won) => Array.isArray(won) && resolve(won)));

  it('that are killed while they write leave whole objects alone', async () => {
    const root = join(base, 'killed');
    for (const objects of [1, 3, 8]) {
      const child = startWriter(root, objects);
      for (let seen = 0; seen < objects; seen++) await message(child);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    const store = new DirectoryStore(root);
    const keys = await store.list('objects/');
    expect(keys.length).toBeGreaterThanOrEqual(12);
    for (const key of keys) {
      const object = Buffer.from((await store.get(key)) as Uint8Array);
      expect(createHash('sha256').update(object.subarray(32)).digest()).toEqual(object.subarray(0, 32));
    }
  });

  it('that want the same key at once get it once', async () => {
    const root = join(base, 'race');
    const children = [1, 2, 3, 4].map((id) => startWriter(root, id));
    await Promise.all(children.map(message));
    const answers = children.map(raceOf);
    for (const child of children) child.send('race');
    const won = (await Promise.all(answers)) as number[][];
    for (const child of children) child.kill('SIGKILL');
    expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, key) => key));
  });
});
