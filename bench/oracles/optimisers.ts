import { oracleNames } from '../../shared/oracles/oracles.js';
import { kerasTuner, type Optimiser, optuna, type Peer } from '../shared/optimiser.js';

const usual = { quick: 3, full: 10 };

const ours = ['random', 'bayesian', 'tpe', 'auto'].filter((name) => oracleNames.includes(name));

/** Its Gaussian process needs PyTorch, which is some 6 GB on Linux where the registry has it with CUDA alone. */
const optunaWithTorch = (sampler: string): Peer => ({
  ...optuna(sampler),
  environment: 'optuna-5.0.0-torch',
  requirements: ['optuna==5.0.0', 'scipy', 'torch'],
  packages: ['optuna', 'torch', 'scipy', 'numpy'],
});

/** Left to the full form: PyTorch is large, and Keras Tuner's Bayesian optimisation takes up to some seconds a trial. */
export const optimisers: readonly Optimiser[] = [
  ...ours.map((name) => ({ name, seeds: usual })),
  { name: 'optuna-tpe', seeds: usual, peer: optuna('tpe') },
  { name: 'optuna-gp', seeds: { quick: 0, full: 10 }, peer: optunaWithTorch('gp') },
  { name: 'keras-tuner-random', seeds: { quick: 1, full: 10 }, peer: kerasTuner('random') },
  { name: 'keras-tuner-bayesian', seeds: { quick: 0, full: 3 }, peer: kerasTuner('bayesian') },
];
