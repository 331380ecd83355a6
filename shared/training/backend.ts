import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { messageOf, StepladderError } from '../errors.js';
import { registerCpuKernels, registerWasmKernels } from './kernels/register-kernels.js';

/** What tensors can be computed on. */
export type BackendName = 'native' | 'wasm' | 'cpu';

let started: Promise<BackendName> | undefined;

/**
 * Starts what tensors are computed on, once a process: what the environment variable `STEPLADDER_BACKEND` names. Without
 * it, WebAssembly with the kernels it lacks, or the plain cpu backend where WebAssembly does not start. `native` is
 * `@tensorflow/tfjs-node`, an optional package.
 *
 * @throws InvalidRequest if the variable names no backend, or one that does not start here.
 */
export function startBackend(): Promise<BackendName> {
  started ??= start(process.env.STEPLADDER_BACKEND);
  return started;
}

async function start(asked: string | undefined): Promise<BackendName> {
  tf.enableProdMode();
  registerWasmKernels();
  registerCpuKernels();
  switch (asked || undefined) {
    case undefined:
      return (await activates('wasm')) ? 'wasm' : startOrFail('cpu');
    case 'native':
      await loadNative();
      return 'native';
    case 'wasm':
    case 'cpu':
      return startOrFail(asked as 'wasm' | 'cpu');
    default:
      throw new StepladderError('InvalidRequest', `STEPLADDER_BACKEND is '${asked}'; it may be native, wasm or cpu`);
  }
}

async function startOrFail(name: 'wasm' | 'cpu'): Promise<BackendName> {
  if (await activates(name)) return name;
  throw new StepladderError('InvalidRequest', `TensorFlow.js's backend '${name}' does not start here`);
}

/** @param name tfjs's own name of a backend */
async function activates(name: string): Promise<boolean> {
  return tf.setBackend(name).catch(() => false);
}

/** Optional, so it is no import that compilers and bundlers could see. */
const nativePackage: string = ['@tensorflow', 'tfjs-node'].join('/');

async function loadNative(): Promise<void> {
  // The last bits of its sums depend on the number of threads, TensorFlow's and OpenMP's (on arm64).
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.OMP_NUM_THREADS ??= '1';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // tfjs-node uses what Node.js deprecates and, since 23, has no more.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value: unknown) => (value ?? null) === null });
  try {
    await import(nativePackage);
  } catch (error) {
    throw new StepladderError(
      'InvalidRequest',
      `STEPLADDER_BACKEND is 'native', but ${nativePackage} cannot be loaded. Install it by \`npm run native\`, or unset the variable. ${messageOf(error).split('\n')[0]}`,
      { cause: error },
    );
  }
  if (!(await activates('tensorflow'))) {
    throw new StepladderError(
      'InvalidRequest',
      `${nativePackage} does not start: it must find the very @tensorflow/tfjs that Stepladder imports`,
    );
  }
}
