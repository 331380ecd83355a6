import type { Column } from './data-table.js';

/** What a spreadsheet takes for the beginning of a formula, also behind apostrophes: as in the export of trials. */
const formula = /^'*[=+\-@\t\r\n]/;

/** Rows of a table as comma-separated values (RFC 4180), by what its columns are sorted by: numbers with all their digits. */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const sortable = columns.filter(({ value }) => value);
  const lines = [sortable.map(({ name }) => name), ...rows.map((row) => sortable.map(({ value }) => value?.(row)))];
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value === undefined || value === null ? '' : String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
