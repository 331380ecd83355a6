import * as z from 'zod';
import { StepladderError } from '../errors.js';
import { directionByName } from './direction.js';
import {
  type Direction,
  type MetricObjective,
  type Objective,
  objectiveSchema,
  type WeightedObjective,
} from './records.js';

/** A metric by its name, which must tell its direction (`val_loss`, `val_acc`), or by name and direction. */
export type GivenMetric = string | NamedMetric;

/** A metric by name and direction. */
export interface NamedMetric {
  /** The name under which trials report it. */
  readonly name: string;
  /** Whether smaller or greater is better. @default what the name tells */
  readonly direction?: Direction;
}

/** A metric of a weighted sum. */
export interface WeightedMetric extends NamedMetric {
  /** Above 0: what a unit of it counts beside the others. */
  readonly weight: number;
}

/**
 * What a tuning gives as its objective: the best of one metric; the best of a weighted sum of 2 to 16, each counting 1 unless
 * told (Keras Tuner's `MultiObjective`); or the Pareto front of 2 to 8, of the trials that none of the others surpasses.
 */
export type GivenObjective = GivenMetric | GivenSum | GivenFront;

/** The objective of a weighted sum: minimised, with the metrics to maximise subtracted; maximised if all are to maximise. */
export interface GivenSum {
  /** From 2 to 16 metrics of different names; those without a weight count 1. */
  readonly sum: readonly (GivenMetric | WeightedMetric)[];
}

/** The objective of a Pareto front. */
export interface GivenFront {
  /** From 2 to 8 metrics of different names. */
  readonly pareto: readonly GivenMetric[];
}

/**
 * The objective that is meant by what a tuning gives.
 *
 * @throws InvalidTuning if a name doesn't tell its direction, or it is no objective. A mere list is none: Keras Tuner sums it,
 *   Optuna looks for its front.
 */
export function objectiveOf(given: GivenObjective): Objective {
  if (Array.isArray(given)) {
    throw new StepladderError(
      'InvalidTuning',
      'A list of objectives may mean two things. For the best of their sum (as in Keras Tuner) write objective: { sum: […] }, for their Pareto front (as in Optuna) { pareto: […] }',
    );
  }
  const parsed = objectiveSchema.safeParse(completed(given));
  if (parsed.success) return parsed.data;
  throw new StepladderError('InvalidTuning', `The tuning's objective is not valid: ${z.prettifyError(parsed.error)}`);
}

function completed(given: GivenObjective): unknown {
  if (typeof given === 'object' && given !== null) {
    if ('sum' in given && Array.isArray(given.sum)) return { ...given, sum: given.sum.map(metricOf) };
    if ('pareto' in given && Array.isArray(given.pareto)) return { ...given, pareto: given.pareto.map(metricOf) };
  }
  return metricOf(given as GivenMetric);
}

/** @throws InvalidTuning if the name doesn't tell the direction. */
function metricOf(given: GivenMetric): MetricObjective | WeightedObjective | GivenMetric {
  const metric = typeof given === 'string' ? { name: given } : given;
  if (typeof metric?.name !== 'string' || metric.direction !== undefined) return given;
  const direction = directionByName(metric.name);
  if (direction) return { ...metric, direction };
  const { name } = metric;
  throw new StepladderError(
    'InvalidTuning',
    `The objective '${name}' doesn't tell whether smaller or greater is better: write { name: '${name}', direction: 'min' } or 'max'`,
  );
}
