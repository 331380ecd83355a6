import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle } from '../../cdk/bundle.js';

const folder = mkdtempSync(join(tmpdir(), 'stepladder-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const oracle = bundle({ entry: 'oracle' }, join(folder, 'oracle'));
const trial = bundle(
  { entry: 'trial', module: join(process.cwd(), 'examples/mnist/index.ts'), files: ['images.bin.gz'] },
  join(folder, 'trial'),
);
const bytesOf = (...path: string[]) => readFileSync(join(...path));

describe("the oracle's bundle", () => {
  it('is at most 900 kB, without TensorFlow.js', () => {
    const code = bytesOf(oracle, 'index.mjs');
    expect(readdirSync(oracle)).toEqual(['index.mjs']);
    expect(code.length).toBeLessThanOrEqual(900_000);
    expect(code.includes('tfjs')).toBe(false);
  });

  it('is imported in at most 200 ms', () => {
    const environment = {
      ...process.env,
      STEPLADDER_BUCKET: 'none',
      STEPLADDER_MOST_SLOTS: '1',
      AWS_REGION: 'us-east-1',
    };
    const url = pathToFileURL(join(oracle, 'index.mjs')).href;
    const script = `const begun = performance.now(); await import('${url}'); console.log(performance.now() - begun)`;
    const times = Array.from({ length: 5 }, () =>
      Number(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment, encoding: 'utf8' }),
      ),
    );
    expect(Math.min(...times)).toBeLessThanOrEqual(200);
  });
});

it('has the oracles of modules that are called alike', () => {
  const modules = ['left', 'right'].map((name) => {
    const file = join(folder, name, 'index.mjs');
    mkdirSync(join(folder, name));
    writeFileSync(file, `export default { name: '${name}-oracle', next: () => ({ kind: 'exhausted' }) };`);
    return file;
  });
  const code = bytesOf(bundle({ entry: 'oracle', oracles: modules }, join(folder, 'own')), 'index.mjs').toString();
  expect(code).toContain('left-oracle');
  expect(code).toContain('right-oracle');
});

describe("a trial function's bundle", () => {
  it('is JavaScript of at most 1.5 MB, and one WebAssembly file: at most 1 MB compressed, without the data', () => {
    expect(readdirSync(trial).sort()).toEqual(['images.bin.gz', 'index.mjs', 'tfjs-backend-wasm-simd.wasm']);
    const code = bytesOf(trial, 'index.mjs');
    expect(code.length).toBeLessThanOrEqual(1_500_000);
    const compressed = [code, bytesOf(trial, 'tfjs-backend-wasm-simd.wasm')].map((bytes) => gzipSync(bytes).length);
    expect(compressed.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(1_000_000);
  });

  it('describes its tuning on WebAssembly, with nothing else installed', () => {
    expect(describedBy(trial, 'mnist')).toMatchObject({
      tuning: 'mnist',
      objective: { name: 'val_acc', direction: 'max' },
      compute: { megabytes: 1024, seconds: 60 },
    });
  });

  it('has the packages of ready estimators in it', () => {
    const module = join(process.cwd(), 'test/fixtures/wine-svc.ts');
    const estimators = bundle({ entry: 'trial', module }, join(folder, 'estimators'));
    expect(bytesOf(estimators, 'index.mjs').includes('libsvm_train_problem')).toBe(true);
    expect(describedBy(estimators, 'wine')).toMatchObject({ objective: { name: 'score', direction: 'max' } });
  });
});

/** What a trial function answers that has its bundle and nothing else. */
function describedBy(bundled: string, tuning: string): unknown {
  const environment = {
    PATH: process.env.PATH,
    STEPLADDER_BUCKET: 'none',
    STEPLADDER_TUNING: tuning,
    STEPLADDER_TIMEOUT: '60',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    AWS_REGION: 'us-east-1',
  };
  const script = `const { handler } = await import('./index.mjs');
    console.log(JSON.stringify(await handler({ op: 'describe' }, { getRemainingTimeInMillis: () => 60_000 })))`;
  const options = { cwd: bundled, env: environment, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], options));
}

it('cdk-nag finds nothing in the app that `npx cdk deploy` deploys', { timeout: 120_000 }, () => {
  const output = join(folder, 'cdk.out');
  execFileSync('npx', ['cdk', 'synth', '--quiet', '--output', output], { stdio: 'pipe' });
  const report = JSON.parse(readFileSync(join(output, 'validation-report.json'), 'utf8'));
  expect(JSON.stringify(report)).toContain('AwsSolutions');
  expect(report.pluginReports.map(({ conclusion }: { conclusion: string }) => conclusion)).toEqual(['success']);
});
