import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimise, type Objective } from '../../../shared/math/lbfgs.js';
import { randomFor } from '../../../shared/math/random.js';
import { expectClose } from './close.js';
import problems from './fixtures/lbfgs.json' with { type: 'json' };
import { real } from './reals.js';

const at = (x: Float64Array, i: number) => x[i] as number;

const rosenbrock: Objective = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const off = at(x, i + 1) - at(x, i) ** 2;
    value += 100 * off ** 2 + (1 - at(x, i)) ** 2;
    gradient[i] = at(gradient, i) - 400 * off * at(x, i) - 2 * (1 - at(x, i));
    gradient[i + 1] = at(gradient, i + 1) + 200 * off;
  }
  return value;
};

const quadratic: Objective = (x, gradient) => {
  let value = 0;
  for (const [i, each] of x.entries()) {
    value += 0.5 * 10 ** i * (each - 0.3) ** 2;
    gradient[i] = 10 ** i * (each - 0.3);
  }
  return value;
};

const beale: Objective = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (const [power, constant] of [
    [1, 1.5],
    [2, 2.25],
    [3, 2.625],
  ] as const) {
    const rest = constant - at(x, 0) * (1 - at(x, 1) ** power);
    value += rest ** 2;
    gradient[0] = at(gradient, 0) + 2 * rest * (at(x, 1) ** power - 1);
    gradient[1] = at(gradient, 1) + 2 * rest * power * at(x, 0) * at(x, 1) ** (power - 1);
  }
  return value;
};

const objectives: Readonly<Record<string, Objective>> = { rosenbrock, quadratic, beale };

const box = (lower: readonly number[], upper: readonly number[], evaluations = 1000) => ({
  lower: Float64Array.from(lower),
  upper: Float64Array.from(upper),
  evaluations,
  tolerance: 1e-8,
  improvement: 0,
});
const everywhere = (size: number, evaluations?: number) =>
  box(new Array(size).fill(-10), new Array(size).fill(10), evaluations);

