import type { Column } from './data-table.js';
import { Status } from './status.js';

export function textColumn<Row>(name: string, read: (row: Row) => string): Column<Row> {
  return { name, cell: read, value: read };
}

export function statusColumn<Row>(read: (row: Row) => string): Column<Row> {
  return { name: 'status', cell: (row) => <Status status={read(row)} />, value: read };
}

/** @param format what a number looks like, and the lack of one */
export function numberColumn<Row, Value extends number | null | undefined>(
  name: string,
  read: (row: Row) => Value,
  format: (value: Value) => string,
): Column<Row> {
  return { name, cell: (row) => format(read(row)), value: read, isNumeric: true };
}
