import fc from 'fast-check';
import type { Cell, TypedColumn } from '../../../shared/export/table.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', 'a', '\u2028') }),
);
const cellOf: Readonly<Record<TypedColumn['type'], fc.Arbitrary<Cell>>> = {
  whole: fc.maxSafeInteger(),
  number: fc.double(),
  boolean: fc.boolean(),
  text,
};

/** Tables of all types of columns, some cells of which are empty. */
export const tables = fc.integer({ min: 0, max: 60 }).chain((rows) =>
  fc.array(
    fc.constantFrom('whole', 'number', 'boolean', 'text').chain((type) =>
      fc.record({
        name: fc.string({ minLength: 1 }),
        type: fc.constant(type),
        cells: fc.array(fc.option(cellOf[type], { nil: undefined }), { minLength: rows, maxLength: rows }),
      }),
    ),
    { minLength: 2, maxLength: 6 },
  ),
);
