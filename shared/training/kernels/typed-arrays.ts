import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** A tensor's values in row-major order. */
export type Values = tf.backend_util.TypedArray;

/**
 * Makes a float32 output of the given shape, filled with zeros and then by `fill` from the values of the inputs.
 * It serves 'cpu', whose tensors are typed arrays, and 'wasm', where inputs and output are views of its heap.
 */
export function fillOutput<InputName extends string>(
  backend: tf.KernelBackend,
  shape: number[],
  inputs: Readonly<Record<InputName, tf.TensorInfo>>,
  fill: (output: Float32Array, values: Readonly<Record<InputName, Values>>) => void,
): tf.TensorInfo {
  if (isWasm(backend)) {
    const output = backend.makeOutput(shape, 'float32');
    // A first view of each input moves it here if it is on another backend, which may replace the heap's buffer.
    mapValues(inputs, (input) => backend.typedArrayFromHeap(input));
    const values = backend.typedArrayFromHeap(output) as Float32Array;
    fill(
      values.fill(0),
      mapValues(inputs, (input) => backend.typedArrayFromHeap(input)),
    );
    return output;
  }
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  fill(
    values,
    mapValues(inputs, (input) => backend.readSync(input.dataId) as Values),
  );
  return { dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' };
}

function isWasm(backend: tf.KernelBackend): backend is BackendWasm {
  return 'typedArrayFromHeap' in backend;
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  convert: (value: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, convert(value)]);
  return Object.fromEntries(entries);
}
