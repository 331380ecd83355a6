import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../../bench/epochs/options.js';

const namesOf = (args: string[]) => parseOptions(args).optimisers.map(({ name }) => name);

describe('the options of bench:epochs', () => {
  it('have our oracles and the peers, with more seeds in the full form', () => {
    const [quick, full] = [parseOptions([]), parseOptions(['--full'])];
    expect(namesOf([])).toEqual(expect.arrayContaining(['random', 'asha', 'auto', 'optuna-tpe-median']));
    expect(namesOf(['--full'])).toEqual(namesOf([]));
    for (const each of quick.optimisers) expect(full.seedsOf(each)).toBeGreaterThan(quick.seedsOf(each));
    expect(quick).toMatchObject({ workers: 8, trainings: 30 });
  });

  it('leave Python out', () => {
    const { optimisers } = parseOptions(['--ours']);
    expect(optimisers.map(({ name }) => name)).toEqual(expect.arrayContaining(['random', 'auto']));
    expect(optimisers.filter(({ peer }) => peer)).toEqual([]);
  });

  it('select what they name, also oracles that are not in the list', () => {
    const options = parseOptions([
      '--optimisers',
      'grid,keras-tuner-hyperband',
      '--curves',
      'crossing',
      '--seeds',
      '4',
    ]);
    expect(options.optimisers.map(({ name }) => name)).toEqual(['grid', 'keras-tuner-hyperband']);
    expect(options.curves.map(({ name }) => name)).toEqual(['crossing']);
    expect(options.optimisers.map(options.seedsOf)).toEqual([4, 4]);
  });

  it('give oracles their options, and early stopping its own', () => {
    const { optimisers } = parseOptions(['--optimisers', 'asha:sampler=tpe:brackets=2,random:median=true:patience=3']);
    expect(optimisers).toMatchObject([
      { name: 'asha:sampler=tpe:brackets=2', oracle: 'asha', settings: { options: { sampler: 'tpe', brackets: 2 } } },
      { oracle: 'random', settings: { options: {}, earlyStopping: { median: true, patience: 3 } } },
    ]);
    expect(optimisers[0]?.settings).not.toHaveProperty('earlyStopping');
  });

  it.each([
    [['--optimisers', 'random,chance'], "there is no optimiser 'chance'"],
    [['--optimisers', 'optuna-tpe-median:sampler=tpe'], "there is no optimiser 'optuna-tpe-median:sampler=tpe'"],
    [['--optimisers', 'asha:brackets=0'], "'asha:brackets=0': brackets: "],
    [['--optimisers', 'asha:rungs=2'], "'asha:rungs=2': "],
    [['--curves', 'lcbench'], "there is no curve 'lcbench'"],
    [['--workers', '0'], '--workers takes a whole number'],
    [['--problems', 'levy-4'], "Unknown option '--problems'"],
  ])('refuse what they do not know: %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
