import { minimise } from '../../math/lbfgs.js';
import type { Encoding } from '../encoding.js';
import type { Acquisition } from './expected-improvement.js';

export interface Candidate {
  readonly point: Float64Array;
  readonly value: number;
}

const rounds = 2;
const gradientSteps = 15;
/** Of a scale with many values: how many values a step goes. */
const strides = [-5, -1, 1, 5];

/**
 * A local maximum of an acquisition over a mixed space: gradient steps along the dimensions with many values, then the values
 * of each other dimension one by one, in turn.
 */
export function climb(encoding: Encoding, acquisition: Acquisition, start: Candidate, scales: Float64Array): Candidate {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const before = best.value;
    best = sweep(encoding, acquisition, glide(encoding, acquisition, best, scales));
    if (best.value <= before) break;
  }
  return best;
}

/** L-BFGS in units of the length scales, in which the acquisition is about equally steep; values are rounded at the end. */
function glide(encoding: Encoding, acquisition: Acquisition, from: Candidate, scales: Float64Array): Candidate {
  const moving = [...encoding.dimensions.keys()].filter((k) => encoding.dimensions[k]?.levels === undefined);
  if (moving.length === 0) return from;
  const units = Float64Array.from(moving, (k) => Math.min(1, scales[k] as number));
  const point = Float64Array.from(from.point);
  const whole = new Float64Array(point.length);
  const place = (x: Float64Array) => {
    for (const [i, k] of moving.entries()) point[k] = (x[i] as number) * (units[i] as number);
  };
  const { x } = minimise(
    (position, gradient) => {
      place(position);
      const value = acquisition.slope(point, whole);
      for (const [i, k] of moving.entries()) gradient[i] = -(whole[k] as number) * (units[i] as number);
      return -value;
    },
    moving.map((k, i) => (point[k] as number) / (units[i] as number)),
    { lower: new Float64Array(moving.length), upper: units.map((unit) => 1 / unit), evaluations: gradientSteps },
  );
  place(x);
  return better(encoding, acquisition, point, from);
}

function sweep(encoding: Encoding, acquisition: Acquisition, from: Candidate): Candidate {
  let best = from;
  for (const [k, { levels, spacing }] of encoding.dimensions.entries()) {
    const here = best.point[k] as number;
    const others = levels ?? strides.map((stride) => here + stride * spacing).filter((x) => x > 0 && x < 1);
    for (const level of others) {
      if (level !== here) best = better(encoding, acquisition, best.point.with(k, level), best);
    }
  }
  return best;
}

function better(encoding: Encoding, acquisition: Acquisition, point: Float64Array, than: Candidate): Candidate {
  encoding.snap(point);
  const value = acquisition.value(point);
  return value > than.value ? { point, value } : than;
}
