import { Option } from 'commander';
import type { Direction } from '../shared/study/records.js';
import { type LeaderboardFormat, leaderboardFormats } from './display/leaderboard.js';
import { whole } from './option-values.js';
import { jsonOption, type ShowFlags } from './options.js';

/** Flags of how the best trials are shown. */
export interface LeaderboardFlags extends ShowFlags {
  readonly limit: number;
  readonly sort?: Sort;
  readonly format: LeaderboardFormat;
}

/** The metric to rank by, and how, if not by the metric's own direction. */
interface Sort {
  readonly metric: string;
  readonly direction?: Direction;
}

export const leaderboardOptions = (): Option[] => [
  new Option('--limit <n>', 'rows to print').default(20).argParser(whole(1)),
  new Option(
    '--sort <metric>',
    'rank by this metric, best first (default: the objective); metric:asc from its smallest value up, metric:desc down',
  ).argParser(sortOf),
  new Option('--format <name>', 'how to print them').choices(leaderboardFormats).default('table'),
  jsonOption().conflicts('format'),
];

function sortOf(text: string): Sort {
  const [, metric = text, order] = /^(.+):(asc|desc)$/.exec(text) ?? [];
  return order === undefined ? { metric } : { metric, direction: order === 'asc' ? 'min' : 'max' };
}
