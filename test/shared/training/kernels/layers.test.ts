import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { registerWasmKernels } from '../../../../shared/training/kernels/register-kernels.js';
import { type Case, compute, differences, randomTensor, randomValues, startBackends, weightedSum } from './backends.js';
import { type LayerCase, layerCases } from './layer-cases.js';

beforeAll(async () => {
  await startBackends();
  registerWasmKernels();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Dropout and noise draw from Math.random. */
function seedRandom(): void {
  const values = randomValues(100_000, 7);
  let next = 0;
  vi.spyOn(Math, 'random').mockImplementation(() => ((values[next++] ?? 0) + 1) / 2);
}

function input(shape: number[], seed: number, categories: number | undefined): tf.Tensor {
  const x = randomTensor(shape, seed);
  return categories === undefined ? x : tf.floor(tf.mul(tf.add(x, 1), categories / 2)).toInt();
}

/** Positive, as variances must be. */
function setWeights(layer: tf.layers.Layer): void {
  layer.setWeights(
    layer.getWeights().map((weight, index) => tf.add(tf.mul(randomTensor(weight.shape, index), 0.4), 0.5)),
  );
}

/** Forward values for inference and training, and the gradients with respect to all weights and float inputs. */
function trainingCase({ name, build, inputShapes, categories, hasConstantInputs }: LayerCase): Case {
  const run = () => {
    const layer = build();
    const inputs = inputShapes.map((shape, index) => tf.variable(input(shape, index, categories)));
    const apply = (training: boolean) => {
      seedRandom();
      return layer.apply(inputs.length === 1 ? (inputs[0] as tf.Tensor) : inputs, { training }) as tf.Tensor;
    };
    apply(false);
    setWeights(layer);
    const forward = { inference: apply(false), training: apply(true) };
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const gradients = tf.variableGrads(
      () => weightedSum(apply(true)),
      hasConstantInputs ? weights : [...weights, ...inputs],
    );
    const named = Object.values(gradients.grads).map((gradient, index) => [`gradient ${index}`, gradient] as const);
    tf.dispose([inputs, layer.weights.map((weight) => weight.read())]);
    return { ...forward, ...Object.fromEntries(named) };
  };
  return { name, run };
}

it.each(layerCases.map((layerCase) => [layerCase.name, layerCase] as const))(
  'trains on wasm as on the stock cpu backend: %s',
  async (_, layerCase) => {
    const cases = [trainingCase(layerCase)];
    const expected = await compute('cpu', cases);
    expect(differences(cases, expected, await compute('wasm', cases))).toEqual([]);
  },
);
