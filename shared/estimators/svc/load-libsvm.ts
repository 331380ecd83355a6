import { StepladderError } from '../../errors.js';

/**
 * Loads libsvm-js, an optional package: its asm.js build, since the WebAssembly one looks for a file beside it, which a
 * bundle hasn't, and writes to standard error that it can't stream it.
 *
 * @throws MissingDependency if it is not installed.
 */
export async function loadLibsvm() {
  try {
    return (await import('libsvm-js/asm.js')).default;
  } catch (error) {
    throw new StepladderError(
      'MissingDependency',
      'A support vector classifier needs the package libsvm-js: npm install libsvm-js',
      { cause: error },
    );
  }
}
