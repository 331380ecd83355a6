/** A trial on two axes, each from 0 to 1, with what is to be seen there. */
export type SurfacePoint = readonly [x: number, y: number, value: number];

/** A cell of a grid over the two axes, by the positions of its middle. */
export type SurfaceCell = readonly [x: number, y: number, value: number];

/** Cells along an axis of numbers. */
export const cellsOfNumbers = 32;

/** How an axis is divided: a number into cells, categories into one each. */
export interface Divided {
  /** How many categories; undefined for a number. */
  readonly bands: number | undefined;
}

/**
 * A surface through scattered trials, over a grid. A cell with trials has their mean; another the means of the cells that have trials,
 * weighted by the inverse square of their distance (Shepard 1968), each axis counting from 0 to 1. Categories have no
 * distance, so a cell looks only at those of its own categories, and is missing where they have no trial.
 *
 * It is what the trials around say, not a model: between trials it is a guess, and noise stays in it.
 */
export function surfaceOf(points: readonly SurfacePoint[], across: Divided, up: Divided): SurfaceCell[] {
  const [columns, rows] = [across.bands ?? cellsOfNumbers, up.bands ?? cellsOfNumbers];
  const known = meansOf(points, columns, rows);
  const cells: SurfaceCell[] = [];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const alike = known.filter(
        (other) =>
          (across.bands === undefined || other.column === column) && (up.bands === undefined || other.row === row),
      );
      const value = alike.length > 0 ? interpolated(alike, column, row, columns, rows) : undefined;
      if (value !== undefined) cells.push([(column + 0.5) / columns, (row + 0.5) / rows, value]);
    }
  }
  return cells;
}

interface Mean {
  readonly column: number;
  readonly row: number;
  readonly value: number;
}

/** The mean of each cell that has points. */
function meansOf(points: readonly SurfacePoint[], columns: number, rows: number): Mean[] {
  const cells = new Map<number, { sum: number; count: number }>();
  for (const [x, y, value] of points) {
    const key = cellAt(x, columns) * rows + cellAt(y, rows);
    const cell = cells.get(key) ?? { sum: 0, count: 0 };
    cells.set(key, { sum: cell.sum + value, count: cell.count + 1 });
  }
  return [...cells].map(([key, { sum, count }]) => ({
    column: Math.floor(key / rows),
    row: key % rows,
    value: sum / count,
  }));
}

function cellAt(position: number, cells: number): number {
  return Math.min(cells - 1, Math.floor(position * cells));
}

function interpolated(means: readonly Mean[], column: number, row: number, columns: number, rows: number): number {
  let [weights, sum] = [0, 0];
  for (const mean of means) {
    const squared = ((mean.column - column) / columns) ** 2 + ((mean.row - row) / rows) ** 2;
    if (squared === 0) return mean.value;
    weights += 1 / squared;
    sum += mean.value / squared;
  }
  return sum / weights;
}

/**
 * The values that colours are for: from the least to the greatest, but on the worse side no further than Tukey's fence, one and a half
 * interquartile ranges beyond the quartiles: one bad score would make all others look alike.
 */
export function shownRange(
  values: readonly number[],
  isMaximised: boolean,
): readonly [least: number, greatest: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  const fence = 1.5 * (at(0.75) - at(0.25));
  const [least, greatest] = [at(0), at(1)];
  return isMaximised ? [Math.max(least, at(0.25) - fence), greatest] : [least, Math.min(greatest, at(0.75) + fence)];
}
