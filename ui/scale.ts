import type { Sampling } from '../shared/space/parameter.js';

/** Numbers, and the scale that they are seen on: `reverse_log` spreads the upper end. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly sampling: Sampling;
}

/** The position of a number in its range, from 0 to 1. */
export function toScale({ min, max, sampling }: Range, value: number): number {
  if (sampling === 'linear') return (value - min) / (max - min);
  if (sampling === 'log') return Math.log(value / min) / Math.log(max / min);
  return 1 - Math.log((max + min - value) / min) / Math.log(max / min);
}

/** The number at a position. */
export function fromScale({ min, max, sampling }: Range, position: number): number {
  if (sampling === 'linear') return min + position * (max - min);
  if (sampling === 'log') return min * (max / min) ** position;
  return max + min - min * (max / min) ** (1 - position);
}
