import type { ComponentChildren } from 'preact';

interface PlainTableProps {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A short table: where there are thousands of rows, a `DataTable` draws those in sight. */
export function PlainTable({ caption, header, rows }: PlainTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class="plain">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={header[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
