/** What a cell can be; undefined where a row has nothing there. */
export type Cell = string | number | boolean | undefined;

/** A column of a table for programs: all its cells are of one type. */
export interface TypedColumn {
  readonly name: string;
  /** `whole`: numbers without a fraction; NaN stands among `number`s for what was not finite. */
  readonly type: 'whole' | 'number' | 'boolean' | 'text';
  /** One a row. */
  readonly cells: readonly Cell[];
}

/** The columns of rows, a function of the row for each. */
export function columnsBy<Row>(
  rows: readonly Row[],
  columns: readonly (readonly [name: string, type: TypedColumn['type'], cell: (row: Row) => Cell])[],
): TypedColumn[] {
  return columns.map(([name, type, cell]) => ({ name, type, cells: rows.map(cell) }));
}
