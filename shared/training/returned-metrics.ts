import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import type { MetricObjective } from '../study/records.js';

/** Metrics by name, which must have those of the objective, as finite numbers; or the objective alone, where it is one metric. */
export type Scores = Readonly<Record<string, number>> | number;

/**
 * What a trial's code may return (as Keras Tuner's `run_trial`): metrics at its last epoch, what `model.fit` returned, or a list of
 * such, one for each of several trainings, whose means count; nothing if it reported each epoch.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: code that reports each epoch need not return anything.
export type Returned = Scores | tf.History | readonly (Scores | tf.History)[] | undefined | void;

/** Metrics at the end of an epoch, counted from 1. */
export interface Epoch {
  readonly epoch: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * The metrics that trial code returned.
 *
 * @param objectives whose metrics are asked for: a number that stands alone is the only one.
 * @param epoch that metrics without an epoch belong to.
 * @param from what returned them, for messages.
 * @returns epochs in ascending order; none if nothing was returned.
 * @throws MissingMetric if it is none of what may be returned.
 */
export function epochsOf(
  returned: Returned,
  objectives: readonly MetricObjective[],
  epoch: number,
  from: string,
): Epoch[] {
  if (returned === undefined) return [];
  const [only] = objectives.length === 1 ? objectives : [];
  if (only && typeof returned === 'number') return [{ epoch, metrics: { [only.name]: returned } }];
  if (typeof returned !== 'object' || returned === null) {
    throw new StepladderError(
      'MissingMetric',
      `\`${from}\` returned ${String(returned)}, not metrics such as { ${objectives.map(({ name }) => `${name}: 0.5`).join(', ')} }`,
    );
  }
  if (isList(returned)) return meanEpochs(returned.map((each) => epochsOf(each, objectives, epoch, from)));
  return isHistory(returned) ? epochsOfHistory(returned) : [{ epoch, metrics: returned }];
}

/** The mean of each metric, over those that have it. */
export function meanMetrics(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const [first] = all;
  if (first && all.length === 1) return first;
  const names = [...new Set(all.flatMap((metrics) => Object.keys(metrics)))];
  const valuesOf = (name: string) =>
    all.flatMap((metrics) => (Object.hasOwn(metrics, name) ? [metrics[name] as number] : []));
  return Object.fromEntries(names.map((name) => [name, mean(valuesOf(name))]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanEpochs(trainings: readonly (readonly Epoch[])[]): Epoch[] {
  const all = trainings.flat();
  const epochs = [...new Set(all.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return epochs.map((epoch) => ({
    epoch,
    metrics: meanMetrics(all.filter((each) => each.epoch === epoch).map(({ metrics }) => metrics)),
  }));
}

/** `Array.isArray` does not tell readonly arrays. */
function isList(returned: object): returned is readonly (Scores | tf.History)[] {
  return Array.isArray(returned);
}

function isHistory(returned: object): returned is tf.History {
  const { epoch, history } = returned as Partial<tf.History>;
  return Array.isArray(epoch) && typeof history === 'object';
}

/** TensorFlow.js counts epochs from 0. */
function epochsOfHistory({ epoch: epochs, history }: tf.History): Epoch[] {
  return epochs.map((epoch, index) => ({
    epoch: epoch + 1,
    metrics: Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values[index] as number])),
  }));
}
