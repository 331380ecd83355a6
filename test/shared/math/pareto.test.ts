import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, dominates, Front, hypervolume, type Losses, nonDominatedRanks } from '../../../shared/math/pareto.js';
import { randomFor } from '../../../shared/math/random.js';

/** Points of whole coordinates from 0 to 8, so that equal coordinates and equal points occur. */
const pointsIn = (objectives: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 9,
  });
const anyPoints = fc.integer({ min: 1, max: 4 }).chain(pointsIn);
const triples = fc.integer({ min: 1, max: 4 }).chain((objectives) => {
  const point = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: objectives, maxLength: objectives });
  return fc.tuple(point, point, point);
});
const reference = (objectives: number) => Array.from({ length: objectives }, () => 7);

/** The unit cells below the reference that some point dominates: exact for whole coordinates. */
function countedCells(points: readonly Losses[], limits: readonly number[], lower: readonly number[] = []): number {
  if (lower.length === limits.length) return points.some((point) => covers(point, lower)) ? 1 : 0;
  let cells = 0;
  for (let at = 0; at < (limits[lower.length] as number); at++) cells += countedCells(points, limits, [...lower, at]);
  return cells;
}

describe('dominance', () => {
  it('is a strict partial order: irreflexive, asymmetric, transitive', () => {
    fc.assert(
      fc.property(triples, ([a, b, c]) => {
        expect(dominates(a, a)).toBe(false);
        if (dominates(a, b)) expect(dominates(b, a)).toBe(false);
        if (dominates(a, b) && dominates(b, c)) expect(dominates(a, c)).toBe(true);
      }),
    );
  });

  it('with one objective is being smaller', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (a, b) => {
        expect(dominates([a], [b])).toBe(a < b);
      }),
    );
  });

  it('leaves points alone that are each better by one objective', () => {
    expect(dominates([1, 2], [2, 1])).toBe(false);
    expect(dominates([1, 2], [1, 3])).toBe(true);
    expect(dominates([1, 2], [1, 2])).toBe(false);
  });
});

describe('a front', () => {
  it('has the points that no other dominates, each once, whatever the order in which they come', () => {
    fc.assert(
      fc.property(anyPoints, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (points, keys) => {
        const expected = points.filter((point) => !points.some((other) => dominates(other, point)));
        const shuffled = points
          .map((point) => [keys.next().value as number, point] as const)
          .sort(([a], [b]) => a - b)
          .map(([, point]) => point);
        const front = new Front();
        for (const point of shuffled) front.add(point);
        const texts = (all: readonly Losses[]) => [...new Set(all.map(String))].sort();
        expect(front.points.map(String).sort()).toEqual(texts(expected));
        for (const point of points) {
          expect(front.dominates(point)).toBe(points.some((other) => dominates(other, point)));
        }
      }),
    );
  });

  it('says of each point whether it joins, and goes on from the points of another', () => {
    const front = new Front([[1, 3]]);
    expect(
      [
        [1, 3],
        [2, 4],
        [3, 1],
        [1, 2],
        [0, 0],
      ].map((point) => front.add(point)),
    ).toEqual([false, false, true, true, true]);
    expect(front.points).toEqual([[0, 0]]);
  });
});

describe('ranks of non-dominated sorting', () => {
  it('are one more than the greatest rank of those that dominate a point', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const ranks = nonDominatedRanks(points);
        for (const [index, point] of points.entries()) {
          const better = ranks.filter((_, other) => dominates(points[other] as Losses, point));
          expect(ranks[index]).toBe(Math.max(0, ...better) + 1);
        }
      }),
    );
  });
});

describe('hypervolume', () => {
  it('is the number of dominated cells, for whole coordinates in 1 to 4 objectives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((objectives) => fc.tuple(fc.constant(objectives), pointsIn(objectives))),
        ([objectives, points]) => {
          expect(hypervolume(points, reference(objectives))).toBe(countedCells(points, reference(objectives)));
        },
      ),
    );
  });

  it('does not depend on the order of the points, and grows by points that join the front alone', () => {
    fc.assert(
      fc.property(
        pointsIn(3),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
        (points, one) => {
          const before = hypervolume(points, reference(3));
          const after = hypervolume([one, ...points], reference(3));
          expect(hypervolume([...points].reverse(), reference(3))).toBe(before);
          if (new Front(points).add(one)) expect(after).toBeGreaterThan(before);
          else expect(after).toBe(before);
        },
      ),
    );
  });

  it('is what a Monte Carlo estimate says for real coordinates in 2 and 3 objectives', () => {
    for (const objectives of [2, 3]) {
      const random = randomFor('hypervolume', objectives);
      const draw = () => Array.from({ length: objectives }, random);
      const points = Array.from({ length: 12 }, draw);
      const draws = 40_000;
      const hits = Array.from({ length: draws }, draw).filter((at) => points.some((point) => covers(point, at))).length;
      const volume = hypervolume(
        points,
        Array.from({ length: objectives }, () => 1),
      );
      const deviation = Math.sqrt((volume * (1 - volume)) / draws);
      expect(Math.abs(hits / draws - volume)).toBeLessThan(4 * deviation);
    }
  });
});
