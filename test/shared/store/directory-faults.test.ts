import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';

type Fault =
  /** This call fails, and all is well again afterwards. */
  | 'error'
  /** The process is gone before this call. */
  | 'crash'
  /** The process is gone in the middle of this call: of a file, half is written. */
  | 'torn';

/** What goes wrong, and how many calls of the file system before it do not. */
const plan = vi.hoisted(() => ({ fault: 'error' as Fault, after: Number.POSITIVE_INFINITY, calls: 0, failed: '' }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const faulty = (name: string, call: (...args: unknown[]) => unknown) => {
    return (...args: unknown[]) => {
      const late = plan.calls++ - plan.after;
      if (late < 0 || (late > 0 && plan.fault === 'error')) return call(...args);
      if (late === 0) plan.failed = name;
      if (late === 0 && plan.fault === 'torn') {
        const [, body] = args;
        if (body instanceof Uint8Array) call(args[0], body.subarray(0, body.length / 2));
        else call(...args);
      }
      throw Object.assign(new Error(`EIO: ${name}`), { code: 'EIO' });
    };
  };
  const entries = Object.entries(fs).map(([name, value]) => [
    name,
    typeof value === 'function' && name.endsWith('Sync') ? faulty(name, value as never) : value,
  ]);
  return Object.fromEntries(entries);
});

const real = await vi.importActual<typeof import('node:fs')>('node:fs');
const base = real.mkdtempSync(join(tmpdir(), 'stepladder-faults-'));
const calm = () => Object.assign(plan, { after: Number.POSITIVE_INFINITY, calls: 0, failed: '' });
afterEach(calm);
afterAll(() => real.rmSync(base, { recursive: true }));

const [old, body] = [Buffer.alloc(50_000, 'old'), Buffer.alloc(100_000, 'new')];
let directories = 0;

/** Writes an object where another may be, with a fault after so many calls; undefined if that is after its last. */
async function writeWithFault(method: 'create' | 'put', before: Buffer | undefined, fault: Fault, after: number) {
  const root = join(base, String(directories++));
  if (before) await new DirectoryStore(root).put('f/000001.x', before);
  Object.assign(plan, { fault, after, calls: 0, failed: '' });
  const outcome = await new DirectoryStore(root)[method]('f/000001.x', body).catch((error: unknown) => error);
  const { failed } = plan;
  calm();
  if (!failed) return undefined;
  const store = new DirectoryStore(root);
  const seen = await store.get('f/000001.x');
  const drafts = real.existsSync(root)
    ? real.readdirSync(root, { recursive: true }).filter((name) => /~/.test(String(name)))
    : [];
  return { outcome, failed, store, seen: seen && Buffer.from(seen).toString(), drafts };
}

async function everyFault(method: 'create' | 'put', before: Buffer | undefined, fault: Fault) {
  const all: NonNullable<Awaited<ReturnType<typeof writeWithFault>>>[] = [];
  for (let after = 0; ; after++) {
    const result = await writeWithFault(method, before, fault, after);
    if (!result) return all;
    all.push(result);
  }
}
const cases = (['create', 'put'] as const).flatMap((method) =>
  [undefined, old].flatMap((before) =>
    (['error', 'crash', 'torn'] as const).map((fault) => ({ method, before, fault })),
  ),
);

describe.each(cases)(
  '$method over $before.length bytes, with a fault ($fault) at each call in turn',
  ({ method, before, fault }) => {
    it('leaves what was there or the whole new object, and shows nothing else', async () => {
      const results = await everyFault(method, before, fault);

      expect(new Set(results.map(({ failed }) => failed))).toEqual(
        new Set([
          ...(before ? [] : ['mkdirSync']),
          ...['openSync', 'writeFileSync', 'fdatasyncSync', 'closeSync', 'unlinkSync'],
          method === 'create' ? 'linkSync' : 'renameSync',
        ]),
      );
      for (const { store, seen } of results) {
        expect([before?.toString(), method === 'create' && before ? before.toString() : body.toString()]).toContain(
          seen,
        );
        const keys = seen === undefined ? [] : ['f/000001.x'];
        expect([await store.list(''), await store.children(''), await store.children('f/')]).toEqual([
          keys,
          keys.map(() => 'f'),
          keys.map(() => '000001.x'),
        ]);
      }
    });

    it('can be done again by a new process, and is as if there had been no fault', async () => {
      for (const { store, seen } of await everyFault(method, before, fault)) {
        const again = await store[method]('f/000001.x', body);

        expect(again).toBe(method === 'create' ? seen === undefined : undefined);
        expect(Buffer.from((await store.get('f/000001.x')) ?? []).toString()).toBe(
          method === 'create' && before ? before.toString() : body.toString(),
        );
      }
    });
  },
);

describe.each(['create', 'put'] as const)('an error of one call in %s', (method) => {
  it('is told, unless the object was written all the same', async () => {
    for (const { outcome, failed, seen } of await everyFault(method, undefined, 'error')) {
      if (seen === undefined)
        expect(outcome).toMatchObject({ code: 'StoreUnavailable', message: expect.stringContaining(failed) });
      else expect(outcome).toBe(method === 'create' ? true : undefined);
    }
  });

  it('leaves no draft to fill the disk, but for that which could not be removed', async () => {
    for (const { failed, drafts } of await everyFault(method, undefined, 'error'))
      expect([failed, drafts.length]).toEqual([failed, method === 'create' && failed === 'unlinkSync' ? 1 : 0]);
  });
});

describe('an error of reading', () => {
  it.each(['get', 'list', 'children'] as const)('is told by %s, not taken for nothing being there', async (method) => {
    const store = new DirectoryStore(join(base, String(directories++)));
    await store.put('f/000001.x', body);
    const call = () => store[method](method === 'get' ? 'f/000001.x' : 'f/');
    Object.assign(plan, { fault: 'error', after: 0, calls: 0 });

    await expect(call()).rejects.toMatchObject({ code: 'StoreUnavailable' });
    await expect(call()).resolves.toHaveProperty('length', method === 'get' ? body.length : 1);
  });
});
