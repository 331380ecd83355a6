import { tpe } from '../../../../shared/oracles/tpe/tpe.js';
import { modelBasedContract } from '../model-based-contract.js';
import { oracleContract } from '../oracle-contract.js';

oracleContract(tpe, { ignoresResults: false });
modelBasedContract(tpe);
