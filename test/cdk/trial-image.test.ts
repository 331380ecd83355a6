import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** No container engine builds the image in the tests: here its parts are, and test/shared/training/native.test.ts runs its script. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const image = join(root, 'cdk/trial-image');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const script = readFileSync(join(image, 'native.mjs'), 'utf8');

const instructions = readFileSync(join(image, 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ', 1)[0] as string, words: line.split(' ').slice(1) }));
const wordsOf = (name: string) => instructions.filter((one) => one.name === name).map(({ words }) => words);

describe('the image of a trial function', () => {
  it('is built from the base image of AWS Lambda, and nothing of the first stage but the packages gets into it', () => {
    expect(wordsOf('FROM')).toEqual([
      ['public.ecr.aws/lambda/nodejs:22', 'AS', 'native'],
      ['public.ecr.aws/lambda/nodejs:22'],
    ]);
    const fromStage = wordsOf('COPY').filter(([first]) => first?.startsWith('--from='));
    expect(fromStage).toEqual([['--from=native', '/native/', '$' + '{LAMBDA_TASK_ROOT}/']]);
  });

  it('copies only what lies in the build context: this folder, and the bundle', () => {
    const context = [...readdirSync(image), 'bundle'];
    const sources = wordsOf('COPY').filter(([first]) => !first?.startsWith('--from='));
    expect(sources.length).toBeGreaterThan(0);
    for (const [source] of sources) expect(context).toContain(source?.replace(/\/$/, ''));
  });

  it('copies each file before it runs it, and runs what npm run native runs', () => {
    const copied: string[] = [];
    let runs = 0;
    for (const { name, words } of instructions) {
      if (name === 'COPY' && !words[0]?.startsWith('--from='))
        copied.push(join(words[1] as string, words[0] as string));
      if (name !== 'RUN' || words[0] !== 'node') continue;
      runs++;
      expect(copied).toContain(words[1]);
    }
    expect(runs).toBe(2);
    expect(wordsOf('RUN').find(([command]) => command === 'node')).toEqual([
      ...['node', '/build/native.mjs', '/native', '--slim'],
    ]);
    expect(manifest.scripts.native).toBe('node cdk/trial-image/native.mjs');
  });

  it('asks for the native backend and for bits that do not depend on the number of cores', () => {
    expect(wordsOf('ENV').flat()).toEqual([
      'STEPLADDER_BACKEND=native',
      'TF_NUM_INTRAOP_THREADS=1',
      'OMP_NUM_THREADS=1',
      'TF_CPP_MIN_LOG_LEVEL=3',
    ]);
    expect(wordsOf('CMD')).toEqual([['["index.handler"]']]);
  });

  it("has the versions of TensorFlow.js that are this package's", () => {
    const version = /^const tfjs = '(.*)';$/m.exec(script)?.[1];
    expect({
      '@tensorflow/tfjs': manifest.dependencies['@tensorflow/tfjs'],
      '@tensorflow/tfjs-backend-wasm': manifest.dependencies['@tensorflow/tfjs-backend-wasm'],
      '@tensorflow/tfjs-node': manifest.peerDependencies['@tensorflow/tfjs-node'],
    }).toEqual({
      '@tensorflow/tfjs': version,
      '@tensorflow/tfjs-backend-wasm': version,
      '@tensorflow/tfjs-node': version,
    });
  });
});
