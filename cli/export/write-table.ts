import { epochTable, trialTable } from '../../shared/export/study-tables.js';
import type { TypedColumn } from '../../shared/export/table.js';
import type { Study } from '../../shared/study/study.js';
import { writeOut } from './write-out.js';

/** Writes the trials of a study, or their epochs, as a table. @returns how many rows it has */
export async function writeTable(
  study: Study,
  format: 'csv' | 'parquet',
  rows: 'trials' | 'epochs',
  path: string,
): Promise<number> {
  const columns = rows === 'trials' ? trialTable(study) : epochTable(study);
  await writeOut(path, await encode(columns, format));
  return columns[0]?.cells.length ?? 0;
}

async function encode(columns: readonly TypedColumn[], format: 'csv' | 'parquet'): Promise<string | Uint8Array> {
  if (format === 'csv') return (await import('../../shared/export/csv.js')).csvOf(columns);
  return (await import('../../shared/export/parquet.js')).parquetOf(columns);
}
