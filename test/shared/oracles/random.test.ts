import { describe, expect, it } from 'vitest';
import { random } from '../../../shared/oracles/random.js';
import { parseSpace } from '../../../shared/space/space.js';
import { oracleContract, pointsOf } from './oracle-contract.js';

oracleContract(random);

describe('random search', () => {
  it('reaches all 20 points of a space with any of 40 seeds', () => {
    const space = parseSpace({
      parameters: [
        { name: 'a', kind: 'int', min: 1, max: 5 },
        { name: 'b', kind: 'choice', values: ['w', 'x', 'y', 'z'] },
      ],
    });
    for (let seed = 0; seed < 40; seed++) expect(pointsOf(random, space, 21, 0, seed)).toHaveLength(20);
  });

  it('draws each hyperparameter evenly on its own scale, bounds included', () => {
    const space = parseSpace({
      parameters: [
        { name: 'choice', kind: 'choice', values: [0, 1, 2, 3] },
        { name: 'log', kind: 'float', min: 1e-4, max: 1, sampling: 'log' },
        { name: 'int', kind: 'int', min: 1, max: 4 },
      ],
    });
    const points = pointsOf(random, space, 2000);
    const counts = (cell: (values: (typeof points)[number]) => number) =>
      [0, 1, 2, 3].map((index) => points.filter((values) => cell(values) === index).length);
    for (const each of [
      counts(({ choice }) => Number(choice)),
      counts(({ log }) => Math.floor(Math.log10(Number(log)) + 4)),
      counts(({ int }) => Number(int) - 1),
    ]) {
      // Four standard deviations of a share of a quarter among 2,000 draws.
      for (const count of each) expect(Math.abs(count - 500)).toBeLessThan(4 * Math.sqrt(2000 * 0.25 * 0.75));
    }
  });
});
