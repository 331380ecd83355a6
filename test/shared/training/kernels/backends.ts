import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

export type BackendName = 'cpu' | 'wasm';

/** Something to compute on several backends: `run` makes its own inputs and returns named tensors. */
export interface Case {
  readonly name: string;
  readonly run: () => Record<string, tf.Tensor>;
}

type Outcome = Record<string, { shape: number[]; values: number[] } | undefined>;

/** Starts both backends; until then, switching to one takes time. */
export async function startBackends(): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend('wasm');
  await tf.setBackend('cpu');
}

/** Computes all cases on one backend. */
export async function compute(backendName: BackendName, cases: readonly Case[]): Promise<Outcome[]> {
  await tf.setBackend(backendName);
  return cases.map(({ name, run }) => {
    const tensors = tf.tidy(run);
    const outcome = Object.entries(tensors).map(([key, tensor]) => {
      const values = Array.from(tensor.dataSync());
      return [key, { shape: tensor.shape, values }];
    });
    tf.dispose(tensors);
    if (outcome.length === 0) {
      throw new Error(`${name} computes nothing`);
    }
    return Object.fromEntries(outcome);
  });
}

/** The cases whose outcomes differ, with the relative error of each tensor that does. */
export function differences(
  cases: readonly Case[],
  expected: readonly Outcome[],
  actual: readonly Outcome[],
  tolerance = 1e-5,
): string[] {
  return cases.flatMap(({ name }, index) =>
    Object.entries(expected[index] ?? {}).flatMap(([key, right]) => {
      const error = relativeError(right, actual[index]?.[key]);
      return error <= tolerance ? [] : [`${name}, ${key}: ${error}`];
    }),
  );
}

/** The largest difference relative to the largest value, or infinity if shapes differ or a value is not finite. */
function relativeError(expected: Outcome[string], actual: Outcome[string]): number {
  if (!expected || !actual || expected.shape.join() !== actual.shape.join()) {
    return Number.POSITIVE_INFINITY;
  }
  let difference = 0;
  let largest = 1e-6;
  expected.values.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(value - (actual.values[index] ?? Number.NaN)));
    largest = Math.max(largest, Math.abs(value));
  });
  return Number.isFinite(difference) ? difference / largest : Number.POSITIVE_INFINITY;
}

/** Numbers in (-1, 1), the same for the same seed. */
export function randomValues(size: number, seed: number): Float32Array {
  let state = (seed + 1) * 2654435761;
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

/** A float tensor of {@link randomValues}. */
export function randomTensor(shape: number[], seed: number): tf.Tensor {
  return tf.tensor(randomValues(tf.util.sizeFromShape(shape), seed), shape);
}

/** A loss whose gradient with respect to each value of `y` differs. */
export function weightedSum(y: tf.Tensor): tf.Scalar {
  return tf.sum(tf.mul(y, randomTensor(y.shape, 99)));
}

/** Forward values of an operation on random tensors of the given shapes and its gradients with respect to them. */
export function gradientCase(name: string, shapes: number[][], operation: (...inputs: tf.Tensor[]) => tf.Tensor): Case {
  return {
    name,
    run: () => {
      const inputs = shapes.map((shape, index) => randomTensor(shape, index));
      const gradients = tf.grads((...x: tf.Tensor[]) => weightedSum(operation(...x)))(inputs);
      const named = gradients.map((gradient, index) => [`gradient ${index}`, gradient] as const);
      return { forward: operation(...inputs), ...Object.fromEntries(named) };
    },
  };
}

/** All combinations of one element of each list. */
export function combinations<Lists extends readonly (readonly unknown[])[]>(
  ...lists: Lists
): { [Index in keyof Lists]: Lists[Index][number] }[] {
  let all: unknown[][] = [[]];
  for (const list of lists) {
    all = all.flatMap((row) => list.map((item) => [...row, item]));
  }
  return all as { [Index in keyof Lists]: Lists[Index][number] }[];
}
