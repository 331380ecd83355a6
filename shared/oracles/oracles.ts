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

/** Users' own, which the process was started with. */
const registered = new Map<string, Oracle>();

/** The names of the oracles that everybody has. */
export const oracleNames: readonly string[] = oracles.map(({ name }) => name);

/**
 * Makes a user's oracle known to this process by its name; one of that name that was registered before gives way.
 *
 * @throws InvalidOracle if it is no oracle, or has the name of one that everybody has.
 */
export function registerOracle(oracle: unknown, from: string): Oracle {
  const checked = checkedOracle(oracle, from);
  registered.set(checked.name, checked);
  return checked;
}

/** Whether a user's oracle of that name is known to this process. */
export function isRegistered(name: string): boolean {
  return registered.has(name);
}

/** @throws UnknownOracle listing the names there are. */
export function oracleNamed(name: string): Oracle {
  const oracle = oracles.find((candidate) => candidate.name === name) ?? registered.get(name);
  if (oracle) return oracle;
  throw new StepladderError(
    'UnknownOracle',
    `There is no oracle '${name}'. Choose one of: ${knownOracles().join(', ')}`,
  );
}

/** The names of all oracles that this process knows. */
export function knownOracles(): string[] {
  return [...oracleNames, ...registered.keys()];
}

/** An oracle, or its class. */
function checkedOracle(given: unknown, from: string): Oracle {
  const oracle = (typeof given === 'function' ? new (given as new () => Oracle)() : given) as Partial<Oracle> | null;
  const fault = faultOf(oracle);
  if (fault === undefined) return oracle as Oracle;
  throw new StepladderError('InvalidOracle', `The oracle of ${from} ${fault}`);
}

function faultOf(oracle: Partial<Oracle> | null | undefined): string | undefined {
  if (oracle === undefined) return 'is missing: its module must export it as the default';
  if (typeof oracle !== 'object' || oracle === null || typeof oracle.next !== 'function') {
    return 'has no `next`: export a subclass of Oracle';
  }
  if (typeof oracle.name !== 'string' || oracle.name === '') return 'has no `name`';
  return oracleNames.includes(oracle.name) ? `is called '${oracle.name}', as one of Stepladder's own is` : undefined;
}
