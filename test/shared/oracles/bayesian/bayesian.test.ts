import { bayesian } from '../../../../shared/oracles/bayesian/bayesian.js';
import { modelBasedContract } from '../model-based-contract.js';
import { oracleContract } from '../oracle-contract.js';

oracleContract(bayesian, { ignoresResults: false });
modelBasedContract(bayesian);
