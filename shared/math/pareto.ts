/** A point of losses, one for each objective: lower is better. */
export type Losses = readonly number[];

/** Whether a point is at least as good as another by every objective. */
export function covers(a: Losses, b: Losses): boolean {
  return a.every((loss, objective) => loss <= (b[objective] as number));
}

/** Pareto dominance: whether a point is at least as good as another by every objective, and better by one. */
export function dominates(a: Losses, b: Losses): boolean {
  return covers(a, b) && !covers(b, a);
}

/** The front of points that are seen one after another: those that no other point dominates, the first of equal ones. */
export class Front {
  #points: readonly Losses[];

  /** @param points that were seen before */
  constructor(points: readonly Losses[] = []) {
    this.#points = points;
  }

  get points(): readonly Losses[] {
    return this.#points;
  }

  /** @returns whether the point joins the front: no point seen before covers it. */
  add(point: Losses): boolean {
    if (this.#points.some((other) => covers(other, point))) return false;
    this.#points = [...this.#points.filter((other) => !covers(point, other)), point];
    return true;
  }

  dominates(point: Losses): boolean {
    return this.#points.some((other) => dominates(other, point));
  }
}

/** The ranks of non-dominated sorting (Goldberg 1989): 1 on the front, 2 on the front of all others, and so on. */
export function nonDominatedRanks(points: readonly Losses[]): number[] {
  const ranks = points.map(() => 0);
  let left = [...points.keys()];
  for (let rank = 1; left.length > 0; rank++) {
    const front = new Front();
    for (const index of left) front.add(points[index] as Losses);
    const isNext = (index: number) => !front.dominates(points[index] as Losses);
    for (const index of left.filter(isNext)) ranks[index] = rank;
    left = left.filter((index) => ranks[index] === 0);
  }
  return ranks;
}

/**
 * The volume that points dominate, up to a reference point (Zitzler and Thiele 1998): exact, by slices along the last
 * objective. Meant for few objectives: with n points and d of them it takes time proportional to n^d at the most.
 *
 * @param reference worse than what is to count; a point that is not better by every objective adds nothing.
 */
export function hypervolume(points: readonly Losses[], reference: Losses): number {
  const last = reference.length - 1;
  const limit = reference[last] as number;
  const inside = points.filter((point) => point.every((loss, objective) => loss < (reference[objective] as number)));
  if (last === 0) return inside.reduce((most, [loss = limit]) => Math.max(most, limit - loss), 0);
  const sorted = inside.sort((a, b) => (a[last] as number) - (b[last] as number));
  const slice = new Front();
  let volume = 0;
  for (const [index, point] of sorted.entries()) {
    slice.add(point.slice(0, last));
    const thickness = (sorted[index + 1]?.[last] ?? limit) - (point[last] as number);
    if (thickness > 0) volume += thickness * hypervolume(slice.points, reference.slice(0, last));
  }
  return volume;
}
