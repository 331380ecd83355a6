import type { Parameter, Value } from '../../shared/space/parameter.js';
import { formatNumber, formatValue } from '../format.js';

/** An axis of the parallel coordinates. Positions on it are from 0, its lower end, to 1. */
export interface ParallelAxis {
  readonly name: string;
  /** Where a value lies; without one, as of an inactive hyperparameter, at `inactive`. */
  position(value: Value | undefined): number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Position of what a trial does not have: apart from all values. */
export const inactive = -0.15;

/** Places of labels on an axis of numbers. */
const places = [0, 0.25, 0.5, 0.75, 1];

type Scale = 'linear' | 'log' | 'reverse_log';

/** The axis of a hyperparameter; a fixed one has none. */
export function axisOf(parameter: Parameter): ParallelAxis | undefined {
  const { name } = parameter;
  if (parameter.kind === 'fixed') return undefined;
  if (parameter.kind === 'boolean') return categories(name, [false, true]);
  if (parameter.kind === 'choice') return categories(name, parameter.values);
  const axis = numbers(name, parameter.min, parameter.max, parameter.sampling);
  return parameter.kind === 'int' ? { ...axis, ticks: wholeTicks(axis) } : axis;
}

/** Labels at whole numbers alone. */
function wholeTicks({ position, ticks }: ParallelAxis): ParallelAxis['ticks'] {
  const values = new Set(ticks.map(({ label }) => Math.round(Number(label))));
  return [...values].map((value) => ({ at: position(value), label: String(value) }));
}

/** An axis of numbers. @param scale `reverse_log` spreads the upper end, as a hyperparameter's sampling of that name does. */
export function numbers(name: string, min: number, max: number, scale: Scale): ParallelAxis {
  const forward = (value: number) => {
    if (scale === 'log') return Math.log(value / min) / Math.log(max / min);
    if (scale === 'reverse_log') return 1 - Math.log((max + min - value) / min) / Math.log(max / min);
    return (value - min) / (max - min);
  };
  const backward = (at: number) => {
    if (scale === 'log') return min * (max / min) ** at;
    if (scale === 'reverse_log') return max + min - min * (max / min) ** (1 - at);
    return min + at * (max - min);
  };
  const isPoint = min === max;
  return {
    name,
    position: (value) => (typeof value !== 'number' ? inactive : isPoint ? 0.5 : forward(value)),
    ticks: isPoint
      ? [{ at: 0.5, label: formatNumber(min) }]
      : places.map((at) => ({ at, label: Number(backward(at).toPrecision(3)).toString() })),
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
