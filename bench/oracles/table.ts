import { availableParallelism, cpus } from 'node:os';
import { median, type Report, type Run } from './regret.js';

/** The day, and what machine this is. */
export function describeMachine(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`;
}

/** A Markdown table: its first column text, the others numbers. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((each, column) =>
    Math.max(...[each, ...rows.map((row) => row[column] ?? '')].map(({ length }) => length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

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

/** With one decimal below 100, without any above. */
export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 100 ? milliseconds.toFixed(1) : milliseconds.toFixed(0);
}
