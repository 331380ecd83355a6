import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../shared/export/csv.js';
import type { Cell } from '../../../shared/export/table.js';
import { rowsOfCsv } from '../display/read-back.js';
import { tables } from './typed-columns.js';

/** A text before an apostrophe was put before it, where a spreadsheet would run it. */
const withoutGuard = (read: string) => read.replace(/^'(?='*[=+\-@\t\r\n])/, '');

/** A cell by what was read. */
const cellOf = (read: string, type: string): Cell => {
  if (type === 'text') return withoutGuard(read);
  if (read === '') return undefined;
  return type === 'boolean' ? read === 'true' : Number(read);
};

describe('the comma-separated values of a table', () => {
  it('say every cell exactly to another reader, and no text that a spreadsheet would run', () => {
    fc.assert(
      fc.property(tables, (columns) => {
        const [header, ...rows] = rowsOfCsv(csvOf(columns));
        expect(header?.map(withoutGuard)).toEqual(columns.map(({ name }) => name));
        for (const [index, { type, cells }] of columns.entries()) {
          const column = rows.map((row) => row[index] as string);
          const absent = type === 'text' ? '' : undefined;
          // -0 is written as 0.
          const known = cells.map((cell) => (cell === 0 ? 0 : (cell ?? absent)));
          expect(column.map((read) => cellOf(read, type))).toEqual(known);
          if (type === 'text') expect(column.filter((read) => /^[=+\-@\t\r\n]/.test(read))).toEqual([]);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('end each line as RFC 4180 says, and tell what is absent from an empty text', () => {
    const columns = [
      { name: 'a', type: 'text', cells: ['', undefined, '=1+1', "'=1"] },
      { name: 'b,c', type: 'number', cells: [-1, Number.NaN, undefined, 0.1] },
    ] as const;
    expect(csvOf(columns)).toBe('a,"b,c"\r\n"",-1\r\n,NaN\r\n\'=1+1,\r\n\'\'=1,0.1\r\n');
  });
});
