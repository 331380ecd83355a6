import { parseArgs } from 'node:util';
import { count, named } from '../shared/arguments.js';
import type { Optimiser } from '../shared/optimiser.js';
import { optimisers } from './optimisers.js';
import type { Problem } from './problems/problem.js';
import { problems } from './problems/problems.js';

export const usage = `npm run bench:oracles -- [options]
  --full              more seeds, and the peers that are slow or large: an hour or more, and some 6 GB for PyTorch
  --times             what a suggestion takes after 100, 1,000 and 10,000 trials, instead of regrets
  --optimisers a,b    of ${optimisers.map(({ name }) => name).join(', ')}
  --problems a,b      of ${problems.map(({ name }) => name).join(', ')}
  --seeds n           seeds of each optimiser
  --trials n          trials of a run (50)
  --workers n         trials pending at any time (1)
  --json file         appends each run to a file, one JSON object a line
  --with file         puts the runs of such a file into the tables too`;

export interface Options {
  readonly times: boolean;
  readonly optimisers: readonly Optimiser[];
  readonly problems: readonly Problem[];
  /** How many seeds an optimiser gets. */
  readonly seedsOf: (optimiser: Optimiser) => number;
  readonly trials: number;
  readonly workers: number;
  readonly json: string | undefined;
  /** A file of runs that were made before. */
  readonly earlier: string | undefined;
}

/** @throws Error if an option is unknown, or what it names is. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      times: { type: 'boolean', default: false },
      optimisers: { type: 'string' },
      problems: { type: 'string' },
      seeds: { type: 'string' },
      trials: { type: 'string', default: '50' },
      workers: { type: 'string', default: '1' },
      json: { type: 'string' },
      with: { type: 'string' },
    },
  });
  const form = values.full ? 'full' : 'quick';
  const seeds = values.seeds === undefined ? undefined : count('seeds', values.seeds);
  return {
    times: values.times,
    optimisers: values.optimisers
      ? named('optimiser', optimisers, values.optimisers)
      : optimisers.filter(({ seeds: usual }) => usual[form] > 0),
    problems: values.problems ? named('problem', problems, values.problems) : problems,
    seedsOf: (optimiser) => seeds ?? Math.max(1, optimiser.seeds[form]),
    trials: count('trials', values.trials),
    workers: count('workers', values.workers),
    json: values.json,
    earlier: values.with,
  };
}
