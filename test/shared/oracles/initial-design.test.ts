import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centralPoint, initialPoint } from '../../../shared/oracles/initial-design.js';
import type { OracleStudy } from '../../../shared/oracles/oracle.js';
import type { Values } from '../../../shared/space/parameter.js';
import { pointKey } from '../../../shared/space/space.js';
import { isPoint, pointsByDefinition, smallSpaces, spaceOf, spaces } from '../space/spaces.js';
import { statuses, studyOf, trialOf } from './studies.js';

const real = (name: string, when?: object[]) => ({ name, kind: 'float', min: 0, max: 1, ...(when && { when }) });

/** The first points of a design while no result is known. */
function design(study: OracleStudy, count: number): (Values | undefined)[] {
  const points: (Values | undefined)[] = [];
  for (let number = 0; number < count; number++) {
    const trials = points.map((values, index) => trialOf(index, values ?? {}, 'running'));
    points.push(initialPoint({ ...study, trials }, number));
  }
  return points;
}

describe('the initial design', () => {
  it('is of points of the space', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), fc.nat({ max: 50 }), (space, seed, number) => {
        const values = initialPoint({ ...studyOf(space), seed }, number);

        expect(values && isPoint(space, values)).toBe(true);
      }),
    );
  });

  it('does not depend on how trials stand', () => {
    fc.assert(
      fc.property(spaces, fc.constantFrom(...statuses), fc.constantFrom(...statuses), (space, one, other) => {
        const points = design(studyOf(space), 4).map((values) => values ?? {});
        const next = (status: typeof one) => {
          const trials = points.map((values, number) => trialOf(number, values, status));
          return initialPoint(studyOf(space, trials), 4);
        };

        expect(next(one)).toEqual(next(other));
      }),
    );
  });

  it('does not depend on the order of declarations of different names', () => {
    fc.assert(
      fc.property(spaces, fc.nat({ max: 20 }), (space, number) => {
        const names = new Set(space.parameters.map(({ name }) => name));
        fc.pre(names.size === space.parameters.length);
        const reversed = { parameters: [...space.parameters].reverse() };

        expect(initialPoint(studyOf(reversed), number)).toEqual(initialPoint(studyOf(space), number));
      }),
    );
  });

  it('never is a tried point', () => {
    fc.assert(
      fc.property(smallSpaces, fc.integer(), fc.infiniteStream(fc.boolean()), (space, seed, picks) => {
        const tried = pointsByDefinition(space).filter(() => picks.next().value);
        const trials = tried.map((values, number) => trialOf(number, values));

        const values = initialPoint({ ...studyOf(space, trials), seed }, trials.length);

        expect(tried.map(pointKey)).not.toContain(values && pointKey(values));
      }),
    );
  });

  it('gives up where all was tried', () => {
    const space = spaceOf({ name: 'a', kind: 'boolean' });
    const trials = [true, false].map((a, number) => trialOf(number, { a }));

    expect(initialPoint(studyOf(space, trials), 2)).toBeUndefined();
  });

  it('has one of its first 16 points in each sixteenth of each range, and four in each quarter of two', () => {
    const space = spaceOf(real('a'), real('b'), real('c'));
    const points = design(studyOf(space), 16) as Record<string, number>[];

    for (const name of ['a', 'b', 'c']) {
      expect(new Set(points.map((point) => Math.floor(16 * (point[name] ?? 0)))).size).toBe(16);
    }
    const quarters = points.map(({ a = 0, b = 0 }) => `${a < 0.5} ${b < 0.5}`);
    for (const quarter of new Set(quarters)) expect(quarters.filter((other) => other === quarter)).toHaveLength(4);
  });

  it('has a dimension for each declaration, children of a condition too', () => {
    const space = spaceOf(real('b', [{ parameter: 'a', in: [true] }]), real('c', [{ parameter: 'a', in: [false] }]), {
      name: 'a',
      kind: 'boolean',
    });

    const points = design(studyOf(space), 64) as { a: boolean; b?: number; c?: number }[];

    expect(points.filter(({ a }) => a)).toHaveLength(32);
    expect(points.filter(({ b = 1 }) => b < 0.5)).toHaveLength(16);
    expect(points.filter(({ c = 1 }) => c < 0.5)).toHaveLength(16);
  });

  it('differs between seeds', () => {
    const space = spaceOf(real('a'));
    const first = [0, 1, 2].map((seed) => initialPoint({ ...studyOf(space), seed }, 0)?.a);

    expect(new Set(first).size).toBe(3);
  });
});

describe('the central point', () => {
  it('has the middle of each scale, and is none if it was tried', () => {
    const space = spaceOf(
      { name: 'rate', kind: 'float', min: 1e-4, max: 1, sampling: 'log' },
      { name: 'units', kind: 'int', min: 1, max: 9, sampling: 'linear' },
      { name: 'kind', kind: 'choice', values: ['a', 'b'] },
      { ...real('ratio', [{ parameter: 'kind', in: ['a', 'b'] }]), sampling: 'linear' },
    );
    const values = centralPoint(studyOf(space)) as Values;

    expect(values).toMatchObject({ units: 5, ratio: 0.5, kind: initialPoint(studyOf(space), 0)?.kind });
    expect(values.rate).toBeCloseTo(1e-2, 12);
    expect(centralPoint(studyOf(space, [trialOf(0, values, 'running')]))).toBeUndefined();
  });

  it('is of points of the space', () => {
    fc.assert(
      fc.property(spaces, fc.integer(), (space, seed) => {
        expect(isPoint(space, centralPoint({ ...studyOf(space), seed }) as Values)).toBe(true);
      }),
    );
  });
});
