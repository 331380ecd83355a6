import { formatNumber } from '../../shared/display/format.js';

const rows = 12;
/** Columns of the plot itself, at most. */
const mostColumns = 72;

export interface Plot {
  /** Ascending whole numbers. */
  readonly x: readonly number[];
  /** Of each x, a value that stays until the next. */
  readonly line: readonly number[];
  /** Of each x, a value that is drawn for itself. */
  readonly dots?: readonly number[];
  /** Where bad dots are: those far out are drawn on the border, as arrows. @default nowhere */
  readonly worse?: 'up' | 'down';
  /** How wide a line of text may be. */
  readonly columns: number;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** A plot of text, 12 lines high, with its axes. */
export function formatPlot(plot: Plot): string {
  const range = rangeOf(plot);
  const labels = labelsOf(range);
  const margin = Math.max(...labels.map((label) => label.length));
  const cells = draw(plot, range, Math.max(8, Math.min(mostColumns, plot.columns - margin - 2)));
  const lines = cells.map((row, index) => {
    const label = labels[index] ?? '';
    return `${label.padStart(margin)} ${label ? '┤' : '│'}${row.join('')}`.trimEnd();
  });
  return [...lines, ...axisOf(plot.x, ' '.repeat(margin + 1), cells[0]?.length ?? 0)].join('\n');
}

/** By row from the top: at both ends and in the middle. */
function labelsOf({ low, high }: Range): string[] {
  const labels = new Array<string>(rows).fill('');
  for (const row of low === high ? [rows - 1] : [0, Math.floor(rows / 2), rows - 1]) {
    labels[row] = formatNumber(high - ((high - low) * row) / (rows - 1));
  }
  return labels;
}

function axisOf(x: readonly number[], margin: string, columns: number): string[] {
  const [first, last] = [String(x[0]), x.length > 1 ? String(x.at(-1)) : ''];
  return [`${margin}└${'─'.repeat(columns)}`, `${margin} ${first}${last.padStart(columns - first.length)}`];
}

function draw({ x, line, dots = [] }: Plot, range: Range, columns: number): string[][] {
  const cells = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  const [first, last] = [x[0] as number, x.at(-1) as number];
  const columnOf = (value: number) => Math.floor(((value - first) / (last - first + 1)) * columns);
  drawLine(cells, (column) => rowOf(line[x.findLastIndex((value) => columnOf(value) <= column)] as number, range));
  for (const [index, value] of dots.entries()) {
    const mark = value > range.high ? '↑' : value < range.low ? '↓' : '•';
    (cells[rowOf(value, range)] as string[])[columnOf(x[index] as number)] = mark;
  }
  return cells;
}

/** @param rowAt the row that the line has reached at the end of a column. */
function drawLine(cells: string[][], rowAt: (column: number) => number): void {
  let from = rowAt(0);
  for (const column of (cells[0] as string[]).keys()) {
    const to = rowAt(column);
    const set = (row: number, mark: string) => {
      (cells[row] as string[])[column] = mark;
    };
    set(from, from < to ? '╮' : '╯');
    for (let row = Math.min(from, to) + 1; row < Math.max(from, to); row++) set(row, '│');
    set(to, from === to ? '─' : from < to ? '╰' : '╭');
    from = to;
  }
}

/** From the top. */
function rowOf(value: number, { low, high }: Range): number {
  if (low === high) return rows - 1;
  const share = (Math.min(high, Math.max(low, value)) - low) / (high - low);
  return Math.round((1 - share) * (rows - 1));
}

/** All values, but on the worse side none beyond Tukey's fence: 1.5 interquartile ranges from the quartile. */
function rangeOf({ line, dots = [], worse }: Plot): Range {
  const values = [...line, ...dots].sort((a, b) => a - b);
  const [low, high] = [values[0] as number, values.at(-1) as number];
  if (!worse) return { low, high };
  const sorted = [...dots].sort((a, b) => a - b);
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  const [lower, upper] = [quartile(0.25), quartile(0.75)];
  const fence = 1.5 * (upper - lower);
  return worse === 'down' ? { low: Math.max(low, lower - fence), high } : { low, high: Math.min(high, upper + fence) };
}
