import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.js';
import { discoverSpace } from '../../../shared/space/discover.js';
import { everyValue } from '../../../shared/space/domain.js';
import type { HyperParameters } from '../../../shared/space/hyperparameters.js';
import { combinations } from '../../../shared/space/points.js';
import { identityOf, pointKey } from '../../../shared/space/space.js';
import { execute, explore, identitiesIn, programs } from './programs.js';

const namesIn = async (code: (hp: HyperParameters) => unknown) =>
  (await discoverSpace(code)).parameters.map(({ name }) => name);
const refusal = (code: ErrorCode, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('the space of any code of nested scopes', () => {
  it('has exactly the points that define-by-run can ask for', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const space = await discoverSpace((hp) => execute(program, hp));

        const expected = explore(program).points.map(pointKey).sort();
        expect([...combinations(space, everyValue)].map(pointKey).sort()).toEqual(expected);
        expect(explore(program, space).points.map(pointKey).sort()).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('has every declaration that can be reached, in the order of the code', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const space = await discoverSpace((hp) => execute(program, hp));

        const reachable = explore(program).declared;
        expect(space.parameters.map(identityOf)).toEqual(identitiesIn(program).filter((id) => reachable.has(id)));
      }),
    );
  });

  it('is found in one run for each scope, and one more', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        let runs = 0;
        const scopes = new Set<string>();

        await discoverSpace((hp) => {
          runs++;
          execute(program, hp);
          for (const { step } of hp.closed) scopes.add(step);
        });

        expect(runs).toBeLessThanOrEqual(scopes.size + 1);
      }),
    );
  });
});

describe('discovery', () => {
  it('finds both sides of an if and else made of scopes, in the order of the code', async () => {
    const names = await namesIn((hp) => {
      hp.choice('kind', ['a', 'b', 'c']);
      hp.conditionalScope('kind', ['b'], () => hp.boolean('of b'));
      hp.conditionalScope('kind', ['c'], () => hp.boolean('of c'));
      hp.conditionalScope('kind', ['a'], () => hp.boolean('of a'));
      hp.boolean('last');
    });

    expect(names).toEqual(['kind', 'of b', 'of c', 'of a', 'last']);
  });

  it('finds a scope whose parent is declared inside another, at a point where its own scope is open', async () => {
    const names = await namesIn((hp) => {
      hp.choice('kind', ['a', 'b']);
      hp.boolean('more');
      hp.conditionalScope('kind', ['b'], () => [
        hp.int('layers', { min: 1, max: 3 }),
        hp.float('rate', { min: 0, max: 1 }),
      ]);
      hp.conditionalScope('more', [true], () =>
        hp.conditionalScope('layers', [2, 3], () => hp.float('second', { min: 0, max: hp.get<number>('rate') + 1 })),
      );
    });

    expect(names).toEqual(['kind', 'more', 'layers', 'rate', 'second']);
  });

  it('opens a scope in a scope of the same parent by a value that both allow', async () => {
    const names = await namesIn((hp) => {
      hp.choice('kind', ['a', 'b', 'c', 'd']);
      hp.conditionalScope('kind', ['b', 'c'], () => hp.conditionalScope('kind', ['d', 'c'], () => hp.boolean('of c')));
    });

    expect(names).toEqual(['kind', 'of c']);
  });

  it('opens a scope by a value that its parent has in another branch alone', async () => {
    const names = await namesIn((hp) => {
      hp.choice('kind', ['a', 'b']);
      hp.conditionalScope('kind', ['a'], () => hp.choice('size', [1, 2]));
      hp.conditionalScope('kind', ['b'], () => hp.choice('size', [3, 4]));
      hp.conditionalScope('size', [3], () => hp.boolean('of 3'));
    });

    expect(names).toEqual(['kind', 'size', 'size', 'of 3']);
  });

  it('goes on from where ordinary code led it', async () => {
    const names = await namesIn((hp) => {
      hp.conditionalScope(hp.boolean('gated') ? 'gated' : 'gated', [true], () => hp.boolean('gate'));
      if (hp.get('gated')) {
        hp.choice('size', [1, 2]);
        hp.conditionalScope('size', [2], () => hp.boolean('of 2'));
      }
    });

    expect(names).toEqual(['gated', 'gate', 'size', 'of 2']);
  });

  it('waits for code that is async between its scopes', async () => {
    const names = await namesIn(async (hp) => {
      hp.boolean('a');
      await Promise.resolve();
      hp.conditionalScope('a', [true], () => hp.boolean('b'));
    });

    expect(names).toEqual(['a', 'b']);
  });

  it('finds nothing in code that declares nothing', async () => {
    expect(await discoverSpace(() => undefined)).toEqual({ parameters: [] });
  });

  it('passes over a scope that can never open', async () => {
    const names = await namesIn((hp) => {
      hp.boolean('a');
      hp.conditionalScope('a', [true], () => hp.conditionalScope('a', [false], () => hp.boolean('never')));
    });

    expect(names).toEqual(['a']);
  });
});

describe('discovery refuses', () => {
  /** Whatever its value, one of the scopes is closed, and could declare what is missing. */
  const ifAndElse = (hp: HyperParameters) => {
    hp.boolean('a');
    hp.conditionalScope('a', [true], () => hp.choice('size', [1, 2]));
    hp.conditionalScope('a', [false], () => hp.choice('size', [3, 4]));
  };

  it('a parent that nobody declares', async () => {
    const code = (hp: HyperParameters) => {
      ifAndElse(hp);
      hp.nameScope('head', () => hp.conditionalScope('nobody', [true], () => 0));
    };

    await expect(discoverSpace(code)).rejects.toThrow(refusal('UnknownHyperparameter', /depends on nobody/));
  });

  it('a value that the parent has in no branch', async () => {
    const code = (hp: HyperParameters) => {
      ifAndElse(hp);
      hp.conditionalScope('size', [2, 5], () => 0);
      hp.conditionalScope('size', [5], () => 0);
    };

    await expect(discoverSpace(code)).rejects.toThrow(refusal('InvalidSpace', /size to be 5,/));
  });

  it('a range that depends on another hyperparameter', async () => {
    const code = (hp: HyperParameters) => {
      hp.conditionalScope(hp.int('layers', { min: 1, max: 3 }) ? 'layers' : '', [3], () => 0);
      hp.int('units', { min: 1, max: 10 * hp.get<number>('layers') });
    };

    await expect(discoverSpace(code)).rejects.toThrow(refusal('HyperparameterChanged', /units/));
  });

  it('code that goes on opening new scopes for ever', async () => {
    const nest = (hp: HyperParameters, depth: number) => {
      hp.boolean(`level ${depth}`);
      hp.conditionalScope(`level ${depth}`, [true], () => nest(hp, depth + 1));
    };
    let runs = 0;
    const restless = (hp: HyperParameters) => {
      hp.float('x', { min: 0, max: 1 });
      hp.conditionalScope('x', [1 / ++runs], () => 0);
    };

    await expect(discoverSpace((hp) => nest(hp, 0))).rejects.toThrow(refusal('InvalidSpace', /conditional scopes/));
    await expect(discoverSpace(restless)).rejects.toThrow(refusal('InvalidSpace', /conditional scopes/));
  });

  it('code that fails, with its own error', async () => {
    const code = () => {
      throw new RangeError('mine');
    };

    await expect(discoverSpace(code)).rejects.toThrow(new RangeError('mine'));
  });
});
