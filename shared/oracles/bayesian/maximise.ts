import { normalQuantile } from '../../math/normal.js';
import type { Random } from '../../math/random.js';
import { Sobol } from '../../math/sobol.js';
import type { Dimension, Encoding } from '../encoding.js';
import type { Acquisition } from './expected-improvement.js';
import { type Candidate, climb } from './local-search.js';

/** Points spread over the space, perturbations, and local searches: fewer where each evaluation costs more. */
const efforts = {
  small: { spread: 256, perturbed: 200, climbs: 10 },
  large: { spread: 192, perturbed: 144, climbs: 5 },
};
/** Observations beyond which models are large. */
const fewObservations = 64;
/** Standard deviations of perturbations, in length scales. */
const deviations = [0.5, 0.1, 0.02];
/** Dimensions that half of the perturbations change, on average; the others change up to twenty. */
const fewDimensions = 2;
const manyDimensions = 20;
const categoryChange = 0.3;

/**
 * Points with high values of an acquisition, best first: a scrambled Sobol sequence over the space, the best known points
 * and perturbations of them, and local maxima reached from the best of all these.
 *
 * @param known the best observed points, at least one.
 * @param observations that the models know.
 * @param scales length scale of each dimension.
 */
export function maximise(
  encoding: Encoding,
  acquisition: Acquisition,
  known: readonly Float64Array[],
  observations: number,
  scales: Float64Array,
  random: Random,
): Candidate[] {
  const { spread, perturbed, climbs } = observations > fewObservations ? efforts.large : efforts.small;
  const sequence = new Sobol(encoding.dimensions.length, random);
  const points = [
    ...Array.from({ length: spread }, (_, index) => encoding.fromUnitCube(sequence.point(index))),
    ...Array.from({ length: perturbed }, (_, i) =>
      perturb(encoding, known[i % known.length] as Float64Array, scales, random),
    ),
    ...known,
  ];
  const candidates = points.map((point) => candidateAt(point, acquisition)).sort(byValue);
  const tops = distinct(candidates, climbs).map((start) => climb(encoding, acquisition, start, scales));
  return [...tops, ...candidates].sort(byValue);
}

export function candidateAt(point: Float64Array, acquisition: Acquisition): Candidate {
  return { point, value: acquisition.value(point) };
}

export function byValue(a: Candidate, b: Candidate): number {
  return b.value - a.value;
}

function distinct(candidates: readonly Candidate[], count: number): Candidate[] {
  const result: Candidate[] = [];
  for (const candidate of candidates) {
    if (result.length === count) break;
    if (result.every(({ point }) => point.some((x, k) => x !== candidate.point[k]))) result.push(candidate);
  }
  return result;
}

function perturb(encoding: Encoding, from: Float64Array, scales: Float64Array, random: Random): Float64Array {
  const deviation = deviations[Math.floor(random() * deviations.length)] as number;
  const share = (random() < 0.5 ? manyDimensions : fewDimensions) / from.length;
  const point = from.map((x, k) => {
    if (random() >= share) return x;
    const { isCategory, levels } = encoding.dimensions[k] as Dimension;
    if (isCategory) return random() < categoryChange ? Math.floor(random() * (levels as number[]).length) : x;
    const step = Math.min(1, scales[k] as number) * deviation * normalQuantile(Math.max(Number.MIN_VALUE, random()));
    return reflected(x + step);
  });
  encoding.snap(point);
  return point;
}

function reflected(x: number): number {
  const inside = x < 0 ? -x : x > 1 ? 2 - x : x;
  return Math.min(1, Math.max(0, inside));
}
