import type { Random } from '../../../shared/math/random.js';
import { normals } from '../../shared/parameters.js';

type Vector = Float64Array;

export type Activation = 'relu' | 'tanh';

/** A layer's numbers. Weights stand row after row, one row an output; the last of each row is the bias. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Vector;
  /** Of the loss summed over the samples since the last step. */
  readonly gradient: Vector;
  /** What the layer gave for the last sample, activated. */
  readonly given: Vector;
  /** The loss's slope by what the layer gave, before its activation. */
  readonly slopes: Vector;
}

/** Changes weights by the mean gradient of a batch. Each layer has a rule of its own, which may remember. */
export type Rule = (weights: Vector, gradient: Vector) => void;

/** A multilayer perceptron that classifies: dense layers, a softmax at the end, cross-entropy for a loss. */
export class Network {
  readonly #layers: readonly Layer[];
  readonly #activation: Activation;
  readonly #rules: readonly Rule[];

  /**
   * @param sizes of the input, the hidden layers and the classes
   * @param random of the first weights: normal with variance 2 / inputs (He et al. 2015); biases are 0
   */
  constructor(sizes: readonly number[], activation: Activation, ruleFor: (size: number) => Rule, random: Random) {
    this.#layers = sizes.slice(1).map((outputs, index) => makeLayer(sizes[index] as number, outputs, random));
    this.#rules = this.#layers.map(({ weights }) => ruleFor(weights.length));
    this.#activation = activation;
  }

  /** The cross-entropy of a sample, in nats; not a number if the weights are not. */
  loss(x: Vector, label: number): number {
    return -Math.log(this.#forward(x)[label] as number);
  }

  /** One step on a batch, down the mean gradient of its losses. */
  step(batch: readonly { readonly x: Vector; readonly label: number }[]): void {
    for (const { gradient } of this.#layers) gradient.fill(0);
    for (const { x, label } of batch) this.#addGradient(x, label);
    for (const [index, { weights, gradient }] of this.#layers.entries()) {
      for (let at = 0; at < gradient.length; at++) gradient[at] = (gradient[at] as number) / batch.length;
      (this.#rules[index] as Rule)(weights, gradient);
    }
  }

  /** The probabilities of the classes. */
  #forward(x: Vector): Vector {
    let input = x;
    for (const [index, layer] of this.#layers.entries()) {
      linear(layer, input);
      if (index < this.#layers.length - 1) activate(layer.given, this.#activation);
      input = layer.given;
    }
    softmax(input);
    return input;
  }

  #addGradient(x: Vector, label: number): void {
    const last = this.#layers.at(-1) as Layer;
    last.slopes.set(this.#forward(x));
    last.slopes[label] = (last.slopes[label] as number) - 1;
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const below = this.#layers[index - 1];
      addOuter(this.#layers[index] as Layer, below?.given ?? x);
      if (below) propagate(this.#layers[index] as Layer, below, this.#activation);
    }
  }
}

function makeLayer(inputs: number, outputs: number, random: Random): Layer {
  const drawn = normals(random, outputs * (inputs + 1));
  const scale = Math.sqrt(2 / inputs);
  const weights = Float64Array.from(drawn, (each, at) => (at % (inputs + 1) === inputs ? 0 : scale * each));
  const vector = (size: number) => new Float64Array(size);
  return {
    inputs,
    outputs,
    weights,
    gradient: vector(weights.length),
    given: vector(outputs),
    slopes: vector(outputs),
  };
}

function linear({ inputs, outputs, weights, given }: Layer, x: Vector): void {
  for (let output = 0; output < outputs; output++) {
    const row = output * (inputs + 1);
    let sum = weights[row + inputs] as number;
    for (let input = 0; input < inputs; input++) sum += (weights[row + input] as number) * (x[input] as number);
    given[output] = sum;
  }
}

function activate(given: Vector, activation: Activation): void {
  for (let at = 0; at < given.length; at++) {
    const each = given[at] as number;
    given[at] = activation === 'relu' ? Math.max(0, each) : Math.tanh(each);
  }
}

function softmax(given: Vector): void {
  const largest = Math.max(...given);
  let total = 0;
  for (let at = 0; at < given.length; at++) {
    given[at] = Math.exp((given[at] as number) - largest);
    total += given[at] as number;
  }
  for (let at = 0; at < given.length; at++) given[at] = (given[at] as number) / total;
}

/** Adds a sample's gradient, by the slopes of the layer and what it got. */
function addOuter({ inputs, outputs, gradient, slopes }: Layer, x: Vector): void {
  for (let output = 0; output < outputs; output++) {
    const row = output * (inputs + 1);
    const slope = slopes[output] as number;
    for (let input = 0; input < inputs; input++) {
      gradient[row + input] = (gradient[row + input] as number) + slope * (x[input] as number);
    }
    gradient[row + inputs] = (gradient[row + inputs] as number) + slope;
  }
}

/** The slopes of the layer below. */
function propagate({ inputs, outputs, weights, slopes }: Layer, below: Layer, activation: Activation): void {
  for (let input = 0; input < inputs; input++) {
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      sum += (slopes[output] as number) * (weights[output * (inputs + 1) + input] as number);
    }
    const given = below.given[input] as number;
    below.slopes[input] = sum * (activation === 'relu' ? Number(given > 0) : 1 - given * given);
  }
}
