import { firstDigits, type Samples } from '../../shared/digits.js';
import { once } from '../../shared/once.js';
import { choice, fixedRandom, float, given, int, normals, numberOf } from '../../shared/parameters.js';
import type { Curve } from './curve.js';
import { type Activation, Network } from './network.js';
import { adam, descent } from './rules.js';
import { type Data, type Sample, trained } from './trainer.js';

/** Thirty images of each digit to train with, thirty to test. */
const digits = once((): Data => {
  const { train, test } = firstDigits(30, 30);
  const samplesOf = ({ features, labels }: Samples): Sample[] =>
    features.map((row, index) => ({ x: Float64Array.from(row), label: labels[index] as number }));
  return { train: samplesOf(train), test: samplesOf(test) };
});

const digitEpochs = 27;

/** One hidden layer on digits, trained by gradient descent with momentum. Small batches take long, as wide layers do. */
const mlpDigits: Curve = {
  name: 'mlp-digits',
  parameters: [
    int('units', 4, 64, 'log'),
    choice('activation', 'relu', 'tanh'),
    float('rate', 1e-4, 1, 'log'),
    float('momentum', 0, 0.99),
    float('decay', 1e-6, 1e-1, 'log'),
    int('batch', 4, 128, 'log'),
  ],
  epochs: digitEpochs,
  untrained: Math.log(10),
  seconds: (values) => 0.5 + numberOf(values, 'units') / 32 + 16 / numberOf(values, 'batch'),
  train(values) {
    const [rate, momentum, decay] = [numberOf(values, 'rate'), numberOf(values, 'momentum'), numberOf(values, 'decay')];
    const network = new Network(
      [49, numberOf(values, 'units'), 10],
      values.activation as Activation,
      (size) => descent(size, rate, momentum, decay),
      fixedRandom(mlpDigits.name, 'weights'),
    );
    const order = fixedRandom(mlpDigits.name, 'order');
    return trained(network, digits(), numberOf(values, 'batch'), digitEpochs, order);
  },
};

const perArm = 240;

/** Points of two spirals that wind around each other once and a half, with noise: every second one to test. */
const twoSpirals = once((): Data => {
  const noise = normals(fixedRandom('mlp-spirals', 'noise'), 4 * perArm);
  const samples = Array.from({ length: 2 * perArm }, (_, index): Sample => {
    const label = index % 2;
    const along = Math.sqrt((Math.floor(index / 2) + 1) / perArm);
    const angle = 3 * Math.PI * along + Math.PI * label;
    const x = [Math.cos(angle), Math.sin(angle)].map(
      (each, axis) => 2 * along * each + 0.08 * (noise[2 * index + axis] ?? 0),
    );
    return { x: Float64Array.from(x), label };
  });
  const part = (test: boolean) => samples.filter((_, index) => index % 4 >= 2 === test);
  return { train: part(false), test: part(true) };
});

const spiralEpochs = 40;

/** One or two hidden layers on two spirals: long on a plateau, then quick. Adam and gradient descent want other rates. */
const mlpSpirals: Curve = {
  name: 'mlp-spirals',
  parameters: [
    int('layers', 1, 2),
    int('units_1', 4, 32, 'log'),
    int('units_2', 4, 32, 'log', given('layers', 2)),
    choice('activation', 'relu', 'tanh'),
    choice('optimizer', 'adam', 'descent'),
    float('rate', 1e-4, 1, 'log'),
    float('momentum', 0, 0.99, 'linear', given('optimizer', 'descent')),
    int('batch', 4, 60, 'log'),
  ],
  epochs: spiralEpochs,
  untrained: Math.log(2),
  seconds: (values) => 0.5 + (values.layers === 2 ? 1 : 0.5) + 8 / numberOf(values, 'batch'),
  train(values) {
    const rate = numberOf(values, 'rate');
    const hidden = [numberOf(values, 'units_1'), ...(values.layers === 2 ? [numberOf(values, 'units_2')] : [])];
    const network = new Network(
      [2, ...hidden, 2],
      values.activation as Activation,
      (size) => (values.optimizer === 'adam' ? adam(size, rate) : descent(size, rate, numberOf(values, 'momentum'), 0)),
      fixedRandom(mlpSpirals.name, 'weights'),
    );
    const order = fixedRandom(mlpSpirals.name, 'order');
    return trained(network, twoSpirals(), numberOf(values, 'batch'), spiralEpochs, order);
  },
};

export const networkCurves: readonly Curve[] = [mlpDigits, mlpSpirals];
