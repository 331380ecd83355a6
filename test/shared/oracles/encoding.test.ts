import { describe, expect, it } from 'vitest';
import { Encoding } from '../../../shared/oracles/encoding.js';
import { spaceOf } from '../space/spaces.js';

const kind = { name: 'kind', kind: 'choice', values: ['b', 'a', 'c'] };
const of = (name: string, value: string) => ({ name, when: [{ parameter: 'kind', in: [value] }] });
const encoding = new Encoding(
  spaceOf(
    kind,
    { ...of('left', 'a'), kind: 'float', min: 0, max: 1 },
    { ...of('right', 'b'), kind: 'boolean' },
    { name: 'constant', kind: 'fixed', value: 7 },
    { name: 'rate', kind: 'float', min: 1e-4, max: 1, sampling: 'log' },
  ),
);
const names = encoding.dimensions.map(({ parameter }) => parameter.name);
const at = (values: Record<string, string | number | boolean>, name: string) =>
  encoding.encode({ rate: 1e-2, constant: 7, ...values })[names.indexOf(name)];

describe('the coordinates of a point', () => {
  it('are a position on its scale for each number, and a category for what has no order; fixed values have none', () => {
    expect(names).toEqual(['kind', 'left', 'rate', 'right']);
    expect(encoding.dimensions.map(({ isCategory }) => isCategory)).toEqual([true, false, false, true]);
    expect(at({ kind: 'c' }, 'rate')).toBeCloseTo(0.5, 12);
  });

  it('of what is not active are the same whatever value it would have', () => {
    expect([
      at({ kind: 'b', left: 0.9 }, 'left'),
      at({ kind: 'c', left: 0.1 }, 'left'),
      at({ kind: 'b' }, 'left'),
    ]).toEqual([0.5, 0.5, 0.5]);
    expect([at({ kind: 'a', right: true }, 'right'), at({ kind: 'c', right: false }, 'right')]).toEqual([-1, -1]);
    expect([at({ kind: 'b', right: false }, 'right'), at({ kind: 'b', right: true }, 'right')]).toEqual([0, 1]);
  });
});
