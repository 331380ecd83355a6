import { expect, it } from 'vitest';
import { oracleNamed, oracleNames } from '../../../shared/oracles/oracles.js';

it('finds each oracle by its own name', () => {
  expect(oracleNames).toEqual(
    expect.arrayContaining(['auto', 'bayesian', 'tpe', 'random', 'grid', 'hyperband', 'asha', 'pbt']),
  );
  for (const name of oracleNames) expect(oracleNamed(name).name).toBe(name);
});

it('says which there are where there is none of a name', () => {
  expect(() => oracleNamed('magic')).toThrow(
    "There is no oracle 'magic'. Choose one of: auto, bayesian, tpe, random, grid, hyperband, asha, pbt",
  );
});

it.each(['Random', '', 'toString', '__proto__'])('refuses the name %j', (name) => {
  expect(() => oracleNamed(name)).toThrow(expect.objectContaining({ code: 'UnknownOracle' }));
});
