import type { HyperParameters } from 'stepladder';
import { type ModelTunerOptions, RandomSearch, Tuner } from 'stepladder/tuner';
import { describe, expect, it } from 'vitest';
import { stepladder } from '../cli/stepladder.js';
import { build, data, fit, options, recorded, store } from './squares.js';

describe('a search that cannot be', () => {
  it('fails with the reason of its study', async () => {
    class Broken extends Tuner {
      override runTrial(hp: HyperParameters): number {
        hp.float('a', { min: 0, max: 1 });
        throw new Error('no luck');
      }
    }
    const tuner = new Broken({
      objective: 'loss',
      study: 'broken',
      store,
      space: (hp) => hp.float('a', { min: 0, max: 1 }),
    });
    await expect(tuner.search()).rejects.toMatchObject({
      code: 'StudyFailed',
      message: expect.stringMatching(/Study 'broken' failed: .*no luck/),
    });
  });

  it.each<[string, object, unknown[], string]>([
    ['nothing to tune', {}, [], 'exactly one of `tuning`, `hypermodel` and a method `runTrial`'],
    ['two ways', { tuning: 'test/fixtures/parabola', hypermodel: build }, [], 'exactly one of'],
    ['no objective', { hypermodel: build }, [data], 'names its objective'],
    ['no data', { hypermodel: build, objective: 'loss' }, [], 'needs data'],
    ['data beside those of a module', { tuning: 'test/fixtures/parabola' }, [data], 'has its own data'],
    ['an objective that the model has not', { hypermodel: build, objective: 'val_acc' }, [data], "no metric 'val_acc'"],
    ['no module', { tuning: 'nowhere' }, [], 'no tuning module at nowhere'],
    ['an unknown oracle', { tuning: 'test/fixtures/parabola', oracle: 'magic' }, [], "no oracle 'magic'"],
  ])('says so: %s', async (_, given, args, message) => {
    const tuner = new Tuner({ ...given, study: 'refused', store });
    await expect(tuner.search(...(args as []))).rejects.toThrow(message);
    await expect(tuner.trials()).rejects.toMatchObject({ code: 'StudyNotFound' });
  });

  it('says so: an oracle that is none', () => {
    expect(() => new Tuner({ oracle: { name: 'x' } as never })).toThrow(
      expect.objectContaining({ code: 'InvalidOracle' }),
    );
  });

  it('says so: objects of the program for a deployment', async () => {
    const cloud = 'https://abc123.execute-api.us-east-1.amazonaws.com';
    const tuner = new Tuner({ hypermodel: build, objective: 'loss', cloud });
    await expect(tuner.search(data)).rejects.toThrow('to search there, give `tuning`');
  });

  it.each<[string, object, string]>([
    ['an option that there is not', { maxTrials: 3 }, "no option 'maxTrials'"],
    ['memory, where no process is limited', { memory: 100 }, '`memory` limits processes'],
    ['an oracle that is no path', { oracle: 'nowhere/oracle' }, "no oracle 'nowhere/oracle'"],
  ])('says so: %s', async (_, given, message) => {
    const tuner = new Tuner({ ...options('refused'), ...given });
    await expect(tuner.search(data, fit)).rejects.toThrow(message);
  });

  it.each<[string, object, string]>([
    ['another oracle', { oracle: 'grid' }, 'with another oracle: '],
    ['other epochs', { epochs: 2 }, 'with another epochs: 1, not 2'],
    ['another objective', { objective: 'loss' }, 'with another objective'],
    [
      'a module',
      { hypermodel: undefined, objective: undefined, tuning: 'test/fixtures/parabola' },
      'with another tuning',
    ],
  ])('is not taken for a study of the same name that has %s', async (_, given, message) => {
    await new RandomSearch({ ...options('mine'), overwrite: true }).search(data, fit);
    const other = new Tuner({ ...options('mine'), ...given } as ModelTunerOptions);
    await expect('tuning' in given ? other.search() : other.search(data, fit)).rejects.toThrow(message);
    expect((await recorded('mine')).runs.size).toBe(1);
  });

  it('deletes nothing, though it was to overwrite', async () => {
    await new RandomSearch({ ...options('kept'), overwrite: true }).search(data, fit);
    const faulty = new RandomSearch({ ...options('kept'), overwrite: true });
    await expect(faulty.search()).rejects.toThrow('needs data');
    expect(await faulty.trials()).toHaveLength(3);
  });
});

it('the command line says whose a study is that tunes an object of a program', async () => {
  await new RandomSearch({ ...options('programs'), overwrite: true }).search(data, fit);
  const outcome = await stepladder('resume', 'programs', '--trials', '9', '--store', store);
  expect(outcome).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("'programs' tunes an object of a program"),
  });
});
