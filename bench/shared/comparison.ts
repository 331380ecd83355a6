import { count } from './arguments.js';
import type { Optimiser } from './optimiser.js';

/** Flags of every bench that compares optimisers. */
export const comparisonFlags = {
  full: { type: 'boolean', default: false },
  optimisers: { type: 'string' },
  seeds: { type: 'string' },
  json: { type: 'string' },
  with: { type: 'string' },
} as const;

export const comparisonUsage = `\
  --seeds n           seeds of each optimiser
  --json file         appends each run to a file, one JSON object a line
  --with file         puts the runs of such a file into the tables too`;

export interface Comparison {
  readonly form: 'quick' | 'full';
  /** How many seeds an optimiser gets: at least one, of those that were named. */
  readonly seedsOf: (optimiser: Optimiser) => number;
  readonly json: string | undefined;
  /** A file of runs that were made before. */
  readonly earlier: string | undefined;
}

interface Flags {
  readonly full: boolean;
  readonly seeds?: string | undefined;
  readonly json?: string | undefined;
  readonly with?: string | undefined;
}

/** @throws Error if seeds are no number. */
export function comparisonOf(values: Flags): Comparison {
  const form = values.full ? 'full' : 'quick';
  const seeds = values.seeds === undefined ? undefined : count('seeds', values.seeds);
  return {
    form,
    seedsOf: (optimiser) => seeds ?? Math.max(1, optimiser.seeds[form]),
    json: values.json,
    earlier: values.with,
  };
}
