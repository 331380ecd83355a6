import { median } from '../shared/statistics.js';
import { formatMilliseconds, tableOf } from '../shared/table.js';
import type { Report, Run } from './regret.js';

/** Regret by problem, its mean, the mean rank, and what a suggestion takes. */
export function regretTable({ trials, optimisers, problems, mean, rank }: Report, runs: readonly Run[]): string {
  const row = (title: string, cell: (optimiser: string) => string) => [title, ...optimisers.map(cell)];
  const rows = [...problems].map(([problem, regrets]) =>
    row(problem, (name) => (regrets.get(name) as number).toFixed(3)),
  );
  return tableOf(
    [`after ${trials} trials`, ...optimisers],
    [
      ...rows,
      row('mean regret', (name) => (mean.get(name) as number).toFixed(3)),
      row('mean rank', (name) => (rank.get(name) as number).toFixed(2)),
      row('ms a suggestion', (name) => formatMilliseconds(millisecondsOf(runs, name))),
    ],
  );
}

/** Over the second half of each run, where an optimiser has left its initial design. */
function millisecondsOf(runs: readonly Run[], name: string): number {
  return median(
    runs
      .filter(({ optimiser }) => optimiser === name)
      .flatMap(({ milliseconds }) => milliseconds.slice(milliseconds.length / 2)),
  );
}
