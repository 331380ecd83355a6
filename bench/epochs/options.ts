import { parseArgs } from 'node:util';
import { count, named } from '../shared/arguments.js';
import { type Comparison, comparisonFlags, comparisonOf, comparisonUsage } from '../shared/comparison.js';
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
  --workers n         workers that train at a time (8)
  --trainings n       whole trainings that they have the time for, all together (30)
${comparisonUsage}`;

export interface Options extends Comparison {
  readonly optimisers: readonly Optimiser[];
  readonly curves: readonly Curve[];
  readonly workers: number;
  readonly trainings: number;
}

/** @throws Error if an option is unknown, or what it names is. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...comparisonFlags,
      ours: { type: 'boolean', default: false },
      curves: { type: 'string' },
      workers: { type: 'string', default: '8' },
      trainings: { type: 'string', default: '30' },
    },
  });
  const chosen = values.optimisers ? values.optimisers.split(',').map(optimiserNamed) : optimisers;
  return {
    ...comparisonOf(values),
    optimisers: values.ours ? chosen.filter(({ peer }) => !peer) : chosen,
    curves: values.curves ? named('curve', curves, values.curves) : curves,
    workers: count('workers', values.workers),
    trainings: count('trainings', values.trainings),
  };
}
