import { StepladderError } from '../errors.js';
import { type ModePair, modePairsOf } from '../space/mode-pairs.js';
import type { Value, Values } from '../space/parameter.js';
import { directionByName } from './direction.js';
import { rankedTrials } from './front.js';
import type { Direction, MetricObjective } from './records.js';
import { partsOf, scoreNamesOf } from './scores.js';
import type { Study } from './study.js';
import type { Trial } from './trial.js';

/** A column of a leaderboard. */
export interface Column {
  readonly header: string;
  /** What stands there for a trial; undefined for what it has not, such as an inactive hyperparameter. */
  readonly cell: (trial: Trial) => Value | undefined;
}

/** A trial with its rank, from 1. */
export interface Ranked {
  readonly trial: Trial;
  readonly rank: number;
}

/**
 * The trials with a score, best first, those without the metric last; of equal ones the first.
 *
 * @param by the metric that ranks them, by its value at the best epoch, and the direction that is better. @default the
 *   objective; with several, trials are in the order of their fronts
 */
export function leaderboardOf(study: Study, by?: MetricObjective): readonly Ranked[] {
  const ranked = rankedTrials(study);
  if (!by) return ranked;
  const loss = (trial: Trial) => {
    const value = metricOf(trial, by.name);
    if (value === undefined) return Number.POSITIVE_INFINITY;
    return by.direction === 'min' ? value : -value;
  };
  // Two infinities would differ by NaN.
  return ranked
    .map(({ trial }) => trial)
    .sort((a, b) => loss(a) - loss(b) || a.number - b.number)
    .map((trial, index) => ({ trial, rank: index + 1 }));
}

/** The metrics that the leaderboard's trials have reported: those of the objective, then the others as they were first reported. */
export function metricsOf(study: Study): readonly string[] {
  const scored = study.trials.filter(({ losses, status }) => losses && status !== 'failed');
  const reported = scored.flatMap(({ best }) => Object.keys(best?.metrics ?? {}));
  return [...new Set([...partsOf(study.definition.objective).map(({ name }) => name), ...reported])];
}

/**
 * How a metric ranks trials: those of the objective in their own direction, another one as its name tells, otherwise from the
 * greatest value down.
 *
 * @param direction overrides that.
 * @throws InvalidRequest naming the metrics there are, if no trial has reported this one.
 */
export function rankingBy(study: Study, metric: string, direction?: Direction): MetricObjective {
  const { objective, study: name } = study.definition;
  const metrics = metricsOf(study);
  if (!metrics.includes(metric)) {
    const message = `No trial of study '${name}' has reported '${metric}'. Metrics there are: ${metrics.join(', ')}`;
    throw new StepladderError('InvalidRequest', message);
  }
  const part = partsOf(objective).find((one) => one.name === metric);
  return { name: metric, direction: direction ?? part?.direction ?? directionByName(metric) ?? 'max' };
}

/**
 * The columns of the leaderboard, after rank and trial: the score if it is a sum, all metrics, then the hyperparameters as they were declared. A mode
 * and the value that belongs to it stand in two columns, `<label> Mode` and `<label> Value`.
 */
export function columnsOf(study: Study): readonly Column[] {
  const pairs = modePairsOf(study.space);
  const inValueColumns = new Set(pairs.flatMap(({ values }) => [...values.values()]));
  const names = new Set(study.space.parameters.map(({ name }) => name).filter((name) => !inValueColumns.has(name)));
  return [
    ...sumColumns(study),
    ...metricsOf(study).map((header) => ({ header, cell: (trial: Trial) => metricOf(trial, header) })),
    ...[...names].flatMap((name) => {
      const pair = pairs.find(({ mode }) => mode === name);
      return pair ? pairColumns(pair) : [{ header: name, cell: ({ values }: Trial) => own(values, name) }];
    }),
  ];
}

/** The modes of a trial and the values that belong to them, null where there is none, by the labels of their pairs. */
export function pairsOf({ space }: Study, { values }: Trial): Record<string, { mode: Value; value: Value }> {
  return Object.fromEntries(
    modePairsOf(space).flatMap((pair) => {
      const mode = own(values, pair.mode);
      return mode === undefined ? [] : [[pair.label, { mode, value: valueOfMode(pair, values) ?? null }]];
    }),
  );
}

/** A weighted sum is a score, but none of the metrics. */
function sumColumns({ definition: { objective } }: Study): Column[] {
  if (!('sum' in objective)) return [];
  return [{ header: scoreNamesOf(objective)[0] as string, cell: ({ scores }) => scores?.[0] }];
}

function pairColumns(pair: ModePair): Column[] {
  return [
    { header: `${pair.label} Mode`, cell: ({ values }) => own(values, pair.mode) },
    { header: `${pair.label} Value`, cell: ({ values }) => valueOfMode(pair, values) },
  ];
}

/** What belongs to the mode; undefined where nothing does. */
function valueOfMode({ mode, values: names }: ModePair, values: Values): Value | undefined {
  const chosen = own(values, mode);
  const name = chosen === undefined ? undefined : names.get(chosen);
  return name === undefined ? undefined : own(values, name);
}

function own(values: Values, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A metric at the best epoch of a trial; undefined where it is missing or was not finite. */
export function metricOf({ best }: Trial, name: string): number | undefined {
  return best && Object.hasOwn(best.metrics, name) ? (best.metrics[name] ?? undefined) : undefined;
}
