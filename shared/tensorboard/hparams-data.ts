import { PbfWriter } from 'pbf';
import type { PluginData } from './event.js';
import type { Domain, Hyperparameter, PluginValue } from './hyperparameters.js';

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

/** Plugin, tags and oneof fields: `metadata.py` and `plugin_data.proto` of TensorBoard's HParams plugin. */
export const encodeExperiment = (experiment: Experiment) => pluginData('experiment', 2, writeExperiment, experiment);
export const encodeSessionStart = (start: SessionStart) =>
  pluginData('session_start_info', 3, writeSessionStart, start);
export const encodeSessionEnd = (end: SessionEnd) => pluginData('session_end_info', 4, writeSessionEnd, end);

type Write<T> = (message: T, writer: PbfWriter) => void;

function pluginData<T>(name: string, field: number, write: Write<T>, message: T): PluginData {
  const writer = new PbfWriter();
  writer.writeMessage(field, write, message);
  return { tag: `_hparams_/${name}`, plugin: 'hparams', content: writer.finish() };
}

/** `Experiment`, `HParamInfo`, `Interval`, `MetricInfo` and `MetricName` are in `api.proto`. */
function writeExperiment({ name, created, hyperparameters, metrics }: Experiment, writer: PbfWriter): void {
  writer.writeDoubleField(3, created / 1000);
  for (const hyperparameter of hyperparameters) writer.writeMessage(4, writeHyperparameter, hyperparameter);
  for (const metric of metrics) writer.writeMessage(5, writeMetric, metric);
  writer.writeStringField(6, name);
}

function writeHyperparameter({ name, type, domain, differs }: Hyperparameter, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeVarintField(4, types[type]);
  if (domain && 'values' in domain) writer.writeMessage(5, writeList, domain.values);
  if (domain && 'min' in domain) writer.writeMessage(6, writeInterval, domain);
  writer.writeBooleanField(7, differs);
}

function writeInterval({ min, max }: Extract<Domain, { min: number }>, writer: PbfWriter): void {
  writer.writeDoubleField(1, min);
  writer.writeDoubleField(2, max);
}

function writeMetric({ tag, displayName }: MetricInfo, writer: PbfWriter): void {
  writer.writeMessage(1, writeMetricName, tag);
  if (displayName !== undefined) writer.writeStringField(3, displayName);
}

function writeMetricName(tag: string, writer: PbfWriter): void {
  writer.writeStringField(2, tag);
}

/** `SessionStartInfo` and `SessionEndInfo` are in `plugin_data.proto`. */
function writeSessionStart({ at, hyperparameters }: SessionStart, writer: PbfWriter): void {
  for (const entry of hyperparameters) writer.writeMessage(1, writeEntry, entry);
  writer.writeDoubleField(5, at / 1000);
}

function writeSessionEnd({ at, status }: SessionEnd, writer: PbfWriter): void {
  writer.writeVarintField(1, statuses[status]);
  writer.writeDoubleField(2, at / 1000);
}

/** An entry of a map is a message of its key and its value. */
function writeEntry([name, value]: SessionStart['hyperparameters'][number], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeValue, value);
}

/** `ListValue` and `Value` are in protobuf's `struct.proto`. */
function writeList(values: readonly PluginValue[], writer: PbfWriter): void {
  for (const value of values) writer.writeMessage(1, writeValue, value);
}

function writeValue(value: PluginValue, writer: PbfWriter): void {
  if (typeof value === 'number') writer.writeDoubleField(2, value);
  else if (typeof value === 'string') writer.writeStringField(3, value);
  else writer.writeBooleanField(4, value);
}
