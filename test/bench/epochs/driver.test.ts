import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Curve, secondsOfTraining } from '../../../bench/epochs/curves/curve.js';
import { drive } from '../../../bench/epochs/driver.js';
import { float, numberOf } from '../../../bench/shared/parameters.js';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const fake = (...args: string[]) => ({ file: process.execPath, args: [pathOf('fake-epochs.mjs'), ...args] });

/** Four epochs of a second; the score after each is 10 x less the epoch. */
const curve: Curve = {
  name: 'line',
  parameters: [float('x', 0, 100)],
  epochs: 4,
  untrained: 20,
  seconds: () => 1,
  *train(values) {
    for (let epoch = 1; epoch <= 4; epoch++) yield 10 * numberOf(values, 'x') - epoch;
  },
};

/** Two workers, and the time of six whole trainings: twelve seconds. */
const options = { seed: 1, workers: 2, trainings: 6 };

describe('a driven optimiser', () => {
  it('is told every epoch of every worker until the clock stops', async () => {
    const run = await drive(fake(), curve, options);
    expect(run).toMatchObject({ curve: 'line', seed: 1, workers: 2, trainings: 6, trials: 6, epochs: 24, busy: 1 });
    // 20 at first; 9, 8, 7 and 6 after the first four seconds; nothing better after them.
    expect(run).toMatchObject({ best: 6, area: (20 + 9 + 8 + 7 + 6 * 8) / 12 });
    expect(run.milliseconds).toBeGreaterThan(0);
  });

  it('may stop trials between epochs: workers begin others at once', async () => {
    expect(await drive(fake('stop', '2'), curve, options)).toMatchObject({ trials: 12, epochs: 24, busy: 1, best: 8 });
  });

  it('may hand a trial out again, which goes on where it stopped and is one trial still', async () => {
    const run = await drive(fake('pause', '1'), curve, options);
    expect(run).toMatchObject({ trials: 6, epochs: 24, busy: 1, best: 6 });
  });

  it('leaves workers idle while it waits', async () => {
    expect(await drive(fake('wait', '1'), curve, options)).toMatchObject({ trials: 3, epochs: 12, busy: 0.5 });
  });

  it('leaves workers idle once it is done', async () => {
    expect(await drive(fake('done', '3'), curve, options)).toMatchObject({ trials: 3, epochs: 12, busy: 0.5, best: 6 });
  });

  it('is not told epochs that end after the clock has stopped, which keep workers busy', async () => {
    const slow = { ...curve, seconds: (values: Parameters<Curve['seconds']>[0]) => numberOf(values, 'x') };
    const end = (6 * secondsOfTraining(slow)) / 2;
    const run = await drive(fake(), slow, options);
    expect(run.busy).toBeCloseTo(1, 10);
    // The trial of x takes 4 x seconds; each worker takes the next one.
    const told = (first: number) => {
      let [epochs, ends] = [0, 0];
      for (let x = first; ; x += 2) {
        for (let epoch = 1; epoch <= 4; epoch++) {
          ends += x;
          if (ends > end) return epochs;
          epochs += 1;
        }
      }
    };
    expect(run.epochs).toBe(told(1) + told(2));
  });

  it('gets its settings, its seed and the epochs of a whole training', async () => {
    const settings = { options: { sampler: 'tpe' }, earlyStopping: { median: true } } as const;
    const told = JSON.stringify({ seed: 1, maxEpochs: 4, ...settings }).slice(1);
    await expect(drive(fake('echo'), curve, { ...options, settings })).rejects.toThrow(told);
  });

  it.each([
    ['wait', '0', 'the optimiser waits, but nothing is trained'],
    ['beyond', '1', 'trial 0 was handed out for epochs 0 to 5, of 4'],
  ])('stops the run when it cannot go on: %s', async (what, limit, message) => {
    await expect(drive(fake(what, limit), curve, options)).rejects.toThrow(message);
  });
});

describe('a Python peer that spends epochs', () => {
  const peer = `
from ask_tell import Done, serve

class Optimiser:
    def __init__(self, study):
        self.asked, self.pending, self.epochs = 0, 0, study["maxEpochs"]
    def ask(self):
        if self.pending == 1:
            return None
        if self.asked == 3:
            raise Done
        self.asked, self.pending = self.asked + 1, 1
        return str(self.asked), {"x": self.asked}, 0, self.epochs
    def tell(self, trial, score, epoch):
        self.pending = 0 if epoch == 2 else 1
        return epoch < 2

serve(Optimiser)`;
  const env = { ...process.env, PYTHONPATH: pathOf('../../../bench/shared/peers'), PYTHONDONTWRITEBYTECODE: '1' };

  it('waits, stops trials and comes to its end', async () => {
    const run = await drive({ file: 'python3', args: ['-c', peer], env }, curve, options);
    expect(run).toMatchObject({ trials: 3, epochs: 6, busy: 0.25, best: 8 });
  });
});
