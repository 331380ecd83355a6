import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Activation, Network, type Rule } from '../../../bench/epochs/curves/network.js';
import { adam, descent } from '../../../bench/epochs/curves/rules.js';
import { trained } from '../../../bench/epochs/curves/trainer.js';
import { normals } from '../../../bench/shared/parameters.js';
import { randomFor } from '../../../shared/math/random.js';

const sampleOf = (label: number, ...x: number[]) => ({ x: Float64Array.from(x), label });

/** A network whose steps change nothing, with the weights and gradients of its layers. */
function watched(activation: Activation, seed: number) {
  const layers: { weights: Float64Array; gradient: Float64Array }[] = [];
  const ruleFor = (): Rule => (weights, gradient) => {
    layers.push({ weights, gradient });
  };
  const network = new Network([2, 4, 3, 3], activation, ruleFor, randomFor(seed));
  return { network, layers };
}

describe('a network', () => {
  it.each(['relu', 'tanh'] as const)('steps down the gradient of the mean loss of its batch: %s', (activation) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { network, layers } = watched(activation, seed);
        const numbers = normals(randomFor(seed, 'x'), 6);
        const batch = [0, 1, 2].map((label) => sampleOf(label, numbers[label] as number, numbers[label + 3] as number));
        const loss = () => batch.reduce((sum, { x, label }) => sum + network.loss(x, label), 0) / 3;
        network.step(batch);
        // With biases of 0, a unit below which none is active is where its activation bends.
        const drawn = randomFor(seed, 'weights');
        for (const { weights } of layers) weights.set(normals(drawn, weights.length));
        network.step(batch);
        for (const { weights, gradient } of layers) {
          for (const [at, weight] of weights.entries()) {
            const sides = [1e-6, -1e-6].map((step) => {
              weights[at] = weight + step;
              return loss();
            });
            weights[at] = weight;
            expect(((sides[0] as number) - (sides[1] as number)) / 2e-6).toBeCloseTo(gradient[at] as number, 5);
          }
        }
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('gives each class a probability', () => {
    const { network } = watched('tanh', 1);
    const x = Float64Array.of(0.3, -2);
    const total = [0, 1, 2].reduce((sum, label) => sum + Math.exp(-network.loss(x, label)), 0);
    expect(total).toBeCloseTo(1, 12);
  });
});

describe('the rules', () => {
  it('descend with momentum and weight decay', () => {
    const rule = descent(1, 0.1, 0.5, 0.01);
    const weights = Float64Array.of(2);
    rule(weights, Float64Array.of(1));
    expect(weights[0]).toBeCloseTo(2 - 0.1 * (1 + 0.02), 12);
    const before = weights[0] as number;
    rule(weights, Float64Array.of(0));
    expect(weights[0]).toBeCloseTo(before - 0.5 * 0.102 - 0.1 * 0.01 * before, 12);
  });

  it('step by the rate under Adam, however large a steady gradient is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e3, noNaN: true }), fc.integer({ min: 1, max: 9 }), (slope, steps) => {
        const rule = adam(1, 0.01);
        const weights = Float64Array.of(0);
        for (let step = 0; step < steps; step++) rule(weights, Float64Array.of(slope));
        expect(weights[0]).toBeCloseTo(-0.01 * steps, 5);
      }),
    );
  });
});

describe('a training', () => {
  const data = {
    train: [0, 1, 2, 3].map((index) => sampleOf(index % 2, index % 2 ? 1 : -1, index)),
    test: [sampleOf(0, -1, 2), sampleOf(1, 1, 1)],
  };
  const lossesWith = (rate: number) => {
    const network = new Network([2, 4, 2], 'tanh', (size) => descent(size, rate, 0, 0), randomFor('w'));
    return [...trained(network, data, 2, 40, randomFor('order'))];
  };

  it('learns', () => {
    const losses = lossesWith(0.1);
    expect(losses).toHaveLength(40);
    expect(losses.at(-1)).toBeLessThan(0.1);
    expect(losses[0]).toBeGreaterThan(0.3);
  });

  it('scores 3 at the most, also where it diverges', () => {
    const losses = lossesWith(1e200);
    expect(losses.at(-1)).toBe(3);
    expect(losses.filter((loss) => !(loss <= 3))).toEqual([]);
  });
});
