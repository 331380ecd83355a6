import type { FloatParameter, IntParameter } from './parameter.js';

/** A range of numbers, continuous or on a grid. */
export type Numeric = FloatParameter | IntParameter;

/** Forgives the rounding of (max - min) / step, which would otherwise lose the last point of a decimal grid. */
const gridTolerance = 1e-8;
/** What a value keeps of rounding to 15 digits, relative to the largest number it was computed from. */
const noise = 1e-14;

/** How many values a range has; undefined if it is continuous (a float without a step, and more than one point). */
export function pointCount(range: Numeric): number | undefined {
  const { kind, min, max, step } = range;
  if (min === max) return 1;
  if (step === undefined) return kind === 'int' ? max - min + 1 : undefined;
  return Math.floor(stepsBetween(range, step)) + 1;
}

/** How many steps lie between the bounds: a whole number exactly if the grid meets both. */
function stepsBetween({ min, max, sampling }: Numeric, step: number): number {
  const steps = sampling === 'linear' ? (max - min) / step : Math.log(max / min) / Math.log(step);
  const whole = Math.round(steps);
  return Math.abs(steps - whole) <= Math.max(gridTolerance, whole * 4 * Number.EPSILON) ? whole : steps;
}

/** Value number `index` of a grid, in ascending order; the last is exactly `max` where the grid meets it. */
export function valueAt(range: Numeric, index: number): number {
  const { kind, min, max, step, sampling } = range;
  if (step === undefined) return kind === 'int' ? min + index : min;
  const steps = stepsBetween(range, step);
  const stepsTaken = sampling === 'reverse_log' ? Math.floor(steps) - index : index;
  const [start, end] = sampling === 'reverse_log' ? [max, min] : [min, max];
  if (stepsTaken === 0) return start;
  if (stepsTaken === steps) return end;
  if (sampling === 'log') {
    const value = min * step ** index;
    return withoutNoise(range, value, value);
  }
  if (sampling === 'linear') return withoutNoise(range, min + index * step, Math.max(Math.abs(min), index * step));
  return withoutNoise(range, max + min - min * step ** stepsTaken, max);
}

/** Drops the digits that are noise: 0.1 * 3 is 0.3. A sum has no digit that its greatest term has not: -0.3 + 3 * 0.1 is 0. */
function withoutNoise({ kind, min, max }: Numeric, value: number, greatestTerm: number): number {
  const decimals = 14 - exponentOf(greatestTerm);
  const clean = kind === 'int' ? Math.round(value) : roundedTo(decimals, value);
  return Math.min(max, Math.max(min, clean));
}

/** JavaScript writes no more than 100 decimals; `+ 0` makes -0 a 0. */
function roundedTo(decimals: number, value: number): number {
  return decimals > 100 ? value : Number(value.toFixed(Math.max(0, decimals))) + 0;
}

function exponentOf(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)));
}

/**
 * The value at position `u` in [0, 1] of a range: equal stretches of `u` for equal stretches of the sampling's scale (linear,
 * log, or log mirrored: dense near `max`). Ascending in `u`, u = 1 gives `max`. Formulas of Keras Tuner's `prob_to_value`,
 * without its loss of the maximum.
 */
export function fromUnit(range: Numeric, u: number): number {
  const count = pointCount(range);
  if (count !== undefined && onEvenGrid(range)) return valueAt(range, Math.min(Math.floor(u * count), count - 1));
  const value = unwarp(range, u);
  const whole = range.kind === 'int' ? Math.floor(value + gridTolerance) : value;
  return Math.min(range.max, Math.max(range.min, whole));
}

/** The position in [0, 1] of a value: the inverse of `fromUnit`, the middle of its cell for values on a grid. */
export function toUnit(range: Numeric, value: number): number {
  const count = pointCount(range);
  if (count === 1) return 0.5;
  if (count !== undefined && onEvenGrid(range)) return (indexOf(range, value) + 0.5) / count;
  return warp(range, range.kind === 'int' ? value + 0.5 : value);
}

/** Whether a number is one of the range's values, or its rounding alone is in the way. */
export function inRange(range: Numeric, value: number): boolean {
  const { kind, min, max, step } = range;
  if (!(value >= min && value <= max) || (kind === 'int' && !Number.isInteger(value))) return false;
  if (step === undefined) return true;
  return Math.abs(nearest(range, value) - value) <= tolerance(range, value, step);
}

/** The value of a grid that is nearest to a number; of a continuous range, the number itself. */
export function nearest(range: Numeric, value: number): number {
  return pointCount(range) === undefined ? value : valueAt(range, indexOf(range, value));
}

function tolerance({ min, max, sampling }: Numeric, value: number, step: number): number {
  if (sampling === 'linear') return gridTolerance * step + noise * Math.max(Math.abs(min), Math.abs(max));
  if (sampling === 'log') return gridTolerance * value * (1 - 1 / step) + noise * value;
  return gridTolerance * (max + min - value) * (1 - 1 / step) + noise * max;
}

/** Index of the nearest value on a stepped or integer grid. */
function indexOf(range: Numeric, value: number): number {
  const { min, max, step = 1, sampling } = range;
  const last = (pointCount(range) ?? 1) - 1;
  const index =
    sampling === 'linear' || range.step === undefined
      ? (value - min) / step
      : sampling === 'log'
        ? Math.log(value / min) / Math.log(step)
        : last - Math.log((max + min - value) / min) / Math.log(step);
  return Math.min(last, Math.max(0, Math.round(index)));
}

/** Whether equal stretches of [0, 1] belong to the grid's points: all grids but integers sampled by a logarithm. */
function onEvenGrid({ kind, min, max, step, sampling }: Numeric): boolean {
  return min === max || step !== undefined || (kind === 'int' && sampling === 'linear');
}

/** Integers share out the scale from min to max + 1, so that the last has a cell of its own. */
function upperEnd({ kind, max }: Numeric): number {
  return kind === 'int' ? max + 1 : max;
}

/** The ends are given as they are: the formulas can miss them by a rounding. */
function unwarp(range: Numeric, u: number): number {
  const { min, sampling } = range;
  const end = upperEnd(range);
  if (u <= 0) return min;
  if (u >= 1) return end;
  if (sampling === 'log') return min * (end / min) ** u;
  return sampling === 'linear' ? min + u * (end - min) : end + min - min * (end / min) ** (1 - u);
}

function warp(range: Numeric, value: number): number {
  const { min, sampling } = range;
  const end = upperEnd(range);
  if (sampling === 'log') return Math.log(value / min) / Math.log(end / min);
  if (sampling === 'linear') return (value - min) / (end - min);
  return 1 - Math.log((end + min - value) / min) / Math.log(end / min);
}
