import { composeKernels, type Kernel, type KernelCall } from './kernel-call.js';

type Prelu = Kernel<KernelCall<'x' | 'alpha', object>>;

/**
 * Prelu, max(x, 0) + alpha * min(x, 0), where `alpha` is broadcast to the shape of `x`. The stock 'wasm' kernel repeats
 * the values of `alpha` in order instead, which is right only if its shape is that of the last dimensions of `x`.
 */
export function preluWithBroadcasting(stock: Prelu): Prelu {
  return (call) => {
    const { x, alpha } = call.inputs;
    const alphaShape = [...x.shape.map(() => 1), ...alpha.shape].slice(-x.shape.length);
    const start = alphaShape.findIndex((length) => length !== 1);
    if (start === -1 || alphaShape.slice(start).every((length, index) => length === x.shape[start + index])) {
      return stock(call);
    }
    return composeKernels(call.backend, (run) => {
      const aligned = run('Reshape', { x: alpha }, { shape: alphaShape });
      const reps = x.shape.map((length, axis) => length / (alphaShape[axis] ?? 1));
      return run('Prelu', { x, alpha: run('Tile', { x: aligned }, { reps }) }, {});
    });
  };
}
