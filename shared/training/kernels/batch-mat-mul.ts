import type * as tf from '@tensorflow/tfjs';
import { composeKernels, type Kernel, type KernelCall, type RunKernel } from './kernel-call.js';

type MatMul = Kernel<KernelCall<'a' | 'b', tf.BatchMatMulAttrs>>;

/**
 * BatchMatMul of `a` [..., rows, inner] and `b` [..., inner, columns], each possibly with its last two dimensions
 * swapped. The stock kernel calls XNNPACK only for one pair of matrices that are not transposed and is a plain loop
 * otherwise; so one pair is transposed first.
 */
export function batchMatMulByTransposing(stock: MatMul): MatMul {
  return (call) => {
    const { a, b } = call.inputs;
    const { transposeA, transposeB } = call.attrs;
    if ((!transposeA && !transposeB) || !isOneMatrix(a) || !isOneMatrix(b)) {
      return stock(call);
    }
    return composeKernels(call.backend, (run) => {
      const plainA = transposeA ? transpose(run, a) : a;
      const plainB = transposeB ? transpose(run, b) : b;
      return run('BatchMatMul', { a: plainA, b: plainB }, { transposeA: false, transposeB: false });
    });
  };
}

/** Whether all dimensions but the last two are 1. */
export function isOneMatrix(x: tf.TensorInfo): boolean {
  return x.shape.slice(0, -2).every((length) => length === 1);
}

function transpose(run: RunKernel, x: tf.TensorInfo): tf.TensorInfo {
  const axes = x.shape.map((_, axis) => axis);
  return run('Transpose', { x }, { perm: [...axes.slice(0, -2), ...axes.slice(-2).reverse()] });
}
