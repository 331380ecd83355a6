import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';

const drawn = (count: number, ...parts: (string | number)[]) => Array.from({ length: count }, randomFor(...parts));

describe('a derived stream of random numbers', () => {
  it('is the same in any process, on any machine', () => {
    expect(drawn(3, 7, 'oracle', 0)).toEqual([0.35284452481148676, 0.8557102574131573, 0.4827806501126959]);
  });

  it('belongs to its parts, their order and their types', () => {
    const streams = [['a', 1], [1, 'a'], ['a', '1'], ['a1'], ['a', 1, ''], []].map((parts) =>
      drawn(2, ...parts).join(),
    );

    expect(new Set(streams).size).toBe(streams.length);
    expect(drawn(2, 'a', 1).join()).toBe(streams[0]);
  });

  it('is uniform in [0, 1), within one stream and over the first numbers of many', () => {
    for (const draws of [drawn(4000, 'one'), Array.from({ length: 4000 }, (_, seed) => randomFor(seed)())]) {
      const counts = new Array<number>(10).fill(0);
      for (const each of draws) counts[Math.floor(10 * each)] = (counts[Math.floor(10 * each)] as number) + 1;

      // 400 are expected in each tenth, with a standard deviation of 19: five of these.
      for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(95);
    }
  });
});
