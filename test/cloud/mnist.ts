import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { loadImages } from '../../examples/mnist/images.js';
import type { StudyDocument } from '../../shared/study/document.js';
import { startBackend } from '../../shared/training/backend.js';
import { documentIn, type Outcome, start, temporaryDirectory } from '../cli/stepladder.js';
import { loadExported } from '../shared/training/exported-model.js';
import type { Deployed } from './deployed.js';
import { ended, trialsOf } from './studies.js';

/** The largest example, by the command line. */
export function mnist(cloud: Deployed): void {
  const directory = temporaryDirectory();
  const { call } = cloud;
  const stepladder = (...args: string[]): Promise<Outcome> =>
    start([...args, '--cloud', cloud.deployment.url], cloud.deployment.ministack.environment).ended;

  describe('the mnist example, deployed', () => {
    it('is tuned by four slots and watched to its end; its best model is fetched and as good as said', {
      timeout: 400_000,
    }, async () => {
      const started = await stepladder(
        'start',
        'mnist',
        '--study',
        'digits',
        '--slots',
        '4',
        '--seed',
        '7',
        '--trials',
        '4',
      );
      expect(started).toMatchObject({ status: 0, stdout: expect.stringContaining('digits') });

      const watched = await stepladder('watch', 'digits');
      expect(watched).toMatchObject({ status: 0, stdout: expect.stringContaining('Best: trial') });
      const summary: Omit<StudyDocument, 'trials'> = await ended(call, 'digits');
      expect(summary).toMatchObject({ status: 'completed', spent: { trials: 4 } });
      expect(summary.spent.dollars).toBeGreaterThan(0);
      const trials = await trialsOf(call, 'digits');
      // Which trials go on to the second rung depends on whose scores are known when: the best of all does.
      expect(trials.filter(({ epochs }) => epochs !== 2 && epochs !== 4)).toEqual([]);
      expect(trials.find(({ number }) => number === summary.best?.number)).toMatchObject({ epochs: 4 });
      const lines = trials.map(({ number }) => `trial ${number} completed`);
      for (const line of lines) expect(watched.stdout).toContain(line);

      const folder = join(directory, 'model');
      const best = await stepladder('best', 'digits', '--export', folder, '--json');
      expect(documentIn(best)).toMatchObject({ score: summary.best?.score });
      await startBackend();
      const model = await loadExported(folder);
      const { x, y } = loadImages('validation');
      model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      const [, accuracy] = model.evaluate(x, y, { batchSize: 500 }) as tf.Scalar[];
      expect((accuracy as tf.Scalar).dataSync()[0]).toBeCloseTo(summary.best?.score as number, 6);
      expect(summary.best?.score).toBeGreaterThan(0.9);
    });
  });
}
