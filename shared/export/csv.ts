import { csvLines } from '../display/format.js';
import type { Cell, TypedColumn } from './table.js';

/**
 * What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), also behind apostrophes, so that the one
 * which is put before it can be taken away again without a doubt.
 */
const formula = /^'*[=+\-@\t\r\n]/;

/**
 * Comma-separated values as RFC 4180 has them. Numbers have all their digits, undefined is an empty cell, an empty text a
 * quoted one. A text that a spreadsheet would run has an apostrophe before it.
 */
export function csvOf(columns: readonly TypedColumn[]): string {
  const header = columns.map(({ name }) => harmless(name));
  const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => harmless(cells[row])));
  return csvLines(header, rows)
    .map((line) => `${line}\r\n`)
    .join('');
}

function harmless<C extends Cell>(cell: C): C | string {
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell;
}
