import { minimise } from '../../math/lbfgs.js';
import type { Random } from '../../math/random.js';
import { Sobol } from '../../math/sobol.js';
import { normalQuantile } from '../../math/normal.js';
import type { Encoding } from './encoding.js';

export const tuneM: Record<string, number> = { sobol: 256, perturb: 200, starts: 5, rounds: 2, evals: 15, top: 5 };

/** What to maximise over a space. */
export interface Acquisition {
  value(point: Float64Array): number;
  /** Writes the gradient; entries of categories are void. */
  slope(point: Float64Array, gradient: Float64Array): number;
}

export interface Candidate {
  readonly point: Float64Array;
  readonly value: number;
}

/** Candidates, best first. */
export function maximise(
  encoding: Encoding,
  acquisition: Acquisition,
  best: readonly Float64Array[],
  lengthScales: Float64Array,
  random: Random,
): Candidate[] {
  const points: Float64Array[] = [];
  const width = encoding.dimensions.length;
  const sobol = new Sobol(width, random);
  for (let i = 0; i < (tuneM.sobol as number); i++) points.push(encoding.fromUnitCube(sobol.point(i)));
  for (let i = 0; i < (tuneM.perturb as number); i++) points.push(perturbed(encoding, best[i % best.length] as Float64Array, lengthScales, random));
  for (const each of best) points.push(Float64Array.from(each));
  const candidates = points.map((point) => ({ point, value: acquisition.value(point) }));
  candidates.sort((a, b) => b.value - a.value);
  const starts = distinct(candidates, tuneM.starts as number);
  const climbed = starts.map((start) => climb(encoding, acquisition, start, lengthScales));
  return [...climbed, ...candidates].sort((a, b) => b.value - a.value);
}

function distinct(candidates: readonly Candidate[], count: number): Candidate[] {
  const result: Candidate[] = [];
  for (const candidate of candidates) {
    if (result.length === count) break;
    if (!result.some(({ point }) => point.every((x, i) => x === candidate.point[i]))) result.push(candidate);
  }
  return result;
}

const scales = [0.5, 0.1, 0.02];

function perturbed(encoding: Encoding, from: Float64Array, lengthScales: Float64Array, random: Random): Float64Array {
  const point = Float64Array.from(from);
  const probability = Math.min(1, 20 / point.length) ;
  const scale = scales[Math.floor(random() * scales.length)] as number;
  const share = random() < 0.5 ? probability : Math.min(probability, 2 / point.length);
  for (let k = 0; k < point.length; k++) {
    const { isCategory, levels } = encoding.dimensions[k] as (typeof encoding.dimensions)[number];
    if (random() >= share) continue;
    if (isCategory) { if (random() < 0.3) point[k] = Math.floor(random() * (levels as number[]).length); }
    else {
      let x = (point[k] as number) + Math.min(1, lengthScales[k] as number) * scale * normalQuantile(Math.max(1e-9, random()));
      if (x < 0) x = Math.min(1, -x); if (x > 1) x = Math.max(0, 2 - x);
      point[k] = x;
    }
  }
  encoding.snap(point);
  return point;
}

/** Local search: gradient steps along the continuous dimensions, then the values of each discrete one in turn. */
function climb(encoding: Encoding, acquisition: Acquisition, start: Candidate, lengthScales: Float64Array): Candidate {
  let best = start;
  for (let round = 0; round < (tuneM.rounds as number); round++) {
    const before = best.value;
    best = sweep(encoding, acquisition, glide(encoding, acquisition, best, lengthScales));
    if (best.value <= before) break;
  }
  return best;
}

/** L-BFGS along the dimensions that are not a few levels, in units of the length scales; then values are rounded. */
function glide(encoding: Encoding, acquisition: Acquisition, from: Candidate, lengthScales: Float64Array): Candidate {
  const moving = [...encoding.dimensions.keys()].filter((k) => encoding.dimensions[k]?.levels === undefined);
  if (moving.length === 0) return from;
  const scale = (k: number) => Math.min(1, lengthScales[k] as number);
  const point = Float64Array.from(from.point);
  const full = new Float64Array(point.length);
  const place = (x: Float64Array) => { for (const [i, k] of moving.entries()) point[k] = (x[i] as number) * scale(k); };
  const { x } = minimise(
    (position, gradient) => {
      place(position);
      const value = acquisition.slope(point, full);
      for (const [i, k] of moving.entries()) gradient[i] = -(full[k] as number) * scale(k);
      return -value;
    },
    moving.map((k) => (point[k] as number) / scale(k)),
    {
      lower: new Float64Array(moving.length),
      upper: Float64Array.from(moving, (k) => 1 / scale(k)),
      evaluations: tuneM.evals as number,
    },
  );
  place(x);
  encoding.snap(point);
  const value = acquisition.value(point);
  return value > from.value ? { point, value } : from;
}

function sweep(encoding: Encoding, acquisition: Acquisition, from: Candidate): Candidate {
  let best = from;
  for (const [k, { levels, spacing }] of encoding.dimensions.entries()) {
    if (!levels && spacing === 0) continue;
    const here = best.point[k] as number;
    const others = levels ?? [here - 5*spacing, here - spacing, here + spacing, here + 5*spacing].filter((x) => x > 0 && x < 1);
    for (const level of others) {
      if (level === here) continue;
      const point = Float64Array.from(best.point);
      point[k] = level;
      encoding.snap(point);
      const value = acquisition.value(point);
      if (value > best.value) best = { point, value };
    }
  }
  return best;
}
