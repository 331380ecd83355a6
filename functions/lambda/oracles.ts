/** The oracles of the user's own, for all functions of a deployment. */
import own from 'stepladder:oracles';
import { registerOracle } from '../../shared/oracles/oracles.js';

for (const [file, oracle] of Object.entries(own)) registerOracle(oracle, file);
