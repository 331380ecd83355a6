import * as tf from '@tensorflow/tfjs';
import { HyperModel, type HyperParameters, Oracle, type OracleStudy, type Suggestion } from 'stepladder';
import {
  BayesianOptimization,
  GridSearch,
  Hyperband,
  type ModelTunerOptions,
  RandomSearch,
  type TrialDocument,
  Tuner,
} from 'stepladder/tuner';
import { describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { stepladder, temporaryDirectory } from '../cli/stepladder.js';

const store = temporaryDirectory();
const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
const data = { x, y: x.square() };

function build(hp: HyperParameters): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: hp.choice('units', [4, 8, 16]), activation: 'relu', inputShape: [1] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.03), loss: 'meanSquaredError' });
  return model;
}

const recorded = async (study: string) => (await StudyLog.open(new DirectoryStore(store), study)).study;

const options = (study: string): ModelTunerOptions => ({
  hypermodel: build,
  objective: 'val_loss',
  study,
  store,
  seed: 5,
  budget: { trials: 3 },
});
const fit = { batchSize: 16, validationSplit: 0.25 };

describe('a tuner', () => {
  it('searches with a function that builds models; its best model has the score it was chosen for', async () => {
    const tuner = new RandomSearch({ ...options('function'), epochs: 2 });
    await tuner.search(data, fit);
    const [best] = await tuner.getBestModels();
    const [hp] = await tuner.getBestHyperparameters();
    expect(await tuner.remainingTrials()).toBe(0);
    const model = best as tf.LayersModel;
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const loss = (model.evaluate(x.slice(48), data.y.slice(48)) as tf.Scalar).dataSync()[0];
    const trials = await tuner.trials();
    expect(loss).toBeCloseTo(Math.min(...trials.map(({ score }) => score as number)), 6);
    expect(build(hp as HyperParameters).countParams()).toBe(model.countParams());
  });

  it('takes a hypermodel', async () => {
    class Model extends HyperModel {
      build(hp: HyperParameters) {
        return build(hp);
      }
    }
    const tuner = new RandomSearch({ ...options('class'), hypermodel: new Model() });
    await tuner.search(data, fit);
    expect(await tuner.trials()).toHaveLength(3);
  });

  it.each([
    ['grid', GridSearch],
    ['random', RandomSearch],
    ['bayesian', BayesianOptimization],
  ] as const)('tries every point of a small space once, by %s', async (oracle, Class) => {
    const tuner = new Class({ ...options(oracle), budget: { trials: 20 } });
    await tuner.search(data, fit);
    expect((await recorded(oracle)).definition.oracle).toBe(oracle);
    expect((await tuner.trials()).map(({ hyperparameters }) => hyperparameters.units).sort()).toEqual([16, 4, 8]);
  });

  it('spends epochs by Hyperband, and tells each end of a trial that goes on', async () => {
    const ends: number[] = [];
    class Watched extends Hyperband {
      override onTrialEnd({ number }: TrialDocument): void {
        ends.push(number);
      }
    }
    const { budget: _, ...rest } = options('hyperband');
    const tuner = new Watched({ ...rest, epochs: 4, options: { factor: 2 } });
    await tuner.search(data, fit);
    const trials = await tuner.trials();
    expect(trials.filter(({ epochs }) => epochs === 4).length).toBeGreaterThan(0);
    expect(ends).toHaveLength(trials.reduce((sum, { legs }) => sum + legs, 0));
  });

  it('goes on with its study under a larger budget; overwrite begins again', async () => {
    await new RandomSearch(options('again')).search(data, fit);
    const more = new RandomSearch({ ...options('again'), budget: { trials: 3 }, hypermodel: build });
    expect(await more.remainingTrials()).toBe(0);
    const larger = new Tuner({ ...options('again'), budget: { trials: 4 } });
    expect(await larger.remainingTrials()).toBe(1);
    await expect(larger.search(data, fit)).resolves.toBeUndefined();
    const { created } = (await recorded('again')).definition;
    const afresh = new RandomSearch({ ...options('again'), overwrite: true });
    await afresh.search(data, fit);
    expect((await recorded('again')).definition.created).toBeGreaterThan(created);
  });

  it("runs trials in a way of one's own, whose hyperparameters it learns from the first", async () => {
    class Own extends Tuner {
      override runTrial(hp: HyperParameters) {
        const a = hp.float('a', { min: -1, max: 1 });
        return [{ loss: a ** 2 }, { loss: a ** 2 + 2 }];
      }
    }
    const tuner = new Own({
      objective: 'loss',
      oracle: 'bayesian',
      study: 'own',
      store,
      budget: { trials: 6 },
      seed: 1,
    });
    await tuner.search();
    const trials = await tuner.trials();
    expect(trials).toHaveLength(6);
    for (const { score, hyperparameters } of trials) {
      expect(score).toBeCloseTo((hyperparameters.a as number) ** 2 + 1, 12);
    }
  });

  it('has several executions, callbacks for each, and a limit on the size of models', async () => {
    let made = 0;
    const callbacks = () => {
      made++;
      return [];
    };
    const tuner = new GridSearch({ ...options('limits'), executionsPerTrial: 2, maxModelSize: 30, callbacks });
    await tuner.search(data, fit);
    const trials = await tuner.trials();
    expect(trials.map(({ status, failure }) => failure?.code ?? status)).toEqual([
      'completed',
      'completed',
      'ModelTooLarge',
    ]);
    // Once to learn the search space, and twice for each of two models.
    expect(made).toBe(1 + 2 * 2);
  });

  it('summarises its results and its search space', async () => {
    const tuner = new GridSearch(options('summary'));
    await tuner.search(data, fit);
    const results = (await tuner.resultsSummary(2)).split('\n');
    expect(results).toHaveLength(4);
    expect(results[0]).toBe('Study summary: 3 trials, the best 2');
    expect(results[1]).toMatch(/^rank +trial +val_loss +loss +units$/);
    expect(await tuner.searchSpaceSummary()).toMatch(
      /^1 hyperparameters\nname +kind +values +when\nunits +choice +4, 8, 16$/,
    );
  });
});

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

