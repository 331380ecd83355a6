import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { parquetOf } from '../../../shared/export/parquet.js';
import { tables } from './typed-columns.js';

describe('the Parquet file of a table', () => {
  it('says every cell exactly to a reader, with its type', async () => {
    const distinct = tables.filter(
      (columns) =>
        new Set(columns.map(({ name }) => name)).size === columns.length &&
        columns.every(({ name }) => name !== '__proto__'),
    );
    await fc.assert(
      fc.asyncProperty(distinct, async (columns) => {
        const bytes = parquetOf(columns);
        const rows = await parquetReadObjects({ file: bytes.buffer });
        expect(rows).toHaveLength(columns[0]?.cells.length ?? 0);
        for (const { name, type, cells } of columns) {
          const known = cells.map((cell) => (typeof cell === 'number' && type === 'whole' ? BigInt(cell) : cell));
          expect(rows.map((row) => row[name])).toEqual(known.map((cell) => cell ?? null));
        }
        const { schema } = parquetMetadata(bytes.buffer);
        const physical = { whole: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN', text: 'BYTE_ARRAY' };
        expect(schema.slice(1).map(({ type }) => type)).toEqual(columns.map(({ type }) => physical[type]));
      }),
      { numRuns: 50 },
    );
  });
});
