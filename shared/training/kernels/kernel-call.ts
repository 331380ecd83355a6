import * as tf from '@tensorflow/tfjs';

/** What tfjs passes to a kernel, with the inputs and attributes that this kernel has. */
export interface KernelCall<InputName extends string, Attrs, OptionalInputName extends string = never> {
  readonly inputs: Readonly<Record<InputName, tf.TensorInfo> & Partial<Record<OptionalInputName, tf.TensorInfo>>>;
  readonly attrs: Attrs;
  readonly backend: tf.KernelBackend;
}

/** A kernel with one output. */
export type Kernel<Call> = (call: Call) => tf.TensorInfo;

/** Runs a kernel of the wasm backend by name; the caller does not dispose the result. */
export type RunKernel = (kernelName: string, inputs: tf.NamedTensorInfoMap, attrs: object) => tf.TensorInfo;

/**
 * Builds one wasm kernel's output out of other wasm kernels. All that `body` runs is disposed afterwards, except the
 * tensor it returns. Kernels are called directly, since an operation such as `tf.conv2d` costs several times more per
 * call and its inputs must be tensors.
 */
export function composeKernels(backend: tf.KernelBackend, body: (run: RunKernel) => tf.TensorInfo): tf.TensorInfo {
  const outputs: tf.TensorInfo[] = [];
  let result: tf.TensorInfo | undefined;
  try {
    result = body((kernelName, inputs, attrs) => {
      const output = runKernel(backend, kernelName, inputs, attrs);
      outputs.push(output);
      return output;
    });
    return result;
  } finally {
    for (const output of outputs) {
      if (output !== result) {
        backend.disposeData(output.dataId);
      }
    }
  }
}

function runKernel(
  backend: tf.KernelBackend,
  kernelName: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: object,
): tf.TensorInfo {
  const output = tf.getKernel(kernelName, 'wasm').kernelFunc({ backend, inputs, attrs: attrs as tf.NamedAttrMap });
  if (Array.isArray(output)) {
    throw new Error(`Kernel ${kernelName} has several outputs and cannot be composed`);
  }
  return output;
}
