import { parseArgs } from 'node:util';
import { count, named } from '../shared/arguments.js';
import type { Optimiser } from '../shared/optimiser.js';
import type { Curve } from './curves/curve.js';
import { curves } from './curves/curves.js';
import { optimiserNamed, optimisers } from './optimisers.js';

export const usage = `npm run bench:epochs -- [options]
  --full              more seeds
  --ours              this project's oracles alone, without Python
  --optimisers a,b    of ${optimisers.map(({ name }) => name).join(', ')};
                      or any oracle, perhaps with options: asha:sampler=tpe:brackets=2, random:median=true
  --curves a,b        of ${curves.map(({ name }) => name).join(', ')}
  --seeds n           seeds of each optimiser
  --workers n         workers that train at a time (8)
  --trainings n       whole trainings that they have the time for, all together (30)
  --json file         appends each run to a file, one JSON object a line
  --with file         puts the runs of such a file into the tables too`;

export interface Options {
  readonly optimisers: readonly Optimiser[];
  readonly curves: readonly Curve[];
  /** How many seeds an optimiser gets. */
  readonly seedsOf: (optimiser: Optimiser) => number;
  readonly workers: number;
  readonly trainings: number;
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
      ours: { type: 'boolean', default: false },
      optimisers: { type: 'string' },
      curves: { type: 'string' },
      seeds: { type: 'string' },
      workers: { type: 'string', default: '8' },
      trainings: { type: 'string', default: '30' },
      json: { type: 'string' },
      with: { type: 'string' },
    },
  });
  const form = values.full ? 'full' : 'quick';
  const seeds = values.seeds === undefined ? undefined : count('seeds', values.seeds);
  const chosen = values.optimisers ? values.optimisers.split(',').map(optimiserNamed) : optimisers;
  return {
    optimisers: values.ours ? chosen.filter(({ peer }) => !peer) : chosen,
    curves: values.curves ? named('curve', curves, values.curves) : curves,
    seedsOf: (optimiser) => seeds ?? optimiser.seeds[form],
    workers: count('workers', values.workers),
    trainings: count('trainings', values.trainings),
    json: values.json,
    earlier: values.with,
  };
}
