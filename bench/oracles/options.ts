import { parseArgs } from 'node:util';
import { count, named } from '../shared/arguments.js';
import { type Comparison, comparisonFlags, comparisonOf, comparisonUsage } from '../shared/comparison.js';
import type { Optimiser } from '../shared/optimiser.js';
import { optimisers } from './optimisers.js';
import type { Problem } from './problems/problem.js';
import { problems } from './problems/problems.js';

export const usage = `npm run bench:oracles -- [options]
  --full              more seeds, and the peers that are slow or large: an hour or more, and some 6 GB for PyTorch
  --times             what a suggestion takes after 100, 1,000 and 10,000 trials, instead of regrets
  --optimisers a,b    of ${optimisers.map(({ name }) => name).join(', ')}
  --problems a,b      of ${problems.map(({ name }) => name).join(', ')}
  --trials n          trials of a run (50)
  --workers n         trials pending at any time (1)
${comparisonUsage}`;

export interface Options extends Comparison {
  readonly times: boolean;
  readonly optimisers: readonly Optimiser[];
  readonly problems: readonly Problem[];
  readonly trials: number;
  readonly workers: number;
}

/** @throws Error if an option is unknown, or what it names is. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...comparisonFlags,
      times: { type: 'boolean', default: false },
      problems: { type: 'string' },
      trials: { type: 'string', default: '50' },
      workers: { type: 'string', default: '1' },
    },
  });
  const comparison = comparisonOf(values);
  return {
    ...comparison,
    times: values.times,
    optimisers: values.optimisers
      ? named('optimiser', optimisers, values.optimisers)
      : optimisers.filter(({ seeds }) => seeds[comparison.form] > 0),
    problems: values.problems ? named('problem', problems, values.problems) : problems,
    trials: count('trials', values.trials),
    workers: count('workers', values.workers),
  };
}
