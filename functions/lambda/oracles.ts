/** The oracles of the user's own, for all functions of a deployment. */
import own from 'stepladder:oracles';
import { StepladderError } from '../../shared/errors.js';
import { registerOracle } from '../../shared/oracles/oracles.js';

const names = new Set<string>();
for (const [file, oracle] of own) {
  const { name } = registerOracle(oracle, file);
  if (names.has(name))
    throw new StepladderError('InvalidOracle', `Two oracle modules are called '${name}'; one is ${file}`);
  names.add(name);
}
