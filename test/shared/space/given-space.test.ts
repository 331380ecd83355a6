import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.js';
import type { SpaceRules } from '../../../shared/space/declarations.js';
import { discoverSpace } from '../../../shared/space/discover.js';
import { contains, everyValue } from '../../../shared/space/domain.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import type { Parameter } from '../../../shared/space/parameter.js';
import { combinations } from '../../../shared/space/points.js';
import { execute, programs } from './programs.js';
import { spaceOf } from './spaces.js';

const refusal = (code: ErrorCode, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

const momentum = (max: number, ...optimizers: string[]) => ({
  ...{ name: 'momentum', kind: 'float', sampling: 'linear', min: 0, max },
  ...(optimizers.length > 0 && { when: [{ parameter: 'optimizer', in: optimizers }] }),
});

/** What an author's model declares, in ranges that suit most. */
function model(hp: HyperParameters): void {
  hp.choice('optimizer', ['adam', 'sgd', 'rmsprop']);
  hp.conditionalScope('optimizer', ['sgd', 'rmsprop'], () => hp.float('momentum', { min: 0, max: 1 }));
  hp.int('units', { min: 8, max: 64, step: 8 });
}

const found = (given: readonly object[], rules: SpaceRules = {}, code = model) =>
  discoverSpace(code, { ...rules, given: spaceOf(...given) });

describe('any code with a part of its space given', () => {
  it('asks at each point of the joined space for exactly what the point has', async () => {
    await fc.assert(
      fc.asyncProperty(programs, fc.nat(), fc.nat(), fc.boolean(), async (program, pick, many, tuneNewEntries) => {
        const absent = new Set<string>();
        const whole = await discoverSpace((hp) => execute(program, hp, absent));
        const choices = whole.parameters.filter(({ kind }) => kind === 'choice');
        const chosen = choices[pick % choices.length] as Parameter & { kind: 'choice' };
        const values = chosen.values.slice(0, 1 + (many % chosen.values.length));
        // Where the code looks for it without declaring it, it finds what is given.
        fc.pre(!absent.has(chosen.name.split('/').at(-1) as string));
        const others = choices.filter(({ name }) => name === chosen.name);
        fc.pre(others.every((other) => values.every((value) => contains(other, value))));

        const rules = { given: spaceOf({ name: chosen.name, kind: 'choice', values }), tuneNewEntries };
        const asked = new Set<string>();
        const space = await discoverSpace((hp) => {
          execute(program, hp);
          for (const { name } of hp.declared) asked.add(name);
        }, rules);
        fc.pre(asked.has(chosen.name));
        for (const point of combinations(space, everyValue)) {
          const hp = new HyperParameters(point, space, rules);
          execute(program, hp);
          expect(hp.values).toEqual(point);
          expect(hp.declared.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(point)));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a space that is given beside the code', () => {
  it('counts where the code declares wider ranges, under the conditions of the code', async () => {
    const space = await found([momentum(0.5), { name: 'units', kind: 'fixed', value: 16 }]);

    expect(space).toEqual(
      spaceOf(
        momentum(0.5, 'sgd', 'rmsprop'),
        { name: 'units', kind: 'fixed', value: 16 },
        { name: 'optimizer', kind: 'choice', values: ['adam', 'sgd', 'rmsprop'] },
      ),
    );
  });

  it('gives the code values of the given range alone', async () => {
    const given = spaceOf({ name: 'units', kind: 'choice', values: [32, 64] });
    const units = (value?: number) =>
      new HyperParameters(value === undefined ? {} : { units: value }, given, { given }).int('units', {
        ...{ min: 8, max: 64, step: 8, default: 16 },
      });

    expect([units(), units(64)]).toEqual([32, 64]);
    expect(() => units(16)).toThrow(refusal('InvalidHyperparameter', /units is 16/));
  });

  it('may leave a scope of the code closed for good, or for some of its values', async () => {
    const optimizers = (...values: string[]) => ({ name: 'optimizer', kind: 'choice', values });
    const units = { name: 'units', kind: 'int', sampling: 'linear', min: 8, max: 64, step: 8 };

    expect(await found([optimizers('adam')])).toEqual(spaceOf(optimizers('adam'), units));
    const some = await found([optimizers('adam', 'sgd')]);
    expect(some.parameters).toEqual([optimizers('adam', 'sgd'), momentum(1, 'sgd', 'rmsprop'), units]);
  });

  it('overrides one of several declarations of a name where it has the same conditions', async () => {
    const space = await found(
      [
        { name: 'kind', kind: 'choice', values: ['a', 'b'] },
        { name: 'width', kind: 'int', min: 1, max: 2, when: [{ parameter: 'kind', in: ['a'] }] },
      ],
      {},
      (hp) => {
        hp.choice('kind', ['a', 'b']);
        for (const kind of ['a', 'b']) hp.conditionalScope('kind', [kind], () => hp.int('width', { min: 1, max: 9 }));
      },
    );

    expect(space.parameters.map((parameter) => [parameter.name, 'max' in parameter && parameter.max])).toEqual([
      ['kind', false],
      ['width', 2],
      ['width', 9],
    ]);
  });

  it('keeps what the code does not declare where it can be seen', async () => {
    const space = await found([{ name: 'batch', kind: 'choice', values: [16, 32] }]);

    expect(space.parameters.map(({ name }) => name)).toEqual(['batch', 'optimizer', 'momentum', 'units']);
  });

  it('is refused where it is wider than what the code can take, with both ranges', async () => {
    await expect(found([{ name: 'units', kind: 'int', min: 8, max: 128, step: 8 }])).rejects.toThrow(
      refusal('HyperparameterChanged', /units was declared as .*128.* by the tuning's `space`.*64/),
    );
  });

  it('does not excuse ranges of the code that depend on another hyperparameter', async () => {
    const code = (hp: HyperParameters) => {
      const size = hp.choice('size', [1, 5]);
      hp.conditionalScope('size', [5], () => hp.boolean('extra'));
      hp.int('part', { min: 1, max: size });
    };

    await expect(found([{ name: 'other', kind: 'boolean' }], {}, code)).rejects.toThrow(
      refusal('HyperparameterChanged', /part was declared as .* and now as .*cannot depend on another/),
    );
  });

  it('still has the code’s own scopes checked by what the code declares', async () => {
    const code = (hp: HyperParameters) => {
      hp.choice('optimizer', ['adam', 'sgd']);
      hp.conditionalScope('optimizer', ['sdg'], () => hp.boolean('nesterov'));
    };

    await expect(found([{ name: 'optimizer', kind: 'choice', values: ['sgd'] }], {}, code)).rejects.toThrow(
      refusal('InvalidSpace', /waits for optimizer to be "sdg"/),
    );
  });
});

describe('without new entries', () => {
  it('code that asks for what is not given is refused by name', async () => {
    await expect(found([momentum(0.5)], { allowNewEntries: false })).rejects.toThrow(
      refusal('UnknownHyperparameter', /asks for optimizer, .* allowNewEntries is false.*has: momentum/),
    );
  });

  it('code that asks for no more than is given is searched in the given ranges', async () => {
    const given = [
      { name: 'optimizer', kind: 'choice', values: ['sgd'] },
      momentum(0.5),
      { name: 'units', kind: 'fixed', value: 8 },
    ];
    const space = await found(given, { allowNewEntries: false });

    expect(space.parameters.map(({ name }) => name)).toEqual(['optimizer', 'momentum', 'units']);
  });
});

describe('new entries that are not tuned', () => {
  it('are fixed at their defaults, and what depends on other values of them is left out', async () => {
    const space = await found([{ name: 'units', kind: 'int', min: 16, max: 32, step: 8 }], { tuneNewEntries: false });

    expect(space).toEqual(
      spaceOf(
        { name: 'units', kind: 'int', min: 16, max: 32, step: 8 },
        { name: 'optimizer', kind: 'fixed', value: 'adam' },
      ),
    );
  });

  it('give the code their defaults, in every trial', () => {
    const given = spaceOf({ name: 'rate', kind: 'float', min: 0, max: 1 });
    const declare = (hp: HyperParameters) => hp.int('layers', { min: 1, max: 5, default: 3 });
    const first = new HyperParameters({ rate: 0.5 }, given, { given, tuneNewEntries: false });
    const later = new HyperParameters({ rate: 0.1, layers: 3 }, given, { given, tuneNewEntries: false });

    expect([declare(first), declare(later)]).toEqual([3, 3]);
    expect(first.declared).toEqual([{ name: 'layers', kind: 'fixed', value: 3 }]);
  });

  it('are checked as others are', async () => {
    const rules = { tuneNewEntries: false };
    const code = (hp: HyperParameters) => hp.int('layers', { min: 3, max: 1 });

    await expect(found([momentum(0.5)], rules, code)).rejects.toThrow(refusal('InvalidSpace', /layers: min 3/));
  });
});
