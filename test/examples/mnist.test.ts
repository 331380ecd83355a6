import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { loadImages } from '../../examples/mnist/images.js';
import { startBackend } from '../../shared/training/backend.js';
import { start, temporaryDirectory } from '../cli/stepladder.js';
import { loadExported } from '../shared/training/exported-model.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** By a third of the example's own budget, which would take a tenth of the time of all tests. */
it('npm start finds a network that recognises over 95 % of images it has never seen, and exports it', {
  timeout: 600_000,
}, async () => {
  const STEPLADDER_STORE = temporaryDirectory();
  const { stdout } = await promisify(execFile)('npm', ['start', '--', '--trials', '4'], {
    cwd: root,
    env: { ...process.env, STEPLADDER_STORE },
  });
  const [, study = ''] = /^Study (\S+) completed: the budget of 4 trials is spent$/m.exec(stdout) ?? [];

  const model = join(STEPLADDER_STORE, 'model');
  const exported = await start(['best', study, '--export', model, '--json'], { STEPLADDER_STORE }).ended;
  await startBackend();
  const best = await loadExported(model);
  best.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const accuracyOn = (part: 'validation' | 'test') => {
    const { x, y } = loadImages(part);
    const [, accuracy] = best.evaluate(x, y) as tf.Scalar[];
    return accuracy?.dataSync()[0];
  };

  expect(accuracyOn('test')).toBeGreaterThan(0.95);
  expect(accuracyOn('validation')).toBeCloseTo(JSON.parse(exported.stdout).score, 5);
});
