import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeRecord, encodeRecord } from '../../../shared/study/codec.js';
import { assignedSchema, resultSchema } from '../../../shared/study/records.js';
import { assigned, completed } from './records.js';

describe('a record', () => {
  it('reads back as it was written', () => {
    const any = z.record(z.string(), z.any());
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.jsonValue(),
        ),
        (record) => {
          const plain = JSON.parse(JSON.stringify(record));
          expect(decodeRecord(any, 'k', encodeRecord(plain))).toEqual(plain);
        },
      ),
    );
    expect(decodeRecord(assignedSchema, 'k', encodeRecord(assigned(3)))).toEqual(assigned(3));
    expect(decodeRecord(resultSchema, 'k', encodeRecord(completed(3, 0.1)))).toEqual(completed(3, 0.1));
  });

  it('is refused, by its key, with any byte changed or missing', () => {
    const bytes = Buffer.from(encodeRecord(assigned(3)));
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const damaged = Buffer.from(bytes);
        damaged[position] = (damaged[position] as number) ^ change;
        expect(() => decodeRecord(assignedSchema, 'legs/3', damaged)).toThrow(/record legs\/3 cannot be read/);
        expect(() => decodeRecord(assignedSchema, 'legs/3', bytes.subarray(0, position))).toThrow(/legs\/3/);
      }),
    );
  });

  it('is refused if a later version wrote it', () => {
    const later = Buffer.from(String(Buffer.from(encodeRecord({ a: 1 }))).replace('"version":1', '"version":2'));
    expect(() => decodeRecord(z.any(), 'k', later)).toThrow('it is of version 2, this program reads 1');
  });
});
