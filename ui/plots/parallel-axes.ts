import type { Parameter, Value } from '../../shared/space/parameter.js';
import type { TrialDocument } from '../../shared/study/document.js';
import type { Goal } from '../api/objective.js';
import { formatNumber, formatValue } from '../format.js';
import { fromScale, type Range, toScale } from '../scale.js';

/** An axis of the parallel coordinates. Positions on it are from 0, its lower end, to 1. */
export interface ParallelAxis {
  readonly name: string;
  /** Where a value lies; without one, as of an inactive hyperparameter, at `inactive`. */
  position(value: Value | undefined): number;
  readonly ticks: readonly Tick[];
}

interface Tick {
  readonly at: number;
  readonly label: string;
}

/** What stands at a place that ECharts has worked out from a tick's. */
export function labelAt(ticks: readonly Tick[], at: number): string {
  return ticks.find((tick) => Math.abs(tick.at - at) < 1e-9)?.label ?? '';
}

/** Position of what a trial does not have: apart from all values. */
export const inactive = -0.15;

/** Places of labels on an axis of numbers. */
const places = [0, 0.25, 0.5, 0.75, 1];

/** The axis of a hyperparameter; a fixed one has none. */
export function axisOf(parameter: Parameter): ParallelAxis | undefined {
  const { name } = parameter;
  if (parameter.kind === 'fixed') return undefined;
  if (parameter.kind === 'boolean') return categories(name, [false, true]);
  if (parameter.kind === 'choice') return categories(name, parameter.values);
  const axis = numbers(name, parameter);
  return parameter.kind === 'int' ? { ...axis, ticks: wholeTicks(axis) } : axis;
}

/** Labels at whole numbers alone. */
function wholeTicks({ position, ticks }: ParallelAxis): ParallelAxis['ticks'] {
  const values = new Set(ticks.map(({ label }) => Math.round(Number(label))));
  return [...values].map((value) => ({ at: position(value), label: String(value) }));
}

/** An axis of numbers. */
export function numbers(name: string, range: Range): ParallelAxis {
  const { min, max } = range;
  const isPoint = min === max;
  return {
    name,
    position: (value) => (typeof value !== 'number' ? inactive : isPoint ? 0.5 : toScale(range, value)),
    ticks: isPoint
      ? [{ at: 0.5, label: formatNumber(min) }]
      : places.map((at) => ({ at, label: Number(fromScale(range, at).toPrecision(3)).toString() })),
  };
}

function categories(name: string, values: readonly Value[]): ParallelAxis {
  const place = (index: number) => (values.length === 1 ? 0.5 : index / (values.length - 1));
  return {
    name,
    position: (value) => (value !== undefined && values.includes(value) ? place(values.indexOf(value)) : inactive),
    ticks: values.map((value, index) => ({ at: place(index), label: formatValue(value) })),
  };
}

/** An axis for each hyperparameter that is searched and, last, one for the score. */
export function axesOf(
  parameters: readonly Parameter[],
  trials: readonly TrialDocument[],
  goal: Goal,
  isLog: boolean,
): ParallelAxis[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trial of trials) {
    const score = goal.scoreOf(trial);
    if (score === undefined) continue;
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  const score = low <= high ? [numbers(goal.name, { min: low, max: high, sampling: isLog ? 'log' : 'linear' })] : [];
  return [...parameters.flatMap((parameter) => axisOf(parameter) ?? []), ...score];
}
