import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsv, formatMarkdown } from '../../../shared/display/format.js';
import { rowsOfCsv, rowsOfMarkdown } from './read-back.js';

const text = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', ',', '"', '|', '\\', '\n', '\r', '-', '1') });
const tableOf = <T>(cell: fc.Arbitrary<T>) =>
  fc.integer({ min: 2, max: 4 }).chain((width) => {
    const row = <C>(cells: fc.Arbitrary<C>) => fc.array(cells, { minLength: width, maxLength: width });
    return fc.record({ header: row(text), rows: fc.array(row(cell), { maxLength: 100, size: 'max' }) });
  });

describe('comma-separated values', () => {
  it('say any text and any number exactly, to another reader', () => {
    const cell = fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.constant(undefined));
    fc.assert(
      fc.property(tableOf(cell), ({ header, rows }) => {
        const texts = rows.map((row) => row.map((value) => (value === undefined ? '' : String(value))));
        expect(rowsOfCsv(formatCsv(header, rows))).toEqual([header, ...texts]);
      }),
      { numRuns: 5 },
    );
  });

  it('tell what is absent from what is an empty text', () => {
    expect(formatCsv(['a', 'b'], [[undefined, '']])).toBe('a,b\n,""');
  });
});

describe('a Markdown table', () => {
  it('says any text, but for the kind of white space', () => {
    const plain = (cells: readonly string[]) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(tableOf(text), ({ header, rows }) => {
        expect(rowsOfMarkdown(formatMarkdown(header, rows))).toEqual([header, ...rows].map(plain));
      }),
    );
  });

  it('puts numbers to the right', () => {
    expect(
      formatMarkdown(
        ['name', 'size'],
        [
          ['x|y', '1'],
          ['', '2e-4'],
        ],
      ),
    ).toBe('| name | size |\n| --- | ---: |\n| x\\|y | 1 |\n|  | 2e-4 |');
  });
});
