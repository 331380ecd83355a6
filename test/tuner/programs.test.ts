import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { type HyperParameters, Oracle, type OracleStudy, type Suggestion } from 'stepladder';
import { RandomSearch, Tuner } from 'stepladder/tuner';
import { describe, expect, it, vi } from 'vitest';
import { build, data, fit, options, recorded, store } from './squares.js';

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

  it('may load the best model so far, which outlives the trials that train', async () => {
    const models: tf.LayersModel[] = [];
    class Keeping extends RandomSearch {
      override async onTrialEnd(): Promise<void> {
        models.push(...(await this.getBestModels()));
      }
    }
    await new Keeping({ ...options('keeping'), epochs: 20 }).search(data, fit);
    expect(models).toHaveLength(3);
    for (const model of models) expect((model.predict(data.x) as tf.Tensor).shape).toEqual([64, 1]);
  });

  it('that throw end the search, and its run has ended then; another search goes on', async () => {
    class Throwing extends RandomSearch {
      override onTrialEnd(): void {
        throw new Error('full disk');
      }
    }
    const gate = join(store, 'gate');
    vi.stubEnv('GATE', gate);
    const module = { tuning: 'test/fixtures/gate', study: 'thrown', store, budget: { trials: 20 }, slots: 1 };
    const thrown = expect(new Throwing(module).search()).rejects.toThrow('full disk');
    await vi.waitFor(async () => expect((await recorded('thrown')).lastRun?.stop).toBe(true), 25_000);
    await writeFile(gate, '');
    await thrown;
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
