import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerCpuKernels, registerWasmKernels } from './kernels/register-kernels.js';

let started: Promise<string> | undefined;

/**
 * Chooses what tensors are computed on, once a process: WebAssembly with the kernels it lacks, or the plain cpu backend
 * where WebAssembly does not start.
 *
 * @returns tfjs's name of the backend: `wasm` or `cpu`.
 */
export function startBackend(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  tf.enableProdMode();
  registerWasmKernels();
  registerCpuKernels();
  const wasm = await tf.setBackend('wasm').catch(() => false);
  if (!wasm) await tf.setBackend('cpu');
  await tf.ready();
  return tf.getBackend();
}
