import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A number after an epoch; event files keep 32 bits of it. */
export interface Scalar {
  readonly tag: string;
  readonly value: number;
}

/** Data that a plugin of TensorBoard understands. */
export interface PluginData {
  readonly tag: string;
  readonly plugin: string;
  readonly content: Uint8Array;
}

/** What an event file has, one after another. */
export interface Event {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The epoch after which it happened. @default 0 */
  readonly step?: number;
  readonly values: readonly (Scalar | PluginData)[];
}

const { Bit32, Bit64, LengthDelimited, Varint } = WireType;

/** The version of the format: what every event file begins with (`events_writer.h`). */
const fileVersion = 'brain.Event:2';

/**
 * The first event of a file, encoded.
 *
 * @param at milliseconds since 1970.
 */
export function encodeFirstEvent(at: number): Uint8Array {
  const writer = new BinaryWriter().tag(1, Bit64).double(at / 1000);
  return writer.tag(3, LengthDelimited).string(fileVersion).finish();
}

/** An event by the fields of TensorFlow's `event.proto`, and of `summary.proto` for its values. */
export function encodeEvent({ at, step = 0, values }: Event): Uint8Array {
  const writer = new BinaryWriter().tag(1, Bit64).double(at / 1000);
  writer.tag(2, Varint).int64(step);
  writer.tag(5, LengthDelimited).fork();
  for (const value of values) {
    writer.tag(1, LengthDelimited).fork();
    writeValue(value, writer);
    writer.join();
  }
  return writer.join().finish();
}

function writeValue(value: Scalar | PluginData, writer: BinaryWriter): void {
  writer.tag(1, LengthDelimited).string(value.tag);
  if ('value' in value) {
    writer.tag(2, Bit32).float(Math.fround(value.value));
    return;
  }
  writer.tag(9, LengthDelimited).fork().tag(1, LengthDelimited).fork();
  writer.tag(1, LengthDelimited).string(value.plugin).tag(2, LengthDelimited).bytes(value.content);
  writer.join().join();
}
