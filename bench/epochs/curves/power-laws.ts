import type { Values } from '../../../shared/space/parameter.js';
import { networkSurface } from '../../oracles/problems/network-surface.js';
import type { Problem } from '../../oracles/problems/problem.js';
import { problems } from '../../oracles/problems/problems.js';
import { fixedRandom, normals, numberOf } from '../../shared/parameters.js';
import { type Curve, keyOf } from './curve.js';

/** What is left, after an epoch, of the way from the first epoch's score to the last one's: by a power law from 1 to 0. */
function left(epoch: number, epochs: number, power: number): number {
  const end = epochs ** -power;
  return (epoch ** -power - end) / (1 - end);
}

const styblinski = problems.find(({ name }) => name === 'styblinski-6') as Problem;
const slowEpochs = 27;

/** Where in the box a value lies, from 0 to 1. */
const share = (values: Values, name: string) => (numberOf(values, name) + 5) / 10;

/**
 * Styblinski and Tang's function of six dimensions, 0 at its optimum and 1 in the middle, after the last epoch. The epochs
 * before add a bias, which depends on two of the dimensions, and of which noise changes much from epoch to epoch.
 */
const slowStyblinski: Curve = {
  name: 'slow-styblinski',
  parameters: styblinski.parameters,
  epochs: slowEpochs,
  untrained: 2,
  seconds: (values) => 1 + share(values, 'x0'),
  *train(values) {
    const last = 1 - styblinski.evaluate(values) / (styblinski.optimum?.score as number);
    const bias = 0.3 + 0.6 * share(values, 'x1') + 0.6 * share(values, 'x2');
    const noise = normals(fixedRandom(slowStyblinski.name, keyOf(slowStyblinski, values)), slowEpochs);
    for (const [before, each] of noise.entries()) {
      yield last + bias * Math.exp(0.5 * each) * left(before + 1, slowEpochs, 0.4);
    }
  },
};

/** How fast training converges, as a power of the epoch; the slowest optimizer comes to the best end. */
const powers = { sgd: 0.25, adam: 0.9, rmsprop: 0.6 } as const;
const crossingEpochs = 50;

/**
 * Curves that cross: after the last epoch they are at the surface of a network's loss, whose optimizers have hyperparameters
 * of their own; after the first where chance puts them. The optimizers that converge faster end higher.
 */
const crossing: Curve = {
  name: 'crossing',
  parameters: networkSurface.parameters,
  epochs: crossingEpochs,
  untrained: 1.5,
  seconds: (values) => 1 + (numberOf(values, 'layers') * numberOf(values, 'units')) / 1024,
  *train(values) {
    const last = networkSurface.evaluate(values);
    const first = 1 + 0.5 * fixedRandom(crossing.name, keyOf(crossing, values))();
    const power = powers[values.optimizer as keyof typeof powers];
    for (let epoch = 1; epoch <= crossingEpochs; epoch++) {
      yield last + (first - last) * left(epoch, crossingEpochs, power);
    }
  },
};

export const powerLawCurves: readonly Curve[] = [slowStyblinski, crossing];
