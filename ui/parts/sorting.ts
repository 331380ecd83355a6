import type { Value } from '../../shared/space/parameter.js';

/** What rows can be put in order by; undefined and null come last in either direction. */
export type Sortable = string | number | undefined | null;

/** A hyperparameter as its column is sorted: numbers by size, all else by its text. */
export function sortable(value: Value | undefined): Sortable {
  return typeof value === 'number' || value === undefined ? value : String(value);
}

/** The column that a table is sorted by. */
export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** The order after a click on a column. */
export function toggled(sorting: Sorting | undefined, column: string): Sorting {
  return { column, isDescending: sorting?.column === column && !sorting.isDescending };
}

/** Rows by their values, equal ones in their old order. Numbers stand before texts. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Sortable, isDescending: boolean): Row[] {
  const sign = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: value(row) ?? undefined }))
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
      return sign * compared(a.key, b.key);
    })
    .map(({ row }) => row);
}

function compared(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
