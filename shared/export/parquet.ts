import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, TypedColumn } from './table.js';

const types: Readonly<Record<TypedColumn['type'], BasicType>> = {
  whole: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'STRING',
};

/** A table as an Apache Parquet file: a typed column each, with nulls where a row has nothing. */
export function parquetOf(columns: readonly TypedColumn[]): Uint8Array<ArrayBuffer> {
  const columnData = columns.map(({ name, type, cells }) => ({
    name,
    type: types[type],
    data: cells.map((cell) => (type === 'whole' ? wholeOf(cell) : (cell ?? null))),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'stepladder' }));
}

function wholeOf(cell: Cell): bigint | null {
  return cell === undefined ? null : BigInt(cell);
}