describe('L-BFGS in a box', () => {
  it.each(problems)('finds the minimum of scipy: $name from $start in $lower to $upper', (problem) => {
    const { name, start, lower, upper, x, value, evaluations } = problem;
    const found = minimise(objectives[name] as Objective, start, box(lower, upper));

    expectClose(found.x, x, { absolute: 1e-5 });
    expectClose(found.value, value, { relative: 1e-9, absolute: 1e-12 });
    expect(found.evaluations).toBeLessThan(3 * evaluations + 10);
  });

  it('finds the minimum of any convex quadratic function, from anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (size, seed) => {
        const random = randomFor('quadratic', seed);
        const draw = () => Array.from({ length: size }, () => 2 * random() - 1);
        const [root, target, start] = [Array.from({ length: size }, draw), draw(), draw().map((each) => 8 * each)];
        const objective: Objective = (x, gradient) => {
          const off = x.map((each, i) => each - (target[i] as number));
          const image = root.map((row) => row.reduce((sum, each, i) => sum + each * at(off, i), 0));
          for (let i = 0; i < size; i++) {
            gradient[i] = image.reduce((sum, each, k) => sum + each * (root[k]?.[i] as number), 0.3 * at(off, i));
          }
          return (
            image.reduce((sum, each) => sum + 0.5 * each * each, 0) +
            off.reduce((sum, each) => sum + 0.15 * each * each, 0)
          );
        };

        expectClose(minimise(objective, start, everywhere(size)).x, target, { absolute: 1e-6 });
      }),
    );
  });

  it('stays in the box, where each coordinate of a separable function has its own minimum', () => {
    const coordinate = fc.record({
      low: real(-1, 0.6),
      width: real(0, 1),
      start: real(-3, 3),
    });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 1, maxLength: 4 }), (coordinates) => {
        const lower = coordinates.map(({ low }) => low);
        const upper = coordinates.map(({ low, width }) => low + width);
        const inside: Objective = (x, gradient) => {
          for (const [i, each] of x.entries())
            expect(each >= at(lower as never, i) && each <= at(upper as never, i)).toBe(true);
          return quadratic(x, gradient);
        };
        const found = minimise(
          inside,
          coordinates.map(({ start }) => start),
          box(lower, upper),
        );

        expectClose(
          found.x,
          coordinates.map((_, i) => Math.min(upper[i] as number, Math.max(lower[i] as number, 0.3))),
          { absolute: 1e-6 },
        );
      }),
    );
  });

  it('ends where the projected gradient vanishes, and below its start, though the function curves downwards', () => {
    const waves: Objective = (x, gradient) => {
      let value = 0;
      for (const [i, each] of x.entries()) {
        const next = at(x, (i + 1) % x.length);
        value += Math.cos(3 * each) + 0.1 * each * each + Math.sin(each) * Math.cos(next);
      }
      for (const [i, each] of x.entries()) {
        const [before, next] = [at(x, (i + x.length - 1) % x.length), at(x, (i + 1) % x.length)];
        const own = -3 * Math.sin(3 * each) + 0.2 * each + Math.cos(each) * Math.cos(next);
        gradient[i] = own - Math.sin(before) * Math.sin(each);
      }
      return value;
    };
    fc.assert(
      fc.property(fc.array(real(-3, 3), { minLength: 2, maxLength: 5 }), (start) => {
        const size = start.length;
        const { x, value } = minimise(waves, start, box(new Array(size).fill(-3), new Array(size).fill(2)));
        const gradient = new Float64Array(size);

        expect(waves(x, gradient)).toBe(value);
        expect(value).toBeLessThanOrEqual(
          waves(
            Float64Array.from(start, (each) => Math.min(2, each)),
            new Float64Array(size),
          ),
        );
        const projected = x.map((each, i) => Math.min(2, Math.max(-3, each - at(gradient, i))) - each);
        expectClose(projected, new Float64Array(size), { absolute: 1e-5, of: x });
      }),
    );
  });

  it.each([Number.POSITIVE_INFINITY, Number.NaN])('steps back from where the function is %s', (nothing) => {
    const walled: Objective = (x, gradient) => {
      if (at(x, 0) <= 0) {
        gradient.fill(nothing);
        return nothing;
      }
      // Its minimum is at 1, and a first step from 0.01 or 5 goes beyond 0.
      for (const [i, each] of x.entries()) gradient[i] = i === 0 ? 1 - 1 / each : 2 * (each - 1);
      return x.reduce((sum, each, i) => sum + (i === 0 ? each - Math.log(each) : (each - 1) ** 2), 0);
    };

    for (const start of [
      [0.01, 3],
      [9, -9],
      [0.5, 1],
    ]) {
      const found = minimise(walled, start, everywhere(2));
      expectClose(found.x, [1, 1], { absolute: 1e-6 });
    }
  });

  it.each([Number.POSITIVE_INFINITY, Number.NaN])('answers its start where the function is %s there', (nothing) => {
    const hopeless: Objective = (x, gradient) => {
      gradient.fill(1);
      return at(x, 0) === 0.5 ? nothing : 0;
    };

    expect(minimise(hopeless, [0.5, 20], everywhere(2))).toEqual({
      x: Float64Array.of(0.5, 10),
      value: nothing,
      evaluations: 1,
    });
  });

  it('keeps to its evaluations, with the best point that it has seen', () => {
    for (const most of [1, 2, 5, 17]) {
      let calls = 0;
      let best = Number.POSITIVE_INFINITY;
      const counted: Objective = (x, gradient) => {
        calls++;
        const value = rosenbrock(x, gradient);
        best = Math.min(best, value);
        return value;
      };
      const found = minimise(counted, [-1.2, 1], everywhere(2, most));

      expect([found.evaluations, calls, found.value]).toEqual([most, most, best]);
      expect(rosenbrock(found.x, new Float64Array(2))).toBe(best);
    }
  });

  it('ends at once where nothing is to be gained', () => {
    expect(minimise(rosenbrock, [1, 1], everywhere(2))).toEqual({ x: Float64Array.of(1, 1), value: 0, evaluations: 1 });
    expect(minimise(quadratic, [5], box([1], [2])).evaluations).toBeLessThanOrEqual(3);
    expect(minimise(() => 3, [], box([], []))).toEqual({ x: new Float64Array(0), value: 3, evaluations: 1 });
  });

  it('leaves the start as it was', () => {
    const start = Float64Array.of(-1.2, 1);
    minimise(rosenbrock, start, everywhere(2));

    expect(start).toEqual(Float64Array.of(-1.2, 1));
  });
});
