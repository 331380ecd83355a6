import { formatCsv, formatMarkdown, formatTable, formatValue } from '../../shared/display/format.js';
import type { Value } from '../../shared/space/parameter.js';
import { trialDocument } from '../../shared/study/document.js';
import { columnsOf, pairsOf, type Ranked } from '../../shared/study/leaderboard.js';
import type { Study } from '../../shared/study/study.js';

export const leaderboardFormats = ['table', 'csv', 'markdown', 'json'] as const;
export type LeaderboardFormat = (typeof leaderboardFormats)[number];

/**
 * Ranked trials as text. `csv` and `json` have numbers with all their digits; `json` has the trials' documents, each with its
 * rank and its `pairs`.
 */
export function formatLeaderboard(study: Study, ranked: readonly Ranked[], format: LeaderboardFormat): string {
  if (format === 'json') {
    const rows = ranked.map(({ trial, rank }) => ({
      rank,
      ...trialDocument(trial),
      pairs: pairsOf(study, trial),
    }));
    return JSON.stringify(rows, null, 2);
  }
  const columns = columnsOf(study);
  const header = ['rank', 'trial', ...columns.map((column) => column.header)];
  const rows = ranked.map(({ trial, rank }): (Value | undefined)[] => [
    rank,
    trial.number,
    ...columns.map(({ cell }) => cell(trial)),
  ]);
  if (format === 'csv') return formatCsv(header, rows);
  const texts = rows.map((row) => row.map(formatValue));
  return format === 'markdown' ? formatMarkdown(header, texts) : formatTable(header, texts);
}
