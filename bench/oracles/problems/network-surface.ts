import type { Values } from '../../../shared/space/parameter.js';
import { boolean, choice, float, given, int, numberOf } from '../../shared/parameters.js';
import type { Problem } from './problem.js';

const optimizers = {
  sgd: { best: -1, penalty: 0 },
  adam: { best: -3, penalty: 0.04 },
  rmsprop: { best: -3.5, penalty: 0.1 },
} as const;

const activations = { relu: 0, elu: 0.02, tanh: 0.06, sigmoid: 0.15 } as const;

/**
 * A surface made like that of a network's loss: the best learning rate depends on the optimizer and on the width, and is
 * missed by a wide plateau; two branches have parameters of their own. All terms are 0 at the optimum.
 */
function evaluate(values: Values): number {
  const optimizer = values.optimizer as keyof typeof optimizers;
  const { best, penalty } = optimizers[optimizer];
  const width = Math.log2(numberOf(values, 'units') / 128);
  const miss = Math.log10(numberOf(values, 'rate')) - (best - 0.2 * width);
  return (
    penalty +
    0.6 * (1 - Math.exp(-(miss ** 2) / 0.8)) +
    (optimizer === 'sgd' ? 0.25 * (numberOf(values, 'momentum') - 0.9) ** 2 : 0) +
    0.02 * (numberOf(values, 'layers') - 3) ** 2 +
    0.01 * width ** 2 +
    (values.residual ? 0.1 * (numberOf(values, 'gain') - 0.4) ** 2 : 0.04) +
    activations[values.activation as keyof typeof activations]
  );
}

export const networkSurface: Problem = {
  name: 'network-surface',
  parameters: [
    choice('optimizer', ...Object.keys(optimizers)),
    float('rate', 1e-6, 10, 'log'),
    float('momentum', 0, 0.99, 'linear', given('optimizer', 'sgd')),
    int('layers', 1, 6),
    int('units', 8, 1024, 'log'),
    boolean('residual'),
    float('gain', 0, 1, 'linear', given('residual', true)),
    choice('activation', ...Object.keys(activations)),
  ],
  evaluate,
  optimum: {
    score: 0,
    values: {
      optimizer: 'sgd',
      rate: 0.1,
      momentum: 0.9,
      layers: 3,
      units: 128,
      residual: true,
      gain: 0.4,
      activation: 'relu',
    },
  },
};
