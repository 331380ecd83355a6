import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../bench/oracles/problems/problem.js';
import { problems } from '../../bench/oracles/problems/problems.js';
import { randomFor } from '../../shared/math/random.js';
import { contains, defaultOf } from '../../shared/space/domain.js';
import { randomPoint } from '../../shared/space/points.js';
import { chooseValues, isActive, parseSpace } from '../../shared/space/space.js';

const named = problems.map((problem) => [problem.name, problem] as const);
const known = problems.flatMap((problem) =>
  problem.optimum ? [[problem.name, problem, problem.optimum] as const] : [],
);

const spaceOf = ({ parameters }: Problem) => parseSpace({ parameters });
const defaultsOf = (problem: Problem) => chooseValues(spaceOf(problem), defaultOf);

describe('the problems', () => {
  it('have names of their own', () => {
    expect(new Set(problems.map(({ name }) => name)).size).toBe(problems.length);
  });

  it.each(named)('can be evaluated anywhere, the same again: %s', (_, problem) => {
    const space = spaceOf(problem);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const values = randomPoint(space, randomFor(seed));
        const score = problem.evaluate(values);
        expect(score).not.toBeNaN();
        expect(Math.abs(score)).toBeLessThan(1e9);
        expect(problem.evaluate(values)).toBe(score);
      }),
      { numRuns: 10 },
    );
  });

  it('are the same in another process', () => {
    const module = JSON.stringify(new URL('../../bench/oracles/problems/problems.ts', import.meta.url).href);
    const points = JSON.stringify(problems.map(defaultsOf));
    const code = `const { problems } = await import(${module});
      console.log(JSON.stringify(${points}.map((values, index) => problems[index].evaluate(values))))`;
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const scores = JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }));
    expect(scores).toEqual(problems.map((problem) => problem.evaluate(defaultsOf(problem))));
  });

  it.each(known)('have their optimum where they say, in the space: %s', (_, problem, { score, values }) => {
    const active = problem.parameters.filter((parameter) => isActive(parameter, values));
    expect(Object.keys(values).sort()).toEqual(active.map(({ name }) => name).sort());
    expect(active.filter((parameter) => !contains(parameter, values[parameter.name] ?? null))).toEqual([]);
    expect(problem.evaluate(values)).toBeCloseTo(score, 10);
  });

  it.each(known)('have no lower value, near it or far from it: %s', (_, problem, { score, values }) => {
    const space = spaceOf(problem);
    const width = fc.constantFrom(1, 0.1, 0.001);
    fc.assert(
      fc.property(fc.integer(), width, (seed, share) => {
        const random = randomFor(seed);
        const far = randomPoint(space, random);
        const near = (name: string, value: unknown) => {
          const [best, other] = [values[name], far[name]];
          return typeof best === 'number' && typeof other === 'number' ? best + share * (other - best) : value;
        };
        const point = Object.fromEntries(
          Object.entries(far).map(([name, value]) => [name, near(name, value) as number]),
        );
        expect(problem.evaluate(point)).toBeGreaterThanOrEqual(score - 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
