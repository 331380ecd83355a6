import { StepladderError } from '../../errors.js';
import type { Matrix } from '../estimator.js';

/** Parameters of scikit-learn's nearest neighbours, with its meanings and defaults. */
export interface NeighborsOptions {
  /** How many neighbours vote: a whole number from 1, at most the samples fitted to. @default 5 */
  readonly nNeighbors?: number;
  /** Whether votes count alike, or by 1 / distance; then only samples at distance 0 vote, where there are any. @default 'uniform' */
  readonly weights?: 'uniform' | 'distance';
  /** The distance of two rows: the root of the sum of squared differences, or the sum of absolute ones. @default 'euclidean' */
  readonly metric?: 'euclidean' | 'manhattan';
}

/** A sample fitted to, and how much its vote counts. */
export interface Vote {
  readonly sample: number;
  readonly weight: number;
}

/** @throws InvalidTuning if there is no such number of neighbours. */
export function checkedNeighbors({
  nNeighbors = 5,
  weights = 'uniform',
  metric = 'euclidean',
}: NeighborsOptions): Required<NeighborsOptions> {
  if (!Number.isInteger(nNeighbors) || nNeighbors < 1)
    throw new StepladderError('InvalidTuning', `nNeighbors is ${nNeighbors}: it must be a whole number from 1`);
  return { nNeighbors, weights, metric };
}

/**
 * The votes of the nearest of `fitted`, nearest first; of those equally far, the earlier come first. All distances are computed: in
 * more than a few dimensions a tree of them saves nothing.
 *
 * @throws InvalidTuning if fewer samples than neighbours are fitted to.
 */
export function votesOf(
  row: readonly number[],
  fitted: Matrix,
  { nNeighbors, weights, metric }: Required<NeighborsOptions>,
): Vote[] {
  if (fitted.length < nNeighbors)
    throw new StepladderError('InvalidTuning', `nNeighbors is ${nNeighbors}, but only ${fitted.length} are fitted to`);
  const distanceTo = metric === 'euclidean' ? squaredDistance : manhattanDistance;
  const nearest: { sample: number; distance: number }[] = [];
  for (const [sample, other] of fitted.entries()) {
    const distance = distanceTo(row, other);
    const isFull = nearest.length === nNeighbors;
    if (isFull && distance >= (nearest.at(-1)?.distance as number)) continue;
    if (isFull) nearest.pop();
    const place = nearest.findLastIndex((each) => each.distance <= distance) + 1;
    nearest.splice(place, 0, { sample, distance });
  }
  if (weights === 'uniform') return nearest.map(({ sample }) => ({ sample, weight: 1 }));
  const same = nearest.filter(({ distance }) => distance === 0);
  if (same.length > 0) return same.map(({ sample }) => ({ sample, weight: 1 }));
  return nearest.map(({ sample, distance }) => ({
    sample,
    weight: 1 / (metric === 'euclidean' ? Math.sqrt(distance) : distance),
  }));
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += ((a[column] as number) - (b[column] as number)) ** 2;
  return sum;
}

function manhattanDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += Math.abs((a[column] as number) - (b[column] as number));
  return sum;
}
