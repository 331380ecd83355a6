import { PbfWriter } from 'pbf';

/** A number after an epoch; TensorBoard keeps 32 bits of it. */
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

/** The version of the format: what every event file begins with (`events_writer.h`). */
const fileVersion = 'brain.Event:2';

/**
 * The first event of a file, encoded.
 *
 * @param at milliseconds since 1970.
 */
export function encodeFirstEvent(at: number): Uint8Array {
  const writer = new PbfWriter();
  writer.writeDoubleField(1, at / 1000);
  writer.writeStringField(3, fileVersion);
  return writer.finish();
}

/** The fields of `Event` in TensorFlow's `event.proto`, and of `Summary` in `summary.proto`. */
export function encodeEvent({ at, step = 0, values }: Event): Uint8Array {
  const writer = new PbfWriter();
  writer.writeDoubleField(1, at / 1000);
  writer.writeVarintField(2, step);
  writer.writeMessage(5, writeSummary, values);
  return writer.finish();
}

function writeSummary(values: Event['values'], writer: PbfWriter): void {
  for (const value of values) writer.writeMessage(1, writeValue, value);
}

function writeValue(value: Scalar | PluginData, writer: PbfWriter): void {
  writer.writeStringField(1, value.tag);
  if ('value' in value) writer.writeFloatField(2, value.value);
  else writer.writeMessage(9, writeMetadata, value);
}

function writeMetadata(data: PluginData, writer: PbfWriter): void {
  writer.writeMessage(1, writePluginData, data);
}

function writePluginData({ plugin, content }: PluginData, writer: PbfWriter): void {
  writer.writeStringField(1, plugin);
  writer.writeBytesField(2, content);
}
