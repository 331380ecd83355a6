import { describe, expect, it } from 'vitest';
import { type Run, ranks, summaries } from '../../../bench/epochs/compare.js';
import { curveTable, rankTable } from '../../../bench/epochs/tables.js';

const run = (optimiser: string, curve: string, area: number, best: number, seed = 1): Run => ({
  ...{ optimiser, curve, seed, workers: 8, trainings: 30, area, best },
  ...{ trials: 10 * seed, epochs: 100, busy: 0.5, milliseconds: 50 * seed },
});

const runs = [
  run('b', 'one', 0.4, 0.1, 1),
  run('b', 'one', 0.6, 0.3, 2),
  run('a', 'one', 0.5, 0.1),
  run('c', 'one', 0.1, 0.05),
  run('b', 'two', 3, 2),
  run('a', 'two', 4, 1),
];

describe('a comparison', () => {
  it('takes means over seeds, in the order of the runs', () => {
    const [b, a, c] = summaries(runs, 'one');
    expect([b, a, c].map((each) => each?.optimiser)).toEqual(['b', 'a', 'c']);
    expect(b).toMatchObject({ area: 0.5, best: 0.2, trials: 15, epochs: 100, busy: 0.5, milliseconds: 0.75 });
  });

  it('ranks by curve those that have run on all, equal ones alike', () => {
    expect(ranks(runs, ['one', 'two'])).toEqual([
      { optimiser: 'b', area: 1.25, best: 2 },
      { optimiser: 'a', area: 1.75, best: 1 },
    ]);
    expect(ranks(runs, ['one']).map(({ area }) => area)).toEqual([2.5, 2.5, 1]);
  });
});

describe('the tables', () => {
  it('have a row for each optimiser', () => {
    expect(curveTable(runs, 'two').split('\n')).toEqual([
      '| two |   area |   best | trials | epochs |   busy | ms an epoch |',
      '| --- | -----: | -----: | -----: | -----: | -----: | ----------: |',
      '| b   | 3.0000 | 2.0000 |     10 |    100 | 50.0 % |         0.5 |',
      '| a   | 4.0000 | 1.0000 |     10 |    100 | 50.0 % |         0.5 |',
    ]);
    expect(rankTable(runs, ['one', 'two']).split('\n')).toEqual([
      '| mean rank | area | best |',
      '| --------- | ---: | ---: |',
      '| b         | 1.25 | 2.00 |',
      '| a         | 1.75 | 1.00 |',
    ]);
  });
});
