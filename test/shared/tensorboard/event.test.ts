import { BinaryReader } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';

import { describe, expect, it } from 'vitest';
import {
  type Event,
  encodeEvent,
  encodeFirstEvent,
  type PluginData,
  type Scalar,
} from '../../../shared/tensorboard/event.js';

const scalars: fc.Arbitrary<Scalar> = fc.record({
  tag: fc.string({ maxLength: 300, unit: 'binary' }),
  value: fc.float(),
});
const pluginData: fc.Arbitrary<PluginData> = fc.record({
  tag: fc.string(),
  plugin: fc.string(),
  content: fc.uint8Array({ maxLength: 300 }),
});
const events: fc.Arbitrary<Event> = fc.record({
  at: fc.double({ noNaN: true }),
  step: fc.maxSafeNat(),
  values: fc.array(fc.oneof(scalars, pluginData)),
});

/** How the fields of a message are read, by their numbers. */
type Readers = Record<number, (reader: BinaryReader) => unknown>;

/** Numbers and contents of the fields of a message that ends at `end`. */
function fieldsOf(reader: BinaryReader, readers: Readers, end = reader.len): [number, unknown][] {
  const fields: [number, unknown][] = [];
  while (reader.pos < end) {
    const [field] = reader.tag();
    fields.push([field, readers[field]?.(reader)]);
  }
  return fields;
}

const message = (readers: Readers) => (reader: BinaryReader) => {
  const length = reader.uint32();
  return fieldsOf(reader, readers, reader.pos + length);
};
const text = (reader: BinaryReader) => reader.string();
const pluginFields: Readers = { 1: text, 2: (reader) => reader.bytes() };
const valueFields: Readers = { 1: text, 2: (reader) => reader.float(), 9: message({ 1: message(pluginFields) }) };
const eventFields: Readers = {
  1: (reader) => reader.double(),
  2: (reader) => Number(reader.int64()),
  3: text,
  5: message({ 1: message(valueFields) }),
};
const decodeEvent = (bytes: Uint8Array) => fieldsOf(new BinaryReader(bytes), eventFields);

describe('an event', () => {
  it('has the fields of event.proto and summary.proto, whatever the numbers and texts', () => {
    fc.assert(
      fc.property(events, ({ at, step, values }) => {
        const written = values.map((value) => [
          1,
          'value' in value
            ? [
                [1, value.tag],
                [2, value.value],
              ]
            : [
                [1, value.tag],
                [
                  9,
                  [
                    [
                      1,
                      [
                        [1, value.plugin],
                        [2, value.content],
                      ],
                    ],
                  ],
                ],
              ],
        ]);
        expect(decodeEvent(encodeEvent({ at, step: step as number, values }))).toEqual([
          [1, at / 1000],
          [2, step],
          [5, written],
        ]);
      }),
    );
  });

  it('that is the first of a file says the version of the format', () => {
    expect(decodeEvent(encodeFirstEvent(1500))).toEqual([
      [1, 1.5],
      [3, 'brain.Event:2'],
    ]);
  });
});
