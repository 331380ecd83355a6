import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { PluginData } from './event.js';
import type { Hyperparameter, PluginValue } from './hyperparameters.js';

/** A metric as the HParams plugin lists it: the scalars with its tag. */
export interface MetricInfo {
  readonly tag: string;
  /** @default the tag */
  readonly displayName?: string;
}

/** A study as the HParams plugin knows it. */
export interface Experiment {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly hyperparameters: readonly Hyperparameter[];
  readonly metrics: readonly MetricInfo[];
}

/** The beginning of a session, which is a trial. */
export interface SessionStart {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly hyperparameters: readonly (readonly [name: string, value: PluginValue])[];
}

/** The end of a session. */
export interface SessionEnd {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly status: keyof typeof statuses;
}

/** `Status` in `api.proto`. */
const statuses = { success: 1, failure: 2 } as const;
/** `DataType` in `api.proto`. */
const types = { string: 1, boolean: 2, number: 3 } as const;

const { Bit64, LengthDelimited, Varint } = WireType;

/** Plugin, tags and oneof fields are in `metadata.py` and `plugin_data.proto` of TensorBoard's HParams plugin. */
export function encodeExperiment({ name, created, hyperparameters, metrics }: Experiment): PluginData {
  return pluginData('experiment', 2, (writer) => {
    writer.tag(3, Bit64).double(created / 1000);
    for (const each of hyperparameters) writeMessage(writer, 4, () => writeHyperparameter(each, writer));
    for (const each of metrics) writeMessage(writer, 5, () => writeMetric(each, writer));
    writer.tag(6, LengthDelimited).string(name);
  });
}

export function encodeSessionStart({ at, hyperparameters }: SessionStart): PluginData {
  return pluginData('session_start_info', 3, (writer) => {
    for (const [name, value] of hyperparameters) {
      // An entry of a map is a message of its key and its value.
      writeMessage(writer, 1, () => {
        writer.tag(1, LengthDelimited).string(name);
        writeMessage(writer, 2, () => writeValue(value, writer));
      });
    }
    writer.tag(5, Bit64).double(at / 1000);
  });
}

export function encodeSessionEnd({ at, status }: SessionEnd): PluginData {
  return pluginData('session_end_info', 4, (writer) => {
    writer.tag(1, Varint).int32(statuses[status]);
    writer.tag(2, Bit64).double(at / 1000);
  });
}

function pluginData(name: string, field: number, write: (writer: BinaryWriter) => void): PluginData {
  const writer = new BinaryWriter();
  writeMessage(writer, field, () => write(writer));
  return { tag: `_hparams_/${name}`, plugin: 'hparams', content: writer.finish() };
}

function writeMessage(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, LengthDelimited).fork();
  write();
  writer.join();
}

/** `HParamInfo` and `Interval` in `api.proto`, `ListValue` in protobuf's `struct.proto`. */
function writeHyperparameter({ name, type, domain, differs }: Hyperparameter, writer: BinaryWriter): void {
  writer.tag(1, LengthDelimited).string(name);
  writer.tag(4, Varint).int32(types[type]);
  if (domain && 'values' in domain) {
    writeMessage(writer, 5, () => {
      for (const value of domain.values) writeMessage(writer, 1, () => writeValue(value, writer));
    });
  } else if (domain) {
    writeMessage(writer, 6, () => writer.tag(1, Bit64).double(domain.min).tag(2, Bit64).double(domain.max));
  }
  writer.tag(7, Varint).bool(differs);
}

/** `MetricInfo` and `MetricName` in `api.proto`. */
function writeMetric({ tag, displayName }: MetricInfo, writer: BinaryWriter): void {
  writeMessage(writer, 1, () => writer.tag(2, LengthDelimited).string(tag));
  if (displayName !== undefined) writer.tag(3, LengthDelimited).string(displayName);
}

/** `Value` in protobuf's `struct.proto`. */
function writeValue(value: PluginValue, writer: BinaryWriter): void {
  if (typeof value === 'number') writer.tag(2, Bit64).double(value);
  else if (typeof value === 'string') writer.tag(3, LengthDelimited).string(value);
  else writer.tag(4, Varint).bool(value);
}
