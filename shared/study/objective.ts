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

/** A metric by its name, or by name and direction; without one, the name must tell. */
export type GivenMetric = string | { readonly name: string; readonly direction?: Direction };

/** What a tuning gives as its objective. */
export type GivenObjective =
  | GivenMetric
  /** The best weighted sum; weights are positive. @default 1 each */
  | { readonly sum: readonly (GivenMetric | { name: string; direction?: Direction; weight: number })[] }
  /** The Pareto front. */
  | { readonly pareto: readonly GivenMetric[] };

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
