import { describe, expect, it } from 'vitest';
import { StepladderError } from '../../../shared/errors.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { play } from './play.js';

/** Five values, of which two fail whenever they are tried; every attempt is counted. */
function fragile(failure: () => Error) {
  let attempts = 0;
  const tuning = defineTuning({
    objective: 'loss',
    evaluate: (hp) => {
      const x = hp.int('x', { min: 1, max: 5 });
      attempts++;
      if (x === 2 || x === 4) throw failure();
      return x;
    },
  });
  return { tuning, attempts: () => attempts };
}

const settings = { oracle: 'grid', budget: { trials: 10 }, retries: 2 };

describe('a trial that crashes', () => {
  it('is tried again as often as allowed: 5 values, of which 2 crash, with 2 retries are 9 attempts (Keras Tuner)', async () => {
    const { tuning, attempts } = fragile(() => new Error('out of memory'));
    const { trials } = await play(tuning, settings);

    expect(trials.map(({ status }) => status)).toEqual(['completed', 'failed', 'completed', 'failed', 'completed']);
    expect(trials.map(({ legs }) => legs.length)).toEqual([1, 3, 1, 3, 1]);
    expect(attempts()).toBe(9);
  });

  it('is not tried again where its values are to blame: the same are 5 attempts (Keras Tuner)', async () => {
    const { tuning, attempts } = fragile(() => new StepladderError('TrialFailed', 'too large'));
    await play(tuning, settings);

    expect(attempts()).toBe(5);
  });

  it('is not tried again unless a study allows it', async () => {
    const { tuning, attempts } = fragile(() => new Error('out of memory'));
    await play(tuning, { ...settings, retries: 0 });

    expect(attempts()).toBe(5);
  });

  it('counts once among failures in a row, however often it was tried: 2 trials of 3 attempts are 2 of 3', async () => {
    const tuning = defineTuning({
      objective: 'loss',
      evaluate: (hp) => {
        if (hp.int('x', { min: 1, max: 9 }) > 0) throw new Error('broken');
        return 0;
      },
      space: (hp) => hp.int('x', { min: 1, max: 9 }),
    });
    const study = await play(tuning, { ...settings, budget: { trials: 2 } });

    expect(study.legs).toHaveLength(6);
    expect(study.lastRun?.end).toMatchObject({ status: 'completed', reason: 'the budget of 2 trials is spent' });
  });

  it('is the last of three in a row: the study fails, and its records say how each trial ended', async () => {
    const tuning = defineTuning({
      objective: 'loss',
      evaluate: (hp) => {
        throw new Error(`broken at ${hp.int('x', { min: 1, max: 9 })}`);
      },
      space: (hp) => hp.int('x', { min: 1, max: 9 }),
    });
    const study = await play(tuning, { ...settings, retries: 0 });

    expect(study.trials.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    expect(study.lastRun?.end).toMatchObject({ status: 'failed', reason: expect.stringMatching(/broken at 3/) });
  });
});

describe('a score that is not a number', () => {
  it('fails its trial, is not tried again, and never is the best', async () => {
    const tuning = defineTuning({
      objective: 'loss',
      evaluate: (hp) => (hp.int('x', { min: 1, max: 3 }) === 1 ? Number.NaN : hp.get<number>('x')),
    });
    const { trials } = await play(tuning, settings);

    expect(trials.map(({ status, score, legs }) => [status, score, legs.length])).toEqual([
      ['failed', undefined, 1],
      ['completed', 2, 1],
      ['completed', 3, 1],
    ]);
    expect(trials[0]?.failure?.code).toBe('NotFiniteMetric');
  });
});
