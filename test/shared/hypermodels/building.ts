import * as tf from '@tensorflow/tfjs';
import { vi } from 'vitest';
import { discoverSpace } from '../../../shared/space/discover.js';
import { HyperParameters } from '../../../shared/space/hyperparameters.js';
import type { Values } from '../../../shared/space/parameter.js';
import type { Space } from '../../../shared/space/space.js';
import type { HyperModel } from '../../../shared/training/hypermodel.js';
import { freeingVariables } from '../../../shared/training/model.js';

/**
 * Weights begin at zero from now on: drawing the many millions of those networks that are built, but neither trained nor
 * asked, would take minutes. `vi.restoreAllMocks` undoes it.
 */
export function zeroInitialWeights(): void {
  const varianceScaling = Object.getPrototypeOf(
    tf.initializers.varianceScaling({ scale: 1, mode: 'fanIn', distribution: 'uniform' }),
  );
  vi.spyOn(varianceScaling, 'apply').mockImplementation((shape) => tf.zeros(shape as number[]));
}

/** Builds a model at a point of its space, defaults where it says nothing, and frees it after `use`. */
export function building<T>(
  hypermodel: HyperModel,
  values: Values,
  use: (model: tf.LayersModel) => T | Promise<T>,
): Promise<T> {
  return freeingVariables(async () => use(await hypermodel.build(new HyperParameters(values))));
}

/** The search space, as a study finds it. */
export function spaceOf(hypermodel: HyperModel): Promise<Space> {
  return discoverSpace((hp) => freeingVariables(async () => hypermodel.build(hp)));
}

/** Numbers of parameters by the names of the layers that have some. */
export function parametersByLayer(model: tf.LayersModel): Record<string, number> {
  return Object.fromEntries(
    model.layers.flatMap((layer) => (layer.countParams() > 0 ? [[layer.name, layer.countParams()]] : [])),
  );
}

/** Numbers of parameters, in all and trained. */
export function parameterTotals(model: tf.LayersModel): { total: number; trainable: number } {
  return { total: sizeOf(model.weights), trainable: sizeOf(model.trainableWeights) };
}

function sizeOf(weights: readonly tf.LayerVariable[]): number {
  return weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0);
}
