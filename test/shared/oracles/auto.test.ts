import { auto } from '../../../shared/oracles/auto.js';
import { modelBasedContract } from './model-based-contract.js';
import { oracleContract } from './oracle-contract.js';

oracleContract(auto, { ignoresResults: false });
modelBasedContract(auto);
