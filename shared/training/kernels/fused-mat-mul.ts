import * as tf from '@tensorflow/tfjs';
import { isOneMatrix } from './batch-mat-mul.js';
import { composeKernels, type Kernel, type KernelCall, type RunKernel } from './kernel-call.js';

type FusedCall = KernelCall<'a' | 'b', tf._FusedMatMulAttrs, 'bias' | 'preluActivationWeights'>;

const ACTIVATION_KERNELS = {
  relu: tf.Relu,
  relu6: tf.Relu6,
  elu: tf.Elu,
  sigmoid: tf.Sigmoid,
  prelu: tf.Prelu,
  leakyrelu: tf.LeakyRelu,
} as const;

/**
 * _FusedMatMul: activation(a b + bias), with `bias` [columns]. The stock kernel is right only for one pair of matrices
 * that are not transposed. Otherwise it indexes the bias wrongly, and it applies bias and relu anew for each block of
 * 48 along the inner dimension. So those cases are composed of a product, a sum and an activation.
 */
export function fusedMatMulByParts(stock: Kernel<FusedCall>): Kernel<FusedCall> {
  return (call) => {
    const { inputs, attrs, backend } = call;
    const { transposeA, transposeB } = attrs;
    if (!transposeA && !transposeB && isOneMatrix(inputs.a) && isOneMatrix(inputs.b)) {
      return stock(call);
    }
    return composeKernels(backend, (run) => {
      const product = run('BatchMatMul', { a: inputs.a, b: inputs.b }, { transposeA, transposeB });
      const sum = inputs.bias ? run('Add', { a: product, b: inputs.bias }, {}) : product;
      return activate(run, sum, call);
    });
  };
}

function activate(run: RunKernel, x: tf.TensorInfo, { inputs, attrs }: FusedCall): tf.TensorInfo {
  if (attrs.activation === 'linear') {
    return x;
  }
  const kernelName = ACTIVATION_KERNELS[attrs.activation];
  return run(kernelName, { x, alpha: inputs.preluActivationWeights }, { alpha: attrs.leakyreluAlpha });
}
