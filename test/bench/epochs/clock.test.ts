import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestSoFar } from '../../../bench/epochs/best-so-far.js';
import { SimulatedClock } from '../../../bench/epochs/clock.js';

describe('a simulated clock', () => {
  it('goes from end to end, of equal ones in the order in which they began', () => {
    const clock = new SimulatedClock<string>(3, 10);
    clock.begin('long', 5);
    clock.begin('short', 2);
    expect([clock.next(), clock.now, clock.idle, clock.running]).toEqual(['short', 2, 2, 1]);
    clock.begin('late', 3);
    expect([clock.next(), clock.now]).toEqual(['long', 5]);
    expect([clock.next(), clock.now]).toEqual(['late', 5]);
    expect([clock.next(), clock.now]).toEqual([undefined, 5]);
  });

  it('reaches what ends as it stops, and nothing after', () => {
    const clock = new SimulatedClock<string>(2, 10);
    clock.begin('in time', 10);
    clock.begin('too late', 10.5);
    expect([clock.next(), clock.next()]).toEqual(['in time', undefined]);
    expect(clock.busy).toBe(1);
  });

  it('counts the time of workers that is spent before it stops', () => {
    const seconds = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 5 }), (tasks, workers) => {
        const end = 50;
        const clock = new SimulatedClock<number>(workers, end);
        const waiting = [...tasks];
        const free = new Array<number>(workers).fill(0);
        let spent = 0;
        let last = 0;
        do {
          while (clock.idle > 0 && waiting.length > 0) {
            const task = waiting.shift() as number;
            const begins = Math.min(...free);
            free[free.indexOf(begins)] = begins + task;
            spent += Math.max(0, Math.min(end, begins + task) - begins);
            clock.begin(task, task);
          }
          expect(clock.now).toBeGreaterThanOrEqual(last);
          last = clock.now;
        } while (clock.next() !== undefined);
        expect(clock.busy).toBeCloseTo(spent / (workers * end), 10);
      }),
    );
  });
});

describe('the best score so far', () => {
  it('has the mean over time of the least score before each moment', () => {
    const scored = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 9 }), score: fc.integer({ min: 0, max: 99 }) }),
    );
    fc.assert(
      fc.property(scored, fc.integer({ min: 0, max: 99 }), (scores, untrained) => {
        const best = new BestSoFar(untrained);
        const times: number[] = [];
        for (const { after, score } of scores) {
          times.push((times.at(-1) ?? 0) + after);
          best.add(times.at(-1) as number, score);
        }
        const end = (times.at(-1) ?? 0) + 5;
        const bestIn = (second: number) =>
          Math.min(
            untrained,
            ...scores.filter((_, index) => (times[index] as number) <= second).map(({ score }) => score),
          );
        const each = Array.from({ length: end }, (_, second) => bestIn(second));
        expect(best.best).toBe(bestIn(end));
        expect(best.mean(end)).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / end, 10);
      }),
    );
  });
});
