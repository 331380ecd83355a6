import * as tf from '@tensorflow/tfjs';
import { batchMatMulByTransposing } from './batch-mat-mul.js';
import { conv2DWithExplicitPadding, depthwiseConv2DWithExplicitPadding } from './conv2d.js';
import { conv2DBackpropFilter, depthwiseConv2dNativeBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2DBackpropInput, depthwiseConv2dNativeBackpropInput } from './conv2d-backprop-input.js';
import { conv3DBackpropInputV2 } from './conv3d-backprop-input.js';
import {
  conv2DBackpropFilterLoop,
  conv3DBackpropFilterV2,
  depthwiseConv2dNativeBackpropFilterLoop,
} from './filter-gradient-loop.js';
import { fusedMatMulByParts } from './fused-mat-mul.js';
import type { Kernel } from './kernel-call.js';
import { maxPool3D } from './max-pool-3d.js';
import { maxPool3DGrad, maxPoolGrad } from './max-pool-grad.js';
import { preluWithBroadcasting } from './prelu.js';
import { resizeBilinearGradOfInputShape, resizeNearestNeighborGrad } from './resize-grad.js';
import { tileByCopying } from './tile.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

type BackendName = 'cpu' | 'wasm';

/** Kernels put in place here, so that a second registration does not wrap them again. */
const ownKernels = new WeakSet<tf.KernelFunc>();

/**
 * Adds the kernels that the wasm backend lacks for training, and replaces those that are wrong or slow. The module
 * `@tensorflow/tfjs-backend-wasm` must have been imported; the backend may be active already or not.
 * Calling it again changes nothing.
 */
export function registerWasmKernels(): void {
  if (tf.getKernelsForBackend('wasm').length === 0) {
    throw new Error("The wasm backend has no kernels: import '@tensorflow/tfjs-backend-wasm' first");
  }
  for (const kernelName of [tf.Conv2D, tf.FusedConv2D]) {
    replaceKernel('wasm', kernelName, conv2DWithExplicitPadding);
  }
  for (const kernelName of [tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D]) {
    replaceKernel('wasm', kernelName, depthwiseConv2DWithExplicitPadding);
  }
  replaceKernel('wasm', tf.BatchMatMul, batchMatMulByTransposing);
  replaceKernel('wasm', tf._FusedMatMul, fusedMatMulByParts);
  replaceKernel('wasm', tf.Conv2DBackpropFilter, () => conv2DBackpropFilter);
  replaceKernel('wasm', tf.Conv2DBackpropInput, () => conv2DBackpropInput);
  replaceKernel('wasm', tf.DepthwiseConv2dNativeBackpropFilter, () => depthwiseConv2dNativeBackpropFilter);
  replaceKernel('wasm', tf.DepthwiseConv2dNativeBackpropInput, () => depthwiseConv2dNativeBackpropInput);
  replaceKernel('wasm', tf.Conv3DBackpropFilterV2, () => conv3DBackpropFilterV2);
  replaceKernel('wasm', tf.Conv3DBackpropInputV2, () => conv3DBackpropInputV2);
  replaceKernel('wasm', tf.MaxPoolGrad, () => maxPoolGrad);
  replaceKernel('wasm', tf.MaxPool3D, () => maxPool3D);
  replaceKernel('wasm', tf.MaxPool3DGrad, () => maxPool3DGrad);
  replaceKernel('wasm', tf.Prelu, preluWithBroadcasting);
  replaceKernel('wasm', tf.Tile, tileByCopying);
  replaceKernel('wasm', tf.UnsortedSegmentSum, () => unsortedSegmentSum);
}

/**
 * Replaces the slowest gradient kernels of the 'cpu' backend, which `@tensorflow/tfjs` brings along, and wrong ones.
 * Calling it again changes nothing.
 */
export function registerCpuKernels(): void {
  replaceKernel('cpu', tf.Conv2DBackpropFilter, conv2DBackpropFilterLoop);
  replaceKernel('cpu', tf.DepthwiseConv2dNativeBackpropFilter, depthwiseConv2dNativeBackpropFilterLoop);
  replaceKernel('cpu', tf.MaxPoolGrad, () => maxPoolGrad);
  replaceKernel('cpu', tf.MaxPool3DGrad, () => maxPool3DGrad);
  replaceKernel('cpu', tf.ResizeBilinearGrad, resizeBilinearGradOfInputShape);
  replaceKernel('cpu', tf.ResizeNearestNeighborGrad, () => resizeNearestNeighborGrad);
  replaceKernel('cpu', tf.UnsortedSegmentSum, () => unsortedSegmentSum);
}

/**
 * Puts a kernel in the place of the stock one, whose set-up for the backend stays. There may be no stock kernel if
 * `build` does without.
 */
function replaceKernel<Call>(
  backendName: BackendName,
  kernelName: string,
  build: (stock: Kernel<Call>) => Kernel<Call>,
): void {
  const stock: tf.KernelConfig | undefined = tf.getKernel(kernelName, backendName);
  if (stock && ownKernels.has(stock.kernelFunc)) {
    return;
  }
  const kernelFunc = build(stock?.kernelFunc as unknown as Kernel<Call>) as unknown as tf.KernelFunc;
  ownKernels.add(kernelFunc);
  if (stock) {
    tf.unregisterKernel(kernelName, backendName);
  }
  tf.registerKernel({ ...stock, kernelName, backendName, kernelFunc });
}
