import { StepladderError } from '../errors.js';
import { auto } from './auto.js';
import { bayesian } from './bayesian/bayesian.js';
import { grid } from './grid.js';
import { asha } from './halving/asha.js';
import { hyperband } from './halving/hyperband.js';
import type { Oracle } from './oracle.js';
import { pbt } from './pbt/pbt.js';
import { random } from './random.js';
import { tpe } from './tpe/tpe.js';

const oracles: readonly Oracle[] = [auto, bayesian, tpe, random, grid, hyperband, asha, pbt];

/** The names of the oracles there are. */
export const oracleNames: readonly string[] = oracles.map(({ name }) => name);

/** @throws UnknownOracle listing the names there are. */
export function oracleNamed(name: string): Oracle {
  const oracle = oracles.find((candidate) => candidate.name === name);
  if (oracle) return oracle;
  throw new StepladderError('UnknownOracle', `There is no oracle '${name}'. Choose one of: ${oracleNames.join(', ')}`);
}
