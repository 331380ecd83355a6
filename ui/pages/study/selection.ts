import type { ParallelLine } from '../../plots/parallel-option.js';

/** From a lower to an upper position on an axis. */
export type Interval = readonly [from: number, to: number];

/** The brushed intervals of axes, by the axes' indices. */
export type Brush = ReadonlyMap<number, readonly Interval[]>;

/** The best lines. @param share from 0 to 1; at least one line is left */
export function bestLines(lines: readonly ParallelLine[], share: number): ParallelLine[] {
  const count = Math.max(1, Math.round(share * lines.length));
  return lines.slice(Math.max(0, lines.length - count));
}

/** The lines that pass through a brushed interval on each brushed axis. */
export function brushedLines(lines: readonly ParallelLine[], brush: Brush): readonly ParallelLine[] {
  const axes = [...brush].filter(([, intervals]) => intervals.length > 0);
  if (axes.length === 0) return lines;
  return lines.filter(({ positions }) =>
    axes.every(([axis, intervals]) => {
      const position = positions[axis] as number;
      return intervals.some(([from, to]) => position >= from && position <= to);
    }),
  );
}
