import { expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { oracleNamed, oracleNames } from '../../../shared/oracles/oracles.js';
import { spaceOf } from '../space/spaces.js';
import { studyOf } from './studies.js';

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

it.each(['bayesian', 'tpe', 'random', 'grid'])('trains for all epochs what %s suggests', (name) => {
  const study = { ...studyOf(spaceOf({ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' })), epochs: 7 };
  expect(oracleNamed(name).next(study, randomFor(1))).toMatchObject({ kind: 'trial', toEpoch: 7 });
});
