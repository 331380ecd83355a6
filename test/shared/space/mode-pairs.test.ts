import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipelineOf } from '../../../examples/retrieval/search-space.js';
import { randomFor } from '../../../shared/math/random.js';
import { discoverSpace } from '../../../shared/space/discover.js';
import { type ModePair, modePairsOf } from '../../../shared/space/mode-pairs.js';
import { randomPoint } from '../../../shared/space/points.js';
import { pairedSpaces } from './paired-spaces.js';
import { spaceOf, spaces } from './spaces.js';

const namesOf = ({ mode, values }: ModePair) => new Set([mode, ...values.values()]);

describe('the pairs of a space', () => {
  it('are the filters of examples/retrieval', async () => {
    expect(modePairsOf(await discoverSpace(pipelineOf))).toEqual([
      {
        label: 'filter1',
        mode: 'filter1_mode',
        values: new Map([
          ['topn', 'filter1_topn'],
          ['thr', 'filter1_thr'],
        ]),
      },
      {
        label: 'filter2',
        mode: 'filter2_mode',
        values: new Map([
          ['topn', 'filter2_topn'],
          ['hitxt', 'filter2_hitxt'],
        ]),
      },
    ]);
  });

  it('are all those that code declares, wherever it does', () => {
    fc.assert(
      fc.property(pairedSpaces, ({ space, pairs }) => {
        expect(modePairsOf(space).map(({ mode, values }) => ({ mode, values }))).toEqual(pairs);
      }),
    );
  });

  it('have no name in common, nor a label', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spaces,
          pairedSpaces.map(({ space }) => space),
        ),
        (space) => {
          const pairs = modePairsOf(space);
          const names = pairs.flatMap((pair) => [...namesOf(pair)]);
          expect(names).toHaveLength(new Set(names).size);
          expect(new Set(pairs.map(({ label }) => label)).size).toBe(pairs.length);
        },
      ),
    );
  });

  it('have at each point exactly the value of the mode, and none where there is no mode', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spaces,
          pairedSpaces.map(({ space }) => space),
        ),
        fc.integer(),
        (space, seed) => {
          const point = randomPoint(space, randomFor(seed));
          for (const { mode, values } of modePairsOf(space)) {
            const active = [...new Set(values.values())].filter((name) => Object.hasOwn(point, name));
            const expected = Object.hasOwn(point, mode) ? values.get(point[mode] ?? null) : undefined;
            expect(active).toEqual(expected === undefined ? [] : [expected]);
          }
        },
      ),
    );
  });
});

const other = { kind: 'boolean', name: 'other' };
const boolean = (name: string, ...when: object[]) => ({ kind: 'boolean', name, when });
const choice = (...when: object[]) => ({
  kind: 'choice',
  name: 'mode',
  values: ['a', 'b'],
  ...(when.length > 0 && { when }),
});
const ifMode = (...values: unknown[]) => ({ parameter: 'mode', in: values });
const ifOther = { parameter: 'other', in: [true] };

describe('a choice is no mode', () => {
  it.each([
    ['if nothing depends on it', [choice()]],
    ['if two names depend on one value', [choice(), boolean('x', ifMode('a')), boolean('y', ifMode('a', 'b'))]],
    ['if its child depends on something else too', [other, choice(), boolean('x', ifOther, ifMode('a'))]],
    ['if its child exists without it', [other, choice(ifOther), boolean('x', ifMode('a'))]],
    ['if its child is declared elsewhere too', [other, choice(), boolean('x', ifMode('a')), boolean('x', ifOther)]],
    [
      'if its child has children',
      [choice(), boolean('x', ifMode('a')), boolean('y', ifMode('a'), { parameter: 'x', in: [true] })],
    ],
    ['if it is declared twice', [other, choice(), choice(ifOther), boolean('x', ifMode('a'))]],
  ])('%s', (_, parameters) => {
    expect(modePairsOf(spaceOf(...parameters))).toEqual([]);
  });
});

describe('the label of a pair', () => {
  const labelsOf = (names: readonly string[], ...others: readonly string[]) => {
    const choices = names.flatMap((name) => [
      { ...choice(), name },
      boolean(`${name} value`, { parameter: name, in: ['a'] }),
    ]);
    const plain = others.map((name) => ({ kind: 'boolean', name }));
    return modePairsOf(spaceOf(...choices, ...plain)).map(({ label }) => label);
  };

  it.each([
    ['filter1_mode', 'filter1'],
    ['encoder/filter/mode', 'encoder/filter'],
    ['filterMode', 'filter'],
    ['filter', 'filter'],
    ['mode', 'mode'],
    ['commode', 'commode'],
    ['_mode', '_mode'],
  ])('of %s is %s', (name, label) => {
    expect(labelsOf([name])).toEqual([label]);
  });

  it('is the whole name where the short one would not be its alone', () => {
    expect(labelsOf(['a_mode', 'a/mode', 'b_mode'], 'b')).toEqual(['a_mode', 'a/mode', 'b_mode']);
  });
});