describe('hooks', () => {
  it('come while trials train, also in one process', async () => {
    const events: string[] = [];
    const spied = (hp: HyperParameters) => {
      events.push('build');
      return build(hp);
    };
    class Watched extends RandomSearch {
      override onTrialEnd(): void {
        events.push('end');
      }
    }
    await new Watched({ ...options('meanwhile'), hypermodel: spied, epochs: 60 }).search(data, fit);
    expect(events.indexOf('end')).toBeLessThan(events.lastIndexOf('build'));
  });

  it('that throw end the search, and its run has ended then; another search goes on', async () => {
    class Throwing extends RandomSearch {
      override onTrialEnd(): void {
        throw new Error('full disk');
      }
    }
    const module = { tuning: 'test/fixtures/parabola', study: 'thrown', store, budget: { trials: 20 }, slots: 1 };
    await expect(new Throwing(module).search()).rejects.toThrow('full disk');
    expect((await recorded('thrown')).lastRun?.end?.status).toBe('stopped');
    const again = new RandomSearch(module);
    await again.search();
    expect((await again.trials()).map(({ status }) => status)).toEqual(Array(20).fill('completed'));
  });
});

describe('two searches at once in one program', () => {
  it('train as each would alone, and leave the random numbers of the program alone', async () => {
    const { random } = Math;
    const scoresOf = async (tuner: Tuner) => (await tuner.trials()).map(({ score }) => score);
    const search = async (study: string) => {
      const tuner = new RandomSearch(options(study));
      await tuner.search(data, fit);
      return scoresOf(tuner);
    };
    const alone = await search('alone');
    expect(await Promise.all([search('left'), search('right')])).toEqual([alone, alone]);
    expect(Math.random).toBe(random);
  });
});

describe("an oracle of the program's own", () => {
  it('is a module beside a hypermodel, which another search goes on with', async () => {
    const given = { ...options('annealed'), oracle: 'test/fixtures/annealing' };
    await new Tuner({ ...given, budget: { trials: 2 } }).search(data, fit);
    const { oracle: _, ...rest } = given;
    const more = new Tuner(rest);
    await more.search(data, fit);
    expect(await more.trials()).toHaveLength(3);
    expect((await recorded('annealed')).definition.oracle).toBe('annealing');
  });

  it('is an object, each tuner with its own', async () => {
    class Always extends Oracle {
      readonly name = 'always';
      readonly #units: number;
      constructor(units: number) {
        super();
        this.#units = units;
      }
      next({ trials, epochs }: OracleStudy): Suggestion {
        if (trials.length > 0) return { kind: 'exhausted' };
        return { kind: 'trial', values: { units: this.#units }, toEpoch: epochs };
      }
    }
    const four = new Tuner({ ...options('four'), oracle: new Always(4) });
    const sixteen = new Tuner({ ...options('sixteen'), oracle: new Always(16) });
    for (const [tuner, units] of [
      [four, 4],
      [sixteen, 16],
    ] as const) {
      await tuner.search(data, fit);
      expect((await tuner.getBestHyperparameters())[0]?.get('units')).toBe(units);
    }
    const module = new Tuner({ tuning: 'test/fixtures/parabola', oracle: new Always(4), study: 'refused', store });
    await expect(module.search()).rejects.toThrow("give the oracle 'always' by the path of its module");
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
