import { parseArgs } from 'node:util';
import { count } from '../shared/arguments.js';

export const usage = `npm run bench:page -- [options]
  --openings n   how often each section is opened (5)`;

export interface Options {
  readonly openings: number;
}

/** @throws Error if an option is unknown, or no number. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: { openings: { type: 'string', default: '5' } } });
  return { openings: count('openings', values.openings) };
}
