import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../bench/oracles/options.js';

describe('the options of bench:oracles', () => {
  it('leave the slow and large peers to the full form, with more seeds', () => {
    const [quick, full] = [parseOptions([]), parseOptions(['--full'])];
    const names = (options: typeof quick) => options.optimisers.map(({ name }) => name);
    expect(names(quick)).toEqual(expect.arrayContaining(['random', 'optuna-tpe']));
    expect(names(full)).toEqual(expect.arrayContaining([...names(quick), 'optuna-gp', 'keras-tuner-bayesian']));
    expect(names(quick)).not.toContain('optuna-gp');
    for (const each of quick.optimisers) expect(full.seedsOf(each)).toBeGreaterThan(quick.seedsOf(each));
  });

  it('select what they name, in that order, in either form', () => {
    const options = parseOptions(['--optimisers', 'optuna-gp,random', '--problems', 'camel-10,levy-4', '--seeds', '2']);
    expect(options.optimisers.map(({ name }) => name)).toEqual(['optuna-gp', 'random']);
    expect(options.problems.map(({ name }) => name)).toEqual(['camel-10', 'levy-4']);
    expect(options.optimisers.map(options.seedsOf)).toEqual([2, 2]);
    const [gp] = parseOptions(['--optimisers', 'optuna-gp']).optimisers;
    expect(parseOptions([]).seedsOf(gp as NonNullable<typeof gp>)).toBe(1);
  });

  it.each([
    [['--optimisers', 'random,chance'], "there is no optimiser 'chance'"],
    [['--problems', 'branin'], "there is no problem 'branin'"],
    [['--workers', '0'], '--workers takes a whole number'],
    [['--slots', '2'], "Unknown option '--slots'"],
  ])('refuse what they do not know: %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
