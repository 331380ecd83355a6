import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { Sobol } from '../../../shared/math/sobol.js';
import points from './fixtures/sobol.json' with { type: 'json' };

const seeds = fc.integer();
const first = (sobol: Sobol, count: number) => Array.from({ length: count }, (_, index) => sobol.point(index));

/** How many points each cell has, of a grid with 2^(power of the dimension) intervals along each. */
function counts(all: readonly Float64Array[], powers: readonly number[]): number[] {
  const cells = new Array<number>(2 ** powers.reduce((sum, power) => sum + power, 0)).fill(0);
  for (const point of all) {
    const cell = powers.reduce((at, power, k) => at * 2 ** power + Math.floor((point[k] as number) * 2 ** power), 0);
    cells[cell] = (cells[cell] as number) + 1;
  }
  return cells;
}

describe("Sobol's sequence", () => {
  it('is that of scipy, in 64 dimensions and to the last index', () => {
    const sobol = new Sobol(64);
    for (const { index, digits } of points) {
      expect([...sobol.point(index)].map((each) => each * 2 ** 32)).toEqual(digits);
    }
  });

  it('has a point whatever was asked before', () => {
    const sobol = new Sobol(70, randomFor('sobol'));
    const forwards = first(sobol, 20);

    expect([...forwards.keys()].reverse().map((index) => sobol.point(index))).toEqual(forwards.toReversed());
    expect(first(new Sobol(70, randomFor('sobol')), 20)).toEqual(forwards);
    expect(new Sobol(0, randomFor('sobol')).point(3)).toEqual(new Float64Array(0));
  });

  it('draws only when it is made', () => {
    const stream = randomFor('draws');
    const sobol = new Sobol(70, stream);
    const next = stream();
    const other = randomFor('draws');
    const twin = new Sobol(70, other);
    first(twin, 10);

    expect(other()).toBe(next);
    expect(twin.point(10)).toEqual(sobol.point(10));
  });

  it('has its share of the first 2^k points in each dyadic interval of each dimension, also scrambled', () => {
    fc.assert(
      fc.property(fc.option(seeds), fc.integer({ min: 1, max: 9 }), (seed, power) => {
        const all = first(new Sobol(64, seed === null ? undefined : randomFor(seed)), 2 ** power);
        for (let dimension = 0; dimension < 64; dimension++) {
          const along = all.map((point) => point.subarray(dimension));
          expect(counts(along, [power])).toEqual(new Array(2 ** power).fill(1));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has one point in each elementary box of its first two dimensions, also scrambled', () => {
    fc.assert(
      fc.property(fc.option(seeds), fc.integer({ min: 0, max: 8 }), (seed, power) => {
        const all = first(new Sobol(2, seed === null ? undefined : randomFor(seed)), 256);
        expect(counts(all, [power, 8 - power])).toEqual(new Array(256).fill(1));
      }),
    );
  });

  it('is another sequence with another random stream', () => {
    const texts = [1, 2, 3].map((seed) => first(new Sobol(3, randomFor(seed)), 8).join());

    expect(new Set([...texts, first(new Sobol(3), 8).join()]).size).toBe(4);
  });

  it('is scrambled in its digits, not only shifted: what two points differ by depends on the random stream', () => {
    const differences = [1, 2, 3, 4].map((seed) => {
      const [a, b] = first(new Sobol(1, randomFor(seed)), 2).map((point) => Math.floor((point[0] as number) * 2 ** 32));
      return (a as number) ^ (b as number);
    });

    expect(new Set(differences).size).toBe(4);
    // The highest digit stays: points 0 and 1 lie in different halves.
    for (const difference of differences) expect(difference).toBeLessThan(0);
  });

  it('lies strictly inside of the cube when scrambled, and below 1 always', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed, index) => {
        for (const each of new Sobol(66, randomFor(seed)).point(index)) expect(each > 0 && each < 1).toBe(true);
        for (const each of new Sobol(66).point(index)) expect(each >= 0 && each < 1).toBe(true);
      }),
    );
    expect(new Sobol(1, () => 0).point(0)[0]).toBeGreaterThan(0);
    expect(new Sobol(1, () => 1 - 2 ** -53).point(0)[0]).toBeLessThan(1);
  });

  it('is uniform at each index over the random streams', () => {
    const draws = Array.from({ length: 2000 }, (_, seed) => new Sobol(2, randomFor('uniform', seed)).point(5));

    // Each cell of 4 x 4 expects 125, with a standard deviation of 10.8: five of these.
    for (const count of counts(draws, [2, 2])) expect(Math.abs(count - 125)).toBeLessThan(54);
  });
});

describe('dimensions beyond the table', () => {
  it.each([['with', randomFor('beyond')] as const, ['without', undefined] as const])(
    'look independent and uniform %s a random stream',
    (_, stream) => {
      const all = first(new Sobol(68, stream), 4096).map((point) => point.subarray(64));

      // Each cell of 4 x 4 expects 256, with a standard deviation of 15.5: five of these.
      for (const [a, b] of [
        [0, 1],
        [0, 3],
        [1, 2],
        [2, 3],
      ] as const) {
        const pairs = all.map((point) => Float64Array.of(point[a] as number, point[b] as number));
        for (const count of counts(pairs, [2, 2])) expect(Math.abs(count - 256)).toBeLessThan(78);
      }
      // Successive points too.
      const next = all.slice(1).map((point, index) => Float64Array.of(all[index]?.[0] as number, point[0] as number));
      for (const count of counts(next, [2, 2])) expect(Math.abs(count - 256)).toBeLessThan(78);
      expect(new Set(all.map((point) => point[0])).size).toBe(4096);
    },
  );

  it('differ with the random stream', () => {
    const beyond = (seed: number) => first(new Sobol(65, randomFor(seed)), 4).map((point) => point[64]);

    expect(new Set([1, 2, 3].flatMap(beyond)).size).toBe(12);
  });
});
