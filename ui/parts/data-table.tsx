import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { type Sortable, type Sorting, sorted, toggled } from './sorting.js';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What the column is sorted by, if it can be. */
  readonly value?: (row: Row) => Sortable;
  readonly isNumeric?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** What stands there without rows. */
  readonly empty: string;
}

/** Height of a row in pixels, as `style.css` has it: it tells which rows are in sight. */
const rowHeight = 34;

/** Rows drawn above and below those in sight, so that scrolling shows no gap. */
const margin = 10;

/** Rows drawn before it is known how many are in sight. */
const firstRows = 30;

/** A table that is sorted by a click on a column, and draws only the rows in sight: ten thousand cost no more than fifty. */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting>();
  const [sight, setSight] = useState({ top: 0, height: firstRows * rowHeight });
  const frame = useRef<HTMLElement>(null);
  const ordered = useMemo(() => {
    const column = columns.find(({ name }) => name === sorting?.column);
    return column?.value && sorting ? sorted(rows, column.value, sorting.isDescending) : rows;
  }, [rows, columns, sorting]);
  const first = Math.max(0, Math.min(Math.floor(sight.top / rowHeight), ordered.length) - margin);
  const last = Math.min(ordered.length, Math.ceil((sight.top + sight.height) / rowHeight) + margin);
  const look = () => frame.current && setSight({ top: frame.current.scrollTop, height: frame.current.clientHeight });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="rows" ref={frame} onScroll={look} tabIndex={0} aria-label={caption}>
      <table aria-rowcount={ordered.length + 1}>
        <caption>{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeaderCell key={column.name} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} columns={columns.length} />
          {ordered.slice(first, last).map((row, index) => (
            <tr key={keyOf(row)} aria-rowindex={first + index + 2}>
              {columns.map(({ name, cell, isNumeric }) => (
                <td key={name} class={isNumeric ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
          <Gap rows={ordered.length - last} columns={columns.length} />
        </tbody>
      </table>
      {ordered.length === 0 && <p class="empty">{empty}</p>}
    </section>
  );
}

function HeaderCell<Row>({
  column: { name, value, isNumeric },
  sorting,
  onSort,
}: {
  column: Column<Row>;
  sorting: Sorting | undefined;
  onSort: (sorting: Sorting) => void;
}) {
  if (!value) return <th scope="col">{name}</th>;
  const order = sorting?.column === name ? (sorting.isDescending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={order} class={isNumeric ? 'number' : undefined}>
      <button type="button" onClick={() => onSort(toggled(sorting, name))}>
        {name}
      </button>
    </th>
  );
}

/** Takes the place of rows that are out of sight. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="gap">
      <td colSpan={columns} style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}
