import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf as exported } from '../../../shared/export/csv.js';
import { csvOf } from '../../../ui/parts/csv.js';
import { tables } from '../../shared/export/typed-columns.js';

describe('the comma-separated values of a table in the page', () => {
  it('are those of an export, which another reader reads back', () => {
    fc.assert(
      fc.property(tables, (columns) => {
        const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row]));
        const shown = columns.map(({ name }, index) => ({
          name,
          cell: () => null,
          value: (row: (typeof rows)[number]) => {
            const cell = row[index];
            return typeof cell === 'boolean' ? String(cell) : cell;
          },
        }));
        expect(csvOf([...shown, { name: 'unsorted', cell: () => null }], rows)).toBe(exported(columns));
      }),
    );
  });
});
